package org.dinotwins.app.live.signals;

import org.dinotwins.chart.TrainingCurve;

/**
 * A sign of health or collapse, said in words.
 *
 * @param kind      which sign
 * @param value     the figure as text
 * @param reference what to hold it against, for example {@code of 6.93 (ln K)}
 * @param share     where the figure stands on its bar, 0..1; NaN before the first reading
 * @param verdict   how it looks
 * @param sentence  what it means, one plain sentence that begins with the verdict and fits on a line
 */
public record CollapseSignal(Kind kind, String value, String reference, double share, Verdict verdict, String sentence) {
    /** The signs. */
    enum Kind {
        TEACHER_ENTROPY("Teacher entropy", TrainingCurve.TEACHER_ENTROPY,
                "How widely the teacher spreads a picture over the prototypes. At ln K all prototypes look the same, "
                        + "near 0 one of them takes everything; a healthy teacher stays between."),
        TEACHER_KL("KL teacher ‖ student", TrainingCurve.TEACHER_KL,
                "How far the student is from its teacher, in nats. It falls to 0 when both say the same of everything "
                        + "and nothing is left to learn."),
        EMBEDDING_STD("Embedding deviation", TrainingCurve.EMBEDDING_STD,
                "Standard deviation of the normalised features over the pictures, averaged over dimensions. Features "
                        + "that spread evenly reach 1/√d; 0 means that all pictures look alike."),
        RANK_ME("RankMe", TrainingCurve.RANK_ME,
                "Effective rank of the features: the number of directions that they really use. Two views of each "
                        + "picture in the batch are seen, so it cannot pass twice the batch.");

        private final String label;
        private final TrainingCurve curve;
        private final String explanation;

        Kind(String label, TrainingCurve curve, String explanation) {
            this.label = label;
            this.curve = curve;
            this.explanation = explanation;
        }

        /** What the figure is and how it reads, for a tooltip. */
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

    /** A traffic light; WAITING while it is too early, OFF when the run has no such sign. */
    enum Verdict { OFF, WAITING, HEALTHY, WATCH, ALARM }
}
