package org.dinotwins.objective;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import org.dinotwins.tensor.TorchScript;

/** Measures and reduces Barlow Twins' cross-correlation matrix {@code [D, D]} for display. */
public interface CrossCorrelation extends TorchScript {
    static CrossCorrelation load(NDManager parent) {
        return TorchScript.load(parent, CrossCorrelation.class, "cross_correlation.py");
    }

    /** Sum of the diagonal; a scalar. */
    NDArray trace(NDManager scope, NDArray c);

    /**
     * The entry of largest magnitude of each block of {@code block x block} entries; the last blocks may be smaller.
     */
    NDArray reduced(NDManager scope, NDArray c, int block);
}
