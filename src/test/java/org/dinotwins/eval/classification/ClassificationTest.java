package org.dinotwins.eval.classification;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Accuracies and the confusion matrix of a few pictures, counted by hand. */
class ClassificationTest {
    @Test
    void countsTop1AndTop5() {
        double[][] scores = {{7, 6, 5, 4, 3, 2}, {7, 6, 5, 4, 3, 2}, {7, 6, 5, 4, 3, 2}};
        Classification found = Classification.of(scores, new int[] {0, 4, 5});

        assertThat(found.top1()).isEqualTo(1 / 3.0);
        assertThat(found.top5()).isEqualTo(2 / 3.0);
        assertThat(found.predicted()).containsExactly(0, 0, 0);
    }

    @Test
    void theLowerClassWinsOfEqualScores() {
        Classification found =
                Classification.of(new double[][] {{1, 1, 1, 1, 1, 1}, {0, 0, 0, 0, 0, 0}}, new int[] {0, 5});

        assertThat(found.top1()).isEqualTo(0.5);
        assertThat(found.top5()).as("class 5 is the sixth").isEqualTo(0.5);
    }

    @Test
    void confusionRecallAndPrecision() {
        // Truth 0 0 0 1 1, predicted 0 0 1 1 0; class 2 occurs in neither.
        double[][] scores = {{1, 0, 0}, {1, 0, 0}, {0, 1, 0}, {0, 1, 0}, {1, 0, 0}};
        Classification found = Classification.of(scores, new int[] {0, 0, 0, 1, 1});

        assertThat(found.confusion()).isDeepEqualTo(new int[][] {{2, 1, 0}, {1, 1, 0}, {0, 0, 0}});
        assertThat(found.recall(0)).isEqualTo(2 / 3.0);
        assertThat(found.precision(0)).isEqualTo(2 / 3.0);
        assertThat(found.recall(1)).isEqualTo(0.5);
        assertThat(found.precision(1)).isEqualTo(0.5);
        assertThat(found.recall(2)).isNaN();
        assertThat(found.precision(2)).isNaN();
        assertThat(found.count(0)).isEqualTo(3);
        assertThat(found.count(2)).isZero();
    }

    @Test
    void withoutPicturesTheAccuracyIsNaN() {
        assertThat(Classification.of(new double[0][], new int[0]).top1()).isNaN();
    }
}
