package org.dinotwins.objective;

/** How the effective weights of the two losses are determined. */
public enum Balancing {
    /**
     * Weights that hold DINO's share of the gradient at the shared CLS features at a target, by following the two
     * gradient norms (after the idea of GradNorm, arXiv 1711.02257).
     */
    GRADIENT_SHARE,
    /** The user's weights, unchanged. */
    FIXED,
    /** The user's weights, with that of Barlow Twins times a constant: {@code L_DINO / L_BT} at the first step. */
    INITIAL_RATIO
}
