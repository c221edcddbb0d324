package org.dinotwins.app.live.signals;

import org.dinotwins.chart.TrainingCurve;

/**
 * A signal of collapse with its verdict as text.
 *
 * @param kind      which signal it is
 * @param value     current value as text
 * @param reference value to compare with, for example {@code of 6.93 (ln K)}
 * @param share     filled fraction of the bar, 0..1; NaN before the first value
 * @param verdict   see {@link Verdict}
 * @param sentence  starts with the verdict and fits on one line
 */
public record CollapseSignal(
        Kind kind, String value, String reference, double share, Verdict verdict, String sentence) {
    /** The signals. */
    enum Kind {
        TEACHER_ENTROPY(
                "Teacher entropy",
                TrainingCurve.TEACHER_ENTROPY,
                "How evenly the teacher distributes a picture over the prototypes. Near ln K it no longer distinguishes "
                        + "prototypes; near 0 it uses only one; a healthy teacher stays in between."),
        TEACHER_KL(
                "KL teacher ‖ student",
                TrainingCurve.TEACHER_KL,
                "How far the student is from its teacher, in nats. At 0 both give the same output and nothing is "
                        + "left to learn."),
        EMBEDDING_STD(
                "Embedding deviation",
                TrainingCurve.EMBEDDING_STD,
                "Standard deviation of the normalised features over the pictures, averaged over dimensions. Evenly "
                        + "spread features reach 1/√d; 0 means that all pictures have equal features."),
        RANK_ME(
                "RankMe",
                TrainingCurve.RANK_ME,
                "Effective rank of the features: the number of directions in use. It is computed from two views per "
                        + "picture, so it cannot exceed twice the batch size.");

        private final String label;
        private final TrainingCurve curve;
        private final String explanation;

        Kind(String label, TrainingCurve curve, String explanation) {
            this.label = label;
            this.curve = curve;
            this.explanation = explanation;
        }

        /** What the signal measures, for a tooltip. */
        String explanation() {
            return explanation;
        }

        String label() {
            return label;
        }

        TrainingCurve curve() {
            return curve;
        }
    }

    /** A traffic light; WAITING while it is too early to judge, OFF if the run has no such signal. */
    enum Verdict {
        OFF,
        WAITING,
        HEALTHY,
        WATCH,
        ALARM
    }
}
