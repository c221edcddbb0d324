package org.dinotwins.train.backward;

import ai.djl.ndarray.NDArray;
import java.util.List;

/** What the forward pass of a part of a batch keeps for its backward pass. */
public sealed interface BackwardPass permits WholeGraph, BackwardPass.Recomputing {
    /**
     * Runs the forward pass.
     *
     * @return what the backward pass needs, then the features {@code [rows, dim]}
     */
    List<NDArray> forward(BatchPart part);

    /** A backward pass that saves memory: it runs the forward pass again. */
    sealed interface Recomputing extends BackwardPass permits MicroBatches, GradientCheckpointing {
        /**
         * Adds the gradients of the student's weights to sums.
         *
         * @param forward  of {@link #forward}
         * @param gradient {@code [rows, dim]} at the features
         * @param sums     in the order of the student's weights
         */
        void backward(BatchPart part, List<NDArray> forward, NDArray gradient, List<NDArray> sums);
    }
}
