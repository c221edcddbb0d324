package org.dinotwins.objective;

/**
 * Thresholds of collapse and of conflict between the losses, for the trainer's alarms and the window's verdicts.
 *
 * <p>At {@code *_ALARM} the trainer raises an alarm; {@code *_WATCH} is an earlier warning in the window only. The
 * measures come from the papers named; the numbers are this project's choice.
 */
public final class CollapseThresholds {
    /** Number of first steps that are not judged, because a random network appears collapsed. */
    public static final int GRACE_STEPS = 50;

    /**
     * Teacher entropy as a fraction of ln K, above which all prototypes are used equally. DINO (arXiv 2104.14294,
     * section 5.3) shows entropy near ln K as one of two forms of collapse.
     */
    public static final double UNIFORM_ENTROPY_ALARM = 0.995;

    public static final double UNIFORM_ENTROPY_WATCH = 0.97;

    /** Teacher entropy as a fraction of ln K, below which one prototype dominates: DINO's other form of collapse. */
    public static final double PEAKED_ENTROPY_ALARM = 0.005;

    public static final double PEAKED_ENTROPY_WATCH = 0.03;

    /**
     * KL divergence from teacher to student in nats, below which the student only copies: collapse in DINO's figure 7.
     */
    public static final double KL_ALARM = 1e-3;

    public static final double KL_WATCH = 1e-2;

    /**
     * Standard deviation of the normalised features as a fraction of 1/√d, below which all embeddings are nearly equal.
     * The measure and its healthy value 1/√d are SimSiam's (arXiv 2011.10566, section 4.1).
     */
    public static final double EMBEDDING_STD_ALARM = 0.05;

    public static final double EMBEDDING_STD_WATCH = 0.3;

    /**
     * Effective rank in dimensions, below which features carry almost no information. The measure is RankMe's (arXiv
     * 2210.02885).
     */
    public static final double RANK_ALARM = 2;

    public static final double RANK_WATCH = 5;

    /** Cosine of the two gradients, below which the losses conflict; in PCGrad (arXiv 2001.06782) they do below 0. */
    public static final double CONFLICT_COSINE_ALARM = -0.3;
    /** Absolute cosine up to which the losses neither help nor hinder each other. */
    public static final double NEUTRAL_COSINE = 0.05;

    private CollapseThresholds() {}
}
