package org.dinotwins.eval.classification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class KnnTest {
    private static final float[][] BANK = {{2, 0}, {0, 5}, {3, 3}, {-1, 0}};
    private static final int[] LABELS = {0, 1, 2, 0};

    @Test
    void votesByCosineOfTheNearest() {
        Knn knn = new Knn(BANK, LABELS, 3);
        double diagonal = Math.exp(Math.sqrt(0.5) / 0.07);

        double[] votes = knn.votes(new float[] {7, 0}, 3);

        assertThat(votes[0]).isCloseTo(Math.exp(1 / 0.07), within(1.0));
        assertThat(votes[1]).isCloseTo(1, within(1e-6));
        assertThat(votes[2]).isCloseTo(diagonal, within(diagonal * 1e-5));
        assertThat(knn.votes(new float[] {7, 0}, 1)).containsExactly(votes[0], 0, 0);
    }

    @Test
    void theEarlierOfEquallySimilarNeighboursCounts() {
        Knn knn = new Knn(new float[][] {{1, 0}, {1, 0}, {1, 0}}, new int[] {2, 0, 1}, 3);

        assertThat(knn.votes(new float[] {1, 0}, 1)[2]).isPositive();
        assertThat(knn.votes(new float[] {1, 0}, 2)[1]).isZero();
        // Two classes with equal votes: the lower index wins.
        assertThat(knn.classify(new float[][] {{1, 0}}, new int[] {0}, 2).get(0).top1())
                .isEqualTo(1);
        assertThat(knn.classify(new float[][] {{1, 0}}, new int[] {2}, 2).get(0).top1())
                .isEqualTo(0);
    }

    @Test
    void countsTop1AndTop5() {
        float[][] bank = new float[7][2];
        int[] labels = new int[7];
        for (int i = 0; i < 7; i++) {
            bank[i] = new float[] {(float) Math.cos(i * 0.2), (float) Math.sin(i * 0.2)};
            labels[i] = i;
        }
        float[][] queries = {{1, 0}, {1, 0}, {1, 0}, {1, 0}};

        List<Classification> found = new Knn(bank, labels, 9).classify(queries, new int[] {0, 4, 5, 8}, 20, 3);

        assertThat(found.get(0))
                .extracting(Classification::top1, Classification::top5)
                .containsExactly(0.25, 0.5);
        assertThat(found.get(1))
                .as("a class without a vote is never predicted")
                .extracting(Classification::top1, Classification::top5)
                .containsExactly(0.25, 0.25);
        assertThat(found.get(0).predicted()).containsOnly(0);
        assertThat(found.get(0).truth()).containsExactly(0, 4, 5, 8);
    }

    @Test
    void withoutQueriesOrBankTheAccuracyIsNaN() {
        assertThat(new Knn(BANK, LABELS, 3)
                        .classify(new float[0][], new int[0], 20)
                        .get(0)
                        .top1())
                .isNaN();
        assertThat(new Knn(new float[0][], new int[0], 3)
                        .classify(BANK, LABELS, 20)
                        .get(0)
                        .top1())
                .isNaN();
    }

    @Test
    void rejectsInvalidFeaturesAndLabels() {
        assertThatThrownBy(() -> new Knn(BANK, new int[] {0, 1, 2, 3}, 3)).hasMessageContaining("label 3");
        assertThatThrownBy(() -> new Knn(new float[][] {{Float.NaN}}, new int[] {0}, 1))
                .hasMessageContaining("finite");
        assertThat(new Knn(BANK, LABELS, 3).votes(new float[] {0, 0}, 4)).doesNotContain(Double.NaN);
    }

    @Test
    void eachFeatureIsItsOwnNearestNeighbour() {
        Random random = new Random(1);
        float[][] bank = draw(random, 5000);
        int[] labels = random.ints(5000, 0, 10).toArray();
        Knn knn = new Knn(bank, labels, 10);
        float[][] queries = Arrays.copyOf(bank, 500);

        Classification self =
                knn.classify(queries, Arrays.copyOf(labels, 500), 1).get(0);

        assertThat(self.top1()).as("each is its own nearest neighbour").isEqualTo(1);
    }

    private static float[][] draw(Random random, int n) {
        float[][] rows = new float[n][384];
        for (float[] row : rows) {
            for (int d = 0; d < row.length; d++) {
                row[d] = (float) random.nextGaussian();
            }
        }
        return rows;
    }
}
