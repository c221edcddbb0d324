package org.dinotwins.train;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Rules that detect collapse or conflicting losses in a run's records. A sign must hold for some steps before it raises an
 * alarm, and raises one alarm until it clears.
 */
final class AlarmRules {
    /** First steps, which are not judged: random networks look collapsed. */
    private static final int GRACE = 50;
    /** Steps for which a sign must hold. */
    private static final int PATIENCE = 20;
    /** Teacher entropy above this share of ln K means that all prototypes are used alike. */
    private static final double UNIFORM = 0.995;
    /** KL divergence in nats below which student and teacher agree on everything. */
    private static final double SAME = 1e-3;
    /** Teacher entropy below this share of ln K, with hardly any KL, means that one prototype dominates. */
    private static final double PEAKED = 0.005;
    /** Embedding deviation below this share of 1/sqrt(dim) means that all pictures look alike. */
    private static final double FLAT = 0.05;
    /** Effective rank below which features carry next to nothing. */
    private static final double LOW_RANK = 2;
    /** Cosine below which two gradients conflict. */
    private static final double CONFLICT = -0.3;

    private final int dim;
    private final double maxEntropy;
    private final int[] held = new int[Alarm.Kind.values().length];
    private final Set<Alarm.Kind> raisedBefore = EnumSet.noneOf(Alarm.Kind.class);

    AlarmRules(int dim, int outputs) {
        this.dim = dim;
        this.maxEntropy = Math.log(outputs);
    }

    /** Alarms that this step raises. */
    List<Alarm> look(StepRecord s) {
        List<Alarm> raised = new ArrayList<>();
        if (s.step() <= GRACE) {
            return raised;
        }
        judge(raised, Alarm.Kind.UNIFORM_TEACHER, s.teacherEntropy() > UNIFORM * maxEntropy && s.teacherKl() < SAME, s,
                text("The teacher spreads evenly over all prototypes (entropy %.2f of at most %.2f nats) and the "
                        + "student only copies that.", s.teacherEntropy(), maxEntropy),
                "Lower the teacher temperature, warm it up more slowly, or lower the learning rate.");
        judge(raised, Alarm.Kind.ONE_PROTOTYPE, s.teacherEntropy() < PEAKED * maxEntropy && s.teacherKl() < SAME, s,
                text("The teacher gives every picture the same prototype (entropy %.4f nats, KL %.4f).",
                        s.teacherEntropy(), s.teacherKl()),
                "Raise the teacher temperature, or let the centre move faster (a lower centre momentum).");
        double healthy = 1 / Math.sqrt(dim);
        judge(raised, Alarm.Kind.EMBEDDING_COLLAPSE, s.embeddingStd() < FLAT * healthy, s,
                text("All pictures get nearly the same features (deviation %.5f, healthy is near %.3f).",
                        s.embeddingStd(), healthy),
                "Give Barlow Twins more weight, lower the learning rate, or use stronger augmentation.");
        if (!Double.isNaN(s.rankMe())) {
            judge(raised, Alarm.Kind.RANK_COLLAPSE, s.rankMe() < LOW_RANK, s,
                    text("The features have shrunk to %.1f effective dimensions of %d.", s.rankMe(), dim),
                    "Give Barlow Twins more weight or raise its lambda; check that pictures in a batch differ.");
        }
        judge(raised, Alarm.Kind.GRADIENT_CONFLICT, s.gradientCosine() < CONFLICT, s,
                text("The two losses pull against each other (cosine of their gradients %.2f).", s.gradientCosine()),
                "Shift the weights towards one loss, or balance by gradient norms.");
        return raised;
    }

    private void judge(List<Alarm> raised, Alarm.Kind kind, boolean sign, StepRecord s, String happened, String advice) {
        int at = kind.ordinal();
        // RankMe is computed every few steps, so fewer values must agree.
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
