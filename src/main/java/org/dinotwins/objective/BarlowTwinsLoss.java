package org.dinotwins.objective;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import org.dinotwins.tensor.TorchScript;

/**
 * The loss of Barlow Twins: moves the cross-correlation of two embeddings towards the identity (paper, equations 1 and
 * 2).
 */
public interface BarlowTwinsLoss extends TorchScript {
    static BarlowTwinsLoss load(NDManager parent) {
        return TorchScript.load(parent, BarlowTwinsLoss.class, "barlow_twins_loss.py");
    }

    /**
     * Computes the loss of the embeddings {@code [pictures, D]} of the two global crops.
     *
     * @param offDiagonalWeight the paper's lambda
     */
    Result forward(NDManager scope, NDArray z1, NDArray z2, double offDiagonalWeight);

    /**
     * The loss and its parts.
     *
     * @param loss        scalar with gradient: {@code onDiagonal + lambda * offDiagonal}
     * @param onDiagonal  scalar: sum of {@code (1 - C_ii)^2}
     * @param offDiagonal scalar: sum of {@code C_ij^2} for i != j
     * @param correlation {@code [D, D]} cross-correlation matrix C
     */
    record Result(NDArray loss, NDArray onDiagonal, NDArray offDiagonal, NDArray correlation) {}
}
