package org.dinotwins.objective;

/** How the two user weights become the effective weights of the losses. */
public enum Balancing {
    /** The user's weights as they are. */
    FIXED,
    /** The user's weights times a constant for Barlow Twins, {@code L_DINO / L_BT} at the first step. */
    INITIAL_RATIO,
    /** The user's weights times a factor that equals the gradient norms at the shared CLS features (GradNorm's idea). */
    GRADIENT_NORM
}
