package org.dinotwins.vit;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import org.dinotwins.tensor.TorchScript;

/** Stochastic depth (Huang et al. 2016, arXiv 1603.09382): drops residual branches at random, sample by sample. */
interface StochasticDepth extends TorchScript {
    static StochasticDepth load(NDManager parent) {
        return TorchScript.load(parent, StochasticDepth.class, "stochastic_depth.py");
    }

    /**
     * Draws the factors of the branches, {@code [2 * depth, n]}, two rows per block: 0, or one over the keep
     * probability.
     *
     * @param like  array that determines the result's device and type
     * @param n     number of samples
     * @param rate  drop probability of the last block; it grows linearly from 0 in the first block
     */
    NDArray draw(NDManager scope, NDArray like, int n, int depth, double rate);
}
