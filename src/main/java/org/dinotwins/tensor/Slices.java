package org.dinotwins.tensor;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.List;

/** Parts of arrays, and arrays joined from parts. Gradients pass through. */
public interface Slices extends TorchScript {
    static Slices load(NDManager parent) {
        return TorchScript.load(parent, Slices.class, "slices.py");
    }

    /** {@code x[start:end]}; shares the memory of {@code x}. */
    NDArray rows(NDManager scope, NDArray x, int start, int end);

    /** {@code x[:, start:end]}; shares the memory of {@code x}. */
    NDArray columns(NDManager scope, NDArray x, int start, int end);

    /** Arrays concatenated along the first axis. */
    NDArray joined(NDManager scope, List<NDArray> parts);
}
