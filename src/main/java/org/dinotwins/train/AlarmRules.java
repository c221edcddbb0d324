package org.dinotwins.train;

import static org.dinotwins.objective.CollapseThresholds.CONFLICT_COSINE_ALARM;
import static org.dinotwins.objective.CollapseThresholds.EMBEDDING_STD_ALARM;
import static org.dinotwins.objective.CollapseThresholds.GRACE_STEPS;
import static org.dinotwins.objective.CollapseThresholds.KL_ALARM;
import static org.dinotwins.objective.CollapseThresholds.PEAKED_ENTROPY_ALARM;
import static org.dinotwins.objective.CollapseThresholds.RANK_ALARM;
import static org.dinotwins.objective.CollapseThresholds.UNIFORM_ENTROPY_ALARM;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Rules that detect collapse or conflicting losses in a run's records. A sign must persist for some steps to raise an
 * alarm, and raises only one until it clears.
 */
final class AlarmRules {
    /** Number of steps for which a sign must persist. */
    private static final int PATIENCE = 20;
    /** Largest distance of the measured share of the gradient from its target. */
    private static final double SHARE_TOLERANCE = 0.1;

    private final int dim;
    private final double maxEntropy;
    private final int[] held = new int[Alarm.Kind.values().length];
    private final Set<Alarm.Kind> raisedBefore = EnumSet.noneOf(Alarm.Kind.class);

    AlarmRules(int dim, int outputs) {
        this.dim = dim;
        this.maxEntropy = Math.log(outputs);
    }

    /** The alarms that this step raises. */
    List<Alarm> check(StepRecord s) {
        List<Alarm> raised = new ArrayList<>();
        if (s.step() <= GRACE_STEPS) {
            return raised;
        }
        boolean idle = s.teacherKl() < KL_ALARM;
        judge(
                raised,
                Alarm.Kind.UNIFORM_TEACHER,
                idle && s.teacherEntropy() > UNIFORM_ENTROPY_ALARM * maxEntropy,
                s,
                text(
                        "The teacher uses all prototypes equally (entropy %.2f of at most %.2f nats) and the "
                                + "student only copies it.",
                        s.teacherEntropy(), maxEntropy),
                "Lower the teacher temperature, warm it up more slowly, or lower the learning rate.");
        judge(
                raised,
                Alarm.Kind.ONE_PROTOTYPE,
                idle && s.teacherEntropy() < PEAKED_ENTROPY_ALARM * maxEntropy,
                s,
                text(
                        "The teacher gives every picture the same prototype (entropy %.4f nats, KL %.4f).",
                        s.teacherEntropy(), s.teacherKl()),
                "Raise the teacher temperature, or lower the centre momentum, so that the centre moves faster.");
        double healthy = 1 / Math.sqrt(dim);
        judge(
                raised,
                Alarm.Kind.EMBEDDING_COLLAPSE,
                s.embeddingStd() < EMBEDDING_STD_ALARM * healthy,
                s,
                text(
                        "All pictures get nearly the same features (deviation %.5f, healthy is near %.3f).",
                        s.embeddingStd(), healthy),
                "Lower DINO's share of the gradient or the learning rate, or use stronger augmentation.");
        if (!Double.isNaN(s.rankMe())) {
            judge(
                    raised,
                    Alarm.Kind.RANK_COLLAPSE,
                    s.rankMe() < RANK_ALARM,
                    s,
                    text("The features have shrunk to %.1f effective dimensions of %d.", s.rankMe(), dim),
                    "Lower DINO's share of the gradient or raise lambda; check that pictures in a batch differ.");
        }
        judge(
                raised,
                Alarm.Kind.GRADIENT_CONFLICT,
                s.gradientCosine() < CONFLICT_COSINE_ALARM,
                s,
                text("The two losses pull against each other (cosine of their gradients %.2f).", s.gradientCosine()),
                "Move DINO's share of the gradient towards one loss.");
        judge(
                raised,
                Alarm.Kind.SHARE_NOT_HELD,
                Math.abs(s.dinoShare() - s.dinoShareTarget()) > SHARE_TOLERANCE,
                s,
                text(
                        "DINO has %.2f of the gradient instead of %.2f: the norms of the two gradients, %.2g and %.2g, "
                                + "differ by more than the weights can balance, or change too fast.",
                        s.dinoShare(), s.dinoShareTarget(), s.dinoGradient(), s.barlowGradient()),
                "Look for a loss that has collapsed; lower the learning rate.");
        return raised;
    }

    private void judge(
            List<Alarm> raised, Alarm.Kind kind, boolean sign, StepRecord s, String happened, String advice) {
        int at = kind.ordinal();
        // RankMe is computed only every few steps, so fewer values must agree.
        int patience = kind == Alarm.Kind.RANK_COLLAPSE ? 2 : PATIENCE;
        held[at] = sign ? held[at] + 1 : 0;
        if (held[at] >= patience && raisedBefore.add(kind)) {
            raised.add(new Alarm(kind, s.step(), happened, advice));
        } else if (!sign) {
            raisedBefore.remove(kind);
        }
    }

    private static String text(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }
}
