package org.dinotwins.objective;

/**
 * Determines the effective weights of the two losses from the user's weights. For random features L_BT is near
 * {@code D + lambda * D^2 / N} and L_DINO near {@code ln K}; without balancing the larger one dominates.
 *
 * <p>Not thread-safe; only the training thread uses it.
 */
public final class LossBalance {
    /** Weight of the old average when gradient norms are averaged: over about 20 steps. */
    private static final double SMOOTHING = 0.95;
    /**
     * Largest and smallest factor that balancing may set, so that a vanishing gradient is not amplified without limit.
     */
    private static final double LIMIT = 1e4;

    private final Balancing rule;
    private double ratio = Double.NaN;
    private double dinoNorm = Double.NaN;
    private double barlowNorm = Double.NaN;

    public LossBalance(Balancing rule) {
        this.rule = rule;
    }

    /** Effective weights. */
    public record Effective(double dino, double barlow) {}

    /** Whether {@link #observe} must be called before {@link #effective} is meaningful. */
    public boolean needsObservation() {
        return rule != Balancing.FIXED && Double.isNaN(ratio);
    }

    /**
     * Records the measurements of a step with both losses on.
     *
     * @param dinoLoss       L_DINO
     * @param barlowLoss     L_BT
     * @param dinoGradient   norm of the unweighted gradient at the shared features
     * @param barlowGradient norm of the unweighted gradient at the shared features
     */
    public void observe(double dinoLoss, double barlowLoss, double dinoGradient, double barlowGradient) {
        if (rule == Balancing.INITIAL_RATIO && Double.isNaN(ratio)) {
            ratio = limited(dinoLoss / barlowLoss);
        } else if (rule == Balancing.GRADIENT_NORM) {
            dinoNorm = averaged(dinoNorm, dinoGradient);
            barlowNorm = averaged(barlowNorm, barlowGradient);
            ratio = limited(dinoNorm / barlowNorm);
        }
    }

    /** The effective weights. If one loss is off, the other keeps the user's weight. */
    public Effective effective(double dinoWeight, double barlowWeight) {
        boolean both = dinoWeight > 0 && barlowWeight > 0;
        double factor = both && rule != Balancing.FIXED && !Double.isNaN(ratio) ? ratio : 1;
        return new Effective(dinoWeight, barlowWeight * factor);
    }

    /** State for a checkpoint: the ratio and the two averages. */
    public double[] state() {
        return new double[] {ratio, dinoNorm, barlowNorm};
    }

    /** Restores {@link #state()}. */
    public void restore(double[] state) {
        ratio = state[0];
        dinoNorm = state[1];
        barlowNorm = state[2];
    }

    private static double averaged(double average, double value) {
        return Double.isNaN(average) ? value : SMOOTHING * average + (1 - SMOOTHING) * value;
    }

    private static double limited(double ratio) {
        return Double.isFinite(ratio) ? Math.max(1 / LIMIT, Math.min(LIMIT, ratio)) : 1;
    }
}
