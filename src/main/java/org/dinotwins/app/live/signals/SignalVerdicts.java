package org.dinotwins.app.live.signals;

import static org.dinotwins.objective.CollapseThresholds.CONFLICT_COSINE_ALARM;
import static org.dinotwins.objective.CollapseThresholds.EMBEDDING_STD_ALARM;
import static org.dinotwins.objective.CollapseThresholds.EMBEDDING_STD_WATCH;
import static org.dinotwins.objective.CollapseThresholds.GRACE_STEPS;
import static org.dinotwins.objective.CollapseThresholds.KL_ALARM;
import static org.dinotwins.objective.CollapseThresholds.KL_WATCH;
import static org.dinotwins.objective.CollapseThresholds.NEUTRAL_COSINE;
import static org.dinotwins.objective.CollapseThresholds.PEAKED_ENTROPY_ALARM;
import static org.dinotwins.objective.CollapseThresholds.PEAKED_ENTROPY_WATCH;
import static org.dinotwins.objective.CollapseThresholds.RANK_ALARM;
import static org.dinotwins.objective.CollapseThresholds.RANK_WATCH;
import static org.dinotwins.objective.CollapseThresholds.UNIFORM_ENTROPY_ALARM;
import static org.dinotwins.objective.CollapseThresholds.UNIFORM_ENTROPY_WATCH;

import java.util.List;
import org.dinotwins.app.live.signals.CollapseSignal.Kind;
import org.dinotwins.app.live.signals.CollapseSignal.Verdict;
import org.dinotwins.chart.NumberText;
import org.dinotwins.config.RunConfig;
import org.dinotwins.objective.CollapseThresholds;
import org.dinotwins.train.StepRecord;

/**
 * Judges the collapse signals of a run: an alarm where the trainer raises one, and a warning well before it, according
 * to {@link CollapseThresholds}.
 */
public final class SignalVerdicts {
    private final int dim;
    private final double lnK;
    private final int rankLimit;

    /** Creates the judge of a run with this configuration. */
    public SignalVerdicts(RunConfig config) {
        this(
                config.model().dim(),
                config.objective().dino().outputs(),
                config.train().batchSize());
    }

    /**
     * @param dim    width of the features
     * @param k      DINO's prototypes
     * @param batch  pictures per step; RankMe sees two views of each, so it cannot exceed {@code 2 * batch}
     */
    public SignalVerdicts(int dim, int k, int batch) {
        this.dim = dim;
        this.lnK = Math.log(k);
        this.rankLimit = Math.min(dim, 2 * batch);
    }

    /**
     * All signals, in the order they are shown.
     *
     * @param step   the newest step
     * @param rankMe the newest RankMe value, which only some steps compute; NaN before the first
     */
    public List<CollapseSignal> judge(StepRecord step, double rankMe) {
        boolean early = step.step() <= GRACE_STEPS;
        return List.of(entropy(step, early), kl(step, early), embeddingStd(step, early), rank(rankMe, early));
    }

    /**
     * Whether the two losses agree.
     *
     * @param cosine cosine between their gradients at the shared features, -1..1
     */
    public static String agreement(double cosine) {
        if (cosine < CONFLICT_COSINE_ALARM) {
            return "Watch: the losses pull against each other.";
        }
        if (cosine < -NEUTRAL_COSINE) {
            return "The losses pull slightly apart.";
        }
        return cosine <= NEUTRAL_COSINE
                ? "The losses neither help nor hinder each other."
                : "The losses pull the same way.";
    }

    private CollapseSignal entropy(StepRecord s, boolean early) {
        double entropy = s.teacherEntropy();
        double share = entropy / lnK;
        String reference = "of " + NumberText.fixed(lnK, 2) + " (ln K)";
        if (Double.isNaN(entropy)) {
            return off(Kind.TEACHER_ENTROPY, reference);
        }
        boolean idle = s.teacherKl() < KL_ALARM;
        Verdict verdict;
        String sentence;
        if (share > UNIFORM_ENTROPY_ALARM && idle) {
            verdict = Verdict.ALARM;
            sentence = "Alarm: the prototypes are indistinguishable.";
        } else if (share < PEAKED_ENTROPY_ALARM && idle) {
            verdict = Verdict.ALARM;
            sentence = "Alarm: one prototype gets every picture.";
        } else if (share > UNIFORM_ENTROPY_WATCH) {
            verdict = Verdict.WATCH;
            sentence = "Watch: hardly any prototype stands out.";
        } else if (share < PEAKED_ENTROPY_WATCH) {
            verdict = Verdict.WATCH;
            sentence = "Watch: one prototype gets nearly everything.";
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
        Verdict verdict = kl < KL_ALARM ? Verdict.ALARM : kl < KL_WATCH ? Verdict.WATCH : Verdict.HEALTHY;
        String sentence = switch (verdict) {
            case ALARM -> "Alarm: nothing is left to learn.";
            case WATCH -> "Watch: the student nearly equals its teacher.";
            default -> "Healthy: the student still learns.";
        };
        return signal(Kind.TEACHER_KL, NumberText.number(kl), reference, kl / lnK, verdict, sentence, early);
    }

    private CollapseSignal embeddingStd(StepRecord s, boolean early) {
        double healthy = 1 / Math.sqrt(dim);
        double share = s.embeddingStd() / healthy;
        String reference = "of " + NumberText.fixed(healthy, 4) + " (1/√d)";
        if (Double.isNaN(share)) {
            return off(Kind.EMBEDDING_STD, reference);
        }
        Verdict verdict = share < EMBEDDING_STD_ALARM
                ? Verdict.ALARM
                : share < EMBEDDING_STD_WATCH ? Verdict.WATCH : Verdict.HEALTHY;
        String sentence = switch (verdict) {
            case ALARM -> "Alarm: all pictures look alike.";
            case WATCH -> "Watch: pictures are becoming alike.";
            default -> "Healthy: pictures stay distinct.";
        };
        return signal(
                Kind.EMBEDDING_STD, NumberText.fixed(s.embeddingStd(), 4), reference, share, verdict, sentence, early);
    }

    private CollapseSignal rank(double rankMe, boolean early) {
        String reference = rankLimit < dim ? "of " + rankLimit + " possible" : "of " + dim + " possible";
        if (Double.isNaN(rankMe)) {
            return new CollapseSignal(
                    Kind.RANK_ME, "–", reference, Double.NaN, Verdict.WAITING, "Waiting for the first value.");
        }
        Verdict verdict = rankMe < RANK_ALARM ? Verdict.ALARM : rankMe < RANK_WATCH ? Verdict.WATCH : Verdict.HEALTHY;
        String dimensions = NumberText.fixed(rankMe, 1) + " directions";
        String sentence = switch (verdict) {
            case ALARM -> "Alarm: shrunk to " + dimensions + ".";
            case WATCH -> "Watch: only " + dimensions + ".";
            default -> "Healthy: features use " + dimensions + ".";
        };
        return signal(
                Kind.RANK_ME, NumberText.fixed(rankMe, 1), reference, rankMe / rankLimit, verdict, sentence, early);
    }

    private static CollapseSignal signal(
            Kind kind, String value, String reference, double share, Verdict verdict, String sentence, boolean early) {
        double bar = Math.max(0, Math.min(1, share));
        return early
                ? new CollapseSignal(
                        kind,
                        value,
                        reference,
                        bar,
                        Verdict.WAITING,
                        "Too early to judge: under " + GRACE_STEPS + " steps.")
                : new CollapseSignal(kind, value, reference, bar, verdict, sentence);
    }

    private static CollapseSignal off(Kind kind, String reference) {
        return new CollapseSignal(kind, "–", reference, Double.NaN, Verdict.OFF, "This loss is switched off.");
    }
}
