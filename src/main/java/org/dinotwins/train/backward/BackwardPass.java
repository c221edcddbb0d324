package org.dinotwins.train.backward;

import ai.djl.ndarray.NDArray;
import java.util.List;

/** One way to run a part of a batch forward and backward; they differ in what they keep between the passes. */
public sealed interface BackwardPass permits WholeGraph, BackwardPass.Recomputing {
    /**
     * Runs the forward pass.
     *
     * @return what the backward pass needs, then the features {@code [rows, dim]}
     */
    List<NDArray> forward(BatchPart part);

    /** A backward pass that saves memory by running the forward pass again. */
    sealed interface Recomputing extends BackwardPass permits MicroBatches, GradientCheckpointing {
        /**
         * Adds the gradients of the student's weights to sums.
         *
         * @param forward  result of {@link #forward}
         * @param gradient {@code [rows, dim]} at the features
         * @param sums     one sum per weight of the student, in order
         */
        void backward(BatchPart part, List<NDArray> forward, NDArray gradient, List<NDArray> sums);
    }
}
