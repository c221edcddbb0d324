package org.dinotwins.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import org.dinotwins.train.StepRecord;
import org.junit.jupiter.api.Test;

/** Each curve reads its own value of the step, in the window and the report alike. */
class TrainingCurveTest {
    /** A step whose values are all different. */
    private static final StepRecord STEP = new StepRecord(
            7, 0.7, 11, 3, 5, 0.13, 0.17, 2, 0.25, 19, 23, -0.29, 0.37, 0.43, 31, 0.037, 0.041, 0.943, 0.047, 4.1, 0.53,
            0.059, 6.1, 0.67, 0.071, 730, 79, 83, 89, 97, 101, 0.103);

    private static final Map<TrainingCurve, Double> VALUES = Map.ofEntries(
            Map.entry(TrainingCurve.TOTAL, 11.0),
            Map.entry(TrainingCurve.DINO_WEIGHTED, 2 * 3.0),
            Map.entry(TrainingCurve.BARLOW_WEIGHTED, 0.25 * 5),
            Map.entry(TrainingCurve.DINO, 3.0),
            Map.entry(TrainingCurve.BARLOW, 5.0),
            Map.entry(TrainingCurve.DINO_WEIGHT, 2.0),
            Map.entry(TrainingCurve.BARLOW_WEIGHT, 0.25),
            Map.entry(TrainingCurve.LEARNING_RATE, 0.037),
            Map.entry(TrainingCurve.TEACHER_MOMENTUM, 0.943),
            Map.entry(TrainingCurve.WEIGHT_DECAY, 0.041),
            Map.entry(TrainingCurve.TEACHER_TEMPERATURE, 0.047),
            Map.entry(TrainingCurve.DINO_GRADIENT, 19.0),
            Map.entry(TrainingCurve.DINO_SHARE, 0.37),
            Map.entry(TrainingCurve.DINO_SHARE_TARGET, 0.43),
            Map.entry(TrainingCurve.BARLOW_GRADIENT, 23.0),
            Map.entry(TrainingCurve.GRADIENT_NORM, 31.0),
            Map.entry(TrainingCurve.GRADIENT_COSINE, -0.29),
            Map.entry(TrainingCurve.DIAGONAL_MEAN, 0.67),
            Map.entry(TrainingCurve.OFF_DIAGONAL, 0.071),
            Map.entry(TrainingCurve.TEACHER_ENTROPY, 4.1),
            Map.entry(TrainingCurve.TEACHER_KL, 0.53),
            Map.entry(TrainingCurve.EMBEDDING_STD, 0.059),
            Map.entry(TrainingCurve.RANK_ME, 6.1),
            Map.entry(TrainingCurve.KNN, 10.3));

    @Test
    void eachCurveReadsItsOwnValue() {
        for (TrainingCurve curve : TrainingCurve.values()) {
            assertThat(curve.of(STEP)).as(curve.name()).isCloseTo(VALUES.get(curve), within(1e-12));
        }
    }
}
