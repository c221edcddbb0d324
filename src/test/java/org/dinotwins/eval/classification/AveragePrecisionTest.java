package org.dinotwins.eval.classification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

/** Average precision, compared with cases calculated by hand. */
class AveragePrecisionTest {
    @Test
    void averagesThePrecisionAtEachHit() {
        // In the order of scores: hit, miss, hit, miss, hit. Precisions at hits: 1/1, 2/3, 3/5.
        double found = AveragePrecision.of(
                new double[] {0.1, 0.9, 0.5, 0.8, 0.7}, new boolean[] {true, true, false, false, true});
        assertThat(found).isCloseTo((1 + 2 / 3.0 + 3 / 5.0) / 3, within(1e-12));
    }

    @Test
    void tiesCountTogetherInAnyOrder() {
        // Scores 2 (hit), then 1, 1, 1 of which two are hits: both take the precision 3/4 after the group.
        double expected = (1 + 0.75 + 0.75) / 3;
        assertThat(AveragePrecision.of(new double[] {2, 1, 1, 1}, new boolean[] {true, true, true, false}))
                .isCloseTo(expected, within(1e-12));
        assertThat(AveragePrecision.of(new double[] {1, 1, 2, 1}, new boolean[] {false, true, true, true}))
                .isCloseTo(expected, within(1e-12));
        assertThat(AveragePrecision.of(new double[4], new boolean[] {true, false, false, false}))
                .as("a constant score gives the class's fraction")
                .isEqualTo(0.25);
    }

    @Test
    void theMeanSkipsClassesWithoutPictures() {
        double[][] scores = {{3, 0, 1}, {2, 0, 2}, {1, 0, 3}};
        boolean[][] truth = {{true, false, true}, {false, false, true}, {false, false, false}};

        double[] perClass = AveragePrecision.perClass(scores, truth);

        assertThat(perClass[0]).isEqualTo(1);
        assertThat(perClass[1]).isNaN();
        assertThat(perClass[2]).as("miss, hit, hit").isCloseTo((1 / 2.0 + 2 / 3.0) / 2, within(1e-12));
        assertThat(AveragePrecision.mean(perClass)).isCloseTo((1 + 7 / 12.0) / 2, within(1e-12));
        assertThat(AveragePrecision.mean(new double[] {Double.NaN})).isNaN();
    }

    @Test
    void isOneForAllHitsAndNaNForNone() {
        assertThat(AveragePrecision.of(new double[] {1, 2}, new boolean[] {true, true}))
                .isEqualTo(1);
        assertThat(AveragePrecision.of(new double[] {1, 2}, new boolean[2])).isNaN();
        assertThat(AveragePrecision.of(new double[0], new boolean[0])).isNaN();
        assertThatThrownBy(() -> AveragePrecision.of(new double[2], new boolean[3]))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
