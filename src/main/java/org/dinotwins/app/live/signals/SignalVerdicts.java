package org.dinotwins.app.live.signals;

import java.util.List;
import org.dinotwins.app.live.signals.CollapseSignal.Kind;
import org.dinotwins.app.live.signals.CollapseSignal.Verdict;
import org.dinotwins.chart.NumberText;
import org.dinotwins.config.RunConfig;
import org.dinotwins.train.StepRecord;

/**
 * Judges the signs of collapse of a run in words. The red lines are those at which the trainer raises an alarm; the
 * yellow ones lie well before them, so that a run that slides is seen sliding.
 */
public final class SignalVerdicts {
    /** Steps in which nothing is judged, as for the trainer's alarms: a random network looks collapsed. */
    private static final int GRACE = 50;
    /** Shares of ln K between which the teacher neither spreads over all prototypes nor sticks to one. */
    private static final double UNIFORM = 0.995;
    private static final double NEARLY_UNIFORM = 0.97;
    private static final double PEAKED = 0.005;
    private static final double NEARLY_PEAKED = 0.03;
    /** KL in nats below which the student has nothing left to learn from the teacher, and where that comes near. */
    private static final double SAME = 1e-3;
    private static final double NEARLY_SAME = 1e-2;
    /** Shares of 1/sqrt(dim) below which all pictures look alike, and where that comes near. */
    private static final double FLAT = 0.05;
    private static final double NEARLY_FLAT = 0.3;
    /** Effective ranks below which features carry next to nothing, and where that comes near. */
    private static final double LOW_RANK = 2;
    private static final double NEARLY_LOW_RANK = 5;

    /** Cosine below which the trainer speaks of a conflict, and the band around 0 that says nothing. */
    private static final double CONFLICT = -0.3;
    private static final double INDIFFERENT = 0.05;

    private final int dim;
    private final double lnK;
    private final int rankLimit;

    /** For a run of this configuration: its width, its prototypes K, its batch. */
    public SignalVerdicts(RunConfig config) {
        this(config.model().dim(), config.objective().dino().outputs(), config.train().batchSize());
    }

    /**
     * @param dim    width of the features
     * @param k      DINO's prototypes
     * @param batch  pictures a step; RankMe sees two views of each, so it cannot pass {@code 2 * batch}
     */
    public SignalVerdicts(int dim, int k, int batch) {
        this.dim = dim;
        this.lnK = Math.log(k);
        this.rankLimit = Math.min(dim, 2 * batch);
    }

    /**
     * All signs, in the order they are shown.
     *
     * @param step   the newest step
     * @param rankMe the newest reading of RankMe, which not every step takes; NaN before the first
     */
    public List<CollapseSignal> judge(StepRecord step, double rankMe) {
        boolean early = step.step() <= GRACE;
        return List.of(entropy(step, early), kl(step, early), spread(step, early), rank(rankMe, early));
    }

    /**
     * Whether the two losses agree.
     *
     * @param cosine cosine between their gradients at the shared features, -1..1
     */
    public static String agreement(double cosine) {
        if (cosine < CONFLICT) {
            return "Watch: the losses pull against each other.";
        }
        if (cosine < -INDIFFERENT) {
            return "The losses pull slightly apart.";
        }
        return cosine <= INDIFFERENT ? "The losses neither help nor hinder." : "The losses pull the same way.";
    }

    private CollapseSignal entropy(StepRecord s, boolean early) {
        double entropy = s.teacherEntropy();
        double share = entropy / lnK;
        String reference = "of " + NumberText.fixed(lnK, 2) + " (ln K)";
        if (Double.isNaN(entropy)) {
            return off(Kind.TEACHER_ENTROPY, reference);
        }
        boolean idle = s.teacherKl() < SAME;
        Verdict verdict;
        String sentence;
        if (share > UNIFORM && idle) {
            verdict = Verdict.ALARM;
            sentence = "Alarm: all prototypes look the same.";
        } else if (share < PEAKED && idle) {
            verdict = Verdict.ALARM;
            sentence = "Alarm: one prototype takes everything.";
        } else if (share > NEARLY_UNIFORM) {
            verdict = Verdict.WATCH;
            sentence = "Watch: hardly any prototype stands out.";
        } else if (share < NEARLY_PEAKED) {
            verdict = Verdict.WATCH;
            sentence = "Watch: nearly certain of one prototype.";
        } else {
            verdict = Verdict.HEALTHY;
            sentence = "Healthy: many prototypes are in use.";
        }
        return signal(Kind.TEACHER_ENTROPY, NumberText.fixed(entropy, 2), reference, share, verdict, sentence, early);
    }

    private CollapseSignal kl(StepRecord s, boolean early) {
        double kl = s.teacherKl();
        String reference = "nats, above 0";
        if (Double.isNaN(kl)) {
            return off(Kind.TEACHER_KL, reference);
        }
        Verdict verdict = kl < SAME ? Verdict.ALARM : kl < NEARLY_SAME ? Verdict.WATCH : Verdict.HEALTHY;
        String sentence = switch (verdict) {
            case ALARM -> "Alarm: nothing is left to learn.";
            case WATCH -> "Watch: the student nearly is its teacher.";
            default -> "Healthy: the student still learns.";
        };
        return signal(Kind.TEACHER_KL, NumberText.number(kl), reference, kl / lnK, verdict, sentence, early);
    }

    private CollapseSignal spread(StepRecord s, boolean early) {
        double healthy = 1 / Math.sqrt(dim);
        double share = s.embeddingStd() / healthy;
        String reference = "of " + NumberText.fixed(healthy, 4) + " (1/√d)";
        if (Double.isNaN(share)) {
            return off(Kind.EMBEDDING_STD, reference);
        }
        Verdict verdict = share < FLAT ? Verdict.ALARM : share < NEARLY_FLAT ? Verdict.WATCH : Verdict.HEALTHY;
        String sentence = switch (verdict) {
            case ALARM -> "Alarm: all pictures look alike.";
            case WATCH -> "Watch: pictures grow alike.";
            default -> "Healthy: pictures stay distinct.";
        };
        return signal(Kind.EMBEDDING_STD, NumberText.fixed(s.embeddingStd(), 4), reference, share, verdict, sentence,
                early);
    }

    private CollapseSignal rank(double rankMe, boolean early) {
        String reference = rankLimit < dim ? "of " + rankLimit + " possible" : "of " + dim + " possible";
        if (Double.isNaN(rankMe)) {
            return new CollapseSignal(Kind.RANK_ME, "–", reference, Double.NaN, Verdict.WAITING, "Waiting for its first reading.");
        }
        Verdict verdict = rankMe < LOW_RANK ? Verdict.ALARM : rankMe < NEARLY_LOW_RANK ? Verdict.WATCH
                : Verdict.HEALTHY;
        String dimensions = NumberText.fixed(rankMe, 1) + " directions";
        String sentence = switch (verdict) {
            case ALARM -> "Alarm: shrunk to " + dimensions + ".";
            case WATCH -> "Watch: only " + dimensions + ".";
            default -> "Healthy: spread over " + dimensions + ".";
        };
        return signal(Kind.RANK_ME, NumberText.fixed(rankMe, 1), reference, rankMe / rankLimit, verdict, sentence, early);
    }

    private static CollapseSignal signal(Kind kind, String value, String reference, double share, Verdict verdict,
                                 String sentence, boolean early) {
        double bar = Math.max(0, Math.min(1, share));
        return early
                ? new CollapseSignal(kind, value, reference, bar, Verdict.WAITING, "Too early to judge: under 50 steps.")
                : new CollapseSignal(kind, value, reference, bar, verdict, sentence);
    }

    private static CollapseSignal off(Kind kind, String reference) {
        return new CollapseSignal(kind, "–", reference, Double.NaN, Verdict.OFF, "This half of the objective is off.");
    }
}
