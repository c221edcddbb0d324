package org.dinotwins.objective;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import org.dinotwins.tensor.TorchScript;

/** What is measured and shown of Barlow Twins' cross-correlation matrix {@code [D, D]}. */
public interface CrossCorrelation extends TorchScript {
    static CrossCorrelation load(NDManager parent) {
        return TorchScript.load(parent, CrossCorrelation.class, "cross_correlation.py");
    }

    /** Sum of the diagonal; a scalar. */
    NDArray trace(NDManager scope, NDArray c);

    /** Each block of {@code block x block} entries as its entry of largest magnitude; the last blocks may be smaller. */
    NDArray reduced(NDManager scope, NDArray c, int block);
}
