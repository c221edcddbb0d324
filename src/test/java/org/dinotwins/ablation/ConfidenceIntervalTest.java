package org.dinotwins.ablation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.dinotwins.ablation.Results.Paired;
import org.dinotwins.ablation.Results.Variant;
import org.dinotwins.run.evaluation.Evaluation;
import org.dinotwins.run.evaluation.Floors;
import org.junit.jupiter.api.Test;

/** Means, confidence intervals and paired comparisons, compared with values calculated by hand. */
class ConfidenceIntervalTest {
    static CellScores reached(double knn) {
        Evaluation.Scores scores = new Evaluation.Scores(knn, 0.5, knn, 0.3, 0.4, 0.35, 0.3, 0.5, 9);
        return new CellScores(
                new Evaluation(
                        scores,
                        scores,
                        new Evaluation.Majority(0.1),
                        new Evaluation.Guess(0.2, 0.1),
                        Floors.unknown(),
                        new Evaluation.Measured(1, 1, 1, 1, List.of())),
                Optional.empty());
    }

    @Test
    void theIntervalOfThreeValues() {
        ConfidenceInterval interval = ConfidenceInterval.of(1, 2, 3);
        assertThat(interval.mean()).isEqualTo(2);
        // Standard deviation 1, standard error 1 / sqrt 3; Student's t for 2 degrees of freedom is 4.302653 in any
        // table.
        assertThat(interval.half()).isCloseTo(4.302653 / Math.sqrt(3), within(1e-5));
        assertThat(interval.count()).isEqualTo(3);
    }

    @Test
    void oneValueHasNoIntervalAndNaNIsIgnored() {
        assertThat(ConfidenceInterval.of(5).mean()).isEqualTo(5);
        assertThat(ConfidenceInterval.of(5).half()).isNaN();
        assertThat(ConfidenceInterval.of(1, Double.NaN, 3).count()).isEqualTo(2);
        assertThat(ConfidenceInterval.of(1, Double.NaN, 3).half()).isCloseTo(12.706205, within(1e-5));
        assertThat(ConfidenceInterval.of().mean()).isNaN();
        assertThat(ConfidenceInterval.of(4, 4, 4).half()).isZero();
    }

    @Test
    void intervalsOfSharesAreClippedToTheirRange() {
        ConfidenceInterval wide = new ConfidenceInterval(0.1, 0.5, 2);
        assertThat(wide.within(true).low()).isCloseTo(0, within(1e-12));
        assertThat(wide.within(true).high()).isCloseTo(0.6, within(1e-12));
        assertThat(wide.within(false)).isEqualTo(wide);
        assertThat(new ConfidenceInterval(0.1, Double.NaN, 1).within(true).half())
                .isNaN();
    }

    @Test
    void variantsAreComparedInPairsBySeed() {
        Variant baseline = new Variant(List.of("a"), 0.5, Map.of(0L, reached(0.1), 1L, reached(0.2), 2L, reached(0.3)));
        Variant better = new Variant(
                List.of("b"), 0.5, Map.of(0L, reached(0.12), 1L, reached(0.23), 2L, reached(0.34), 9L, reached(0.99)));
        Paired paired = Results.paired(better, baseline, Score.KNN);
        assertThat(paired.difference().count()).as("seed 9 has no partner").isEqualTo(3);
        assertThat(paired.difference().mean()).isCloseTo(0.03, within(1e-9));
        assertThat(paired.difference().half()).isCloseTo(0.01 * 4.302653 / Math.sqrt(3), within(1e-6));
        // t = 0.03 / (0.01 / sqrt 3) = 5.196; with 2 degrees of freedom p = 1 - t / sqrt(t^2 + 2) = 0.0351.
        assertThat(paired.pValue()).isCloseTo(0.0351, within(1e-4));
        assertThat(Results.paired(better, baseline, Score.PROBE).difference().count())
                .as("not measured")
                .isZero();
        assertThat(Results.paired(better, baseline, Score.RANK).pValue())
                .as("equal values")
                .isEqualTo(1);
    }
}
