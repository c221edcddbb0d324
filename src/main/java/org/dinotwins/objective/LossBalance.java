package org.dinotwins.objective;

/**
 * Determines the effective weights of the two losses. Without balancing the larger loss dominates: for random features
 * L_BT is near {@code D + lambda * D^2 / N} and L_DINO near {@code ln K}. Equal losses are no balance either, because
 * their gradients differ in size by another factor, which changes during a run.
 *
 * <p>{@link Balancing#GRADIENT_SHARE} compares the gradients where both losses meet, at the student's CLS features. With
 * the norms {@code g_D} of dL_DINO (global and local crops) and {@code g_B} of dL_BT (global crops, the only ones that it
 * uses), DINO's share is {@code w_D g_D / (w_D g_D + w_B g_B)}. The norms are averaged with
 * those of the steps before, so that one batch does not decide alone, and the weights for the share {@code s} are {@code w_D = s (g_B / g_D)^(1 - s)} and {@code w_B = (1 - s) (g_D / g_B)^s}. The sum of the
 * weighted norms is then {@code g_D^s g_B^(1 - s)}: at the ends 0 and 1 it is that of one loss with weight 1.
 *
 * <p>Not thread-safe; only the training thread uses it.
 */
public final class LossBalance {
    /**
     * Weight of the previous average of a gradient norm. Norms change by a quarter from batch to batch; with a longer memory,
     * the share of a step would be further than 0.1 from its target in one step of seven.
     */
    private static final double SMOOTHING = 0.2;
    /** Limit on the ratio of losses or gradient norms, so that a vanishing gradient is not amplified without limit. */
    private static final double LIMIT = 1e4;

    private final Balancing rule;
    private double dinoShare;
    private double dinoWeight;
    private double barlowWeight;
    private double ratio = Double.NaN;
    private double dinoNorm = Double.NaN;
    private double barlowNorm = Double.NaN;

    public LossBalance(ObjectiveConfig config) {
        rule = config.balancing();
        dinoShare = config.dinoShare();
        dinoWeight = config.dinoWeight();
        barlowWeight = config.barlowWeight();
    }

    /** Effective weights. */
    public record Effective(double dino, double barlow) {
        /**
         * DINO's share of the gradient with these weights.
         *
         * @param dinoGradient   norm of the unweighted gradient at the shared features
         * @param barlowGradient norm of the unweighted gradient at the shared features
         * @return 0..1; NaN if a norm is NaN or both gradients are 0
         */
        public double dinoShare(double dinoGradient, double barlowGradient) {
            double weighted = dino * dinoGradient;
            return weighted / (weighted + barlow * barlowGradient);
        }
    }

    /**
     * What a checkpoint holds.
     *
     * @param dinoShare    the target; NaN in checkpoints of early versions
     * @param dinoWeight   the user's weight
     * @param barlowWeight the user's weight
     * @param ratio        of losses or averaged norms, DINO over Barlow Twins; NaN before the first observation
     * @param dinoNorm     averaged norm; NaN before the first observation
     * @param barlowNorm   averaged norm; NaN before the first observation
     */
    public record State(
            double dinoShare,
            double dinoWeight,
            double barlowWeight,
            double ratio,
            double dinoNorm,
            double barlowNorm) {}

    /** Sets the user's weights; 0 switches a loss off. They have no effect with {@link Balancing#GRADIENT_SHARE}. */
    public void setWeights(double dino, double barlow) {
        if (!(dino >= 0 && barlow >= 0 && dino + barlow > 0)) {
            throw new IllegalArgumentException("loss weights " + dino + " and " + barlow);
        }
        dinoWeight = dino;
        barlowWeight = barlow;
    }

    /** Sets the target of {@link Balancing#GRADIENT_SHARE}, 0..1; 0 switches DINO off, 1 Barlow Twins. */
    public void setDinoShare(double share) {
        if (!(share >= 0 && share <= 1)) {
            throw new IllegalArgumentException("DINO share " + share);
        }
        dinoShare = share;
    }

    /** The target of DINO's share; NaN for the other rules. */
    public double targetShare() {
        return rule == Balancing.GRADIENT_SHARE ? dinoShare : Double.NaN;
    }

    /** Whether L_DINO is on. */
    public boolean withDino() {
        return rule == Balancing.GRADIENT_SHARE ? dinoShare > 0 : dinoWeight > 0;
    }

    /** Whether L_BT is on. */
    public boolean withBarlow() {
        return rule == Balancing.GRADIENT_SHARE ? dinoShare < 1 : barlowWeight > 0;
    }

    /** Whether {@link #observe} must be called before the {@link #effective} weights of a step are used. */
    public boolean needsObservation() {
        boolean open = rule == Balancing.GRADIENT_SHARE || rule == Balancing.INITIAL_RATIO && Double.isNaN(ratio);
        return open && withDino() && withBarlow();
    }

    /**
     * Records the measurements of a step with both losses on, before its weights are used.
     *
     * @param dinoLoss       L_DINO
     * @param barlowLoss     L_BT
     * @param dinoGradient   norm of the unweighted gradient at the shared features
     * @param barlowGradient norm of the unweighted gradient at the shared features
     */
    public void observe(double dinoLoss, double barlowLoss, double dinoGradient, double barlowGradient) {
        if (rule == Balancing.INITIAL_RATIO && Double.isNaN(ratio)) {
            ratio = limited(dinoLoss / barlowLoss);
        } else if (rule == Balancing.GRADIENT_SHARE) {
            dinoNorm = averaged(dinoNorm, dinoGradient);
            barlowNorm = averaged(barlowNorm, barlowGradient);
            ratio = limited(dinoNorm / barlowNorm);
        }
    }

    /** The effective weights; that of a loss that is off is 0. */
    public Effective effective() {
        double known = Double.isNaN(ratio) ? 1 : ratio;
        boolean both = withDino() && withBarlow();
        return switch (rule) {
            case GRADIENT_SHARE ->
                new Effective(dinoShare * Math.pow(known, dinoShare - 1), (1 - dinoShare) * Math.pow(known, dinoShare));
            case FIXED -> new Effective(dinoWeight, barlowWeight);
            case INITIAL_RATIO -> new Effective(dinoWeight, both ? barlowWeight * known : barlowWeight);
        };
    }

    /** State for a checkpoint. */
    public State state() {
        return new State(dinoShare, dinoWeight, barlowWeight, ratio, dinoNorm, barlowNorm);
    }

    /** Restores {@link #state()}; a missing target leaves the present one. */
    public void restore(State state) {
        dinoShare = Double.isNaN(state.dinoShare()) ? dinoShare : state.dinoShare();
        dinoWeight = state.dinoWeight();
        barlowWeight = state.barlowWeight();
        ratio = state.ratio();
        dinoNorm = state.dinoNorm();
        barlowNorm = state.barlowNorm();
    }

    private static double averaged(double average, double value) {
        return Double.isNaN(average) ? value : SMOOTHING * average + (1 - SMOOTHING) * value;
    }

    private static double limited(double ratio) {
        return Double.isFinite(ratio) ? Math.max(1 / LIMIT, Math.min(LIMIT, ratio)) : 1;
    }
}
