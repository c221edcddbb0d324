package org.dinotwins.objective;

/** How the user's two weights determine the effective weights of the losses. */
public enum Balancing {
    /** The user's weights, unchanged. */
    FIXED,
    /** The user's weights, with that of Barlow Twins times a constant: {@code L_DINO / L_BT} at the first step. */
    INITIAL_RATIO,
    /**
     * The user's weights times a factor that equalises the gradient norms at the shared CLS features (the idea of
     * GradNorm).
     */
    GRADIENT_NORM
}
