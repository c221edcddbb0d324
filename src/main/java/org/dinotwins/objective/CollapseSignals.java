package org.dinotwins.objective;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import org.dinotwins.tensor.TorchScript;

/** Signals that features collapse to a point; {@link RankMe} is another. */
public interface CollapseSignals extends TorchScript {
    static CollapseSignals load(NDManager parent) {
        return TorchScript.load(parent, CollapseSignals.class, "collapse_signals.py");
    }

    /**
     * Mean over dimensions of the standard deviation of the L2-normalised rows of {@code [rows, dim]}; a scalar, 0 for
     * identical rows and near {@code 1 / sqrt(dim)} for evenly distributed features.
     */
    NDArray embeddingStd(NDManager scope, NDArray features);
}
