package org.dinotwins.eval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

class RepresentationTest {
    @Test
    void rankMeCountsDirections() {
        float[][] axes = {{3, 0, 0}, {0, 3, 0}, {0, 0, 3}, {0, 0, 0}};
        float[][] line = {{1, 2, 3}, {2, 4, 6}, {-1, -2, -3}};
        assertThat(RankMe.of(axes)).isCloseTo(3, within(1e-4));
        assertThat(RankMe.of(line)).isCloseTo(1, within(1e-4));
        assertThat(RankMe.of(new float[][] {{1, 0, 0, 0, 0}, {0, 1, 0, 0, 0}})).isCloseTo(2, within(1e-4));
    }

    @Test
    void rankMeOfWideRandomFeaturesIsTheSameBothWaysRound() {
        float[][] tall = random(90, 40);
        float[][] wide = new float[40][90];
        for (int i = 0; i < 90; i++) {
            for (int j = 0; j < 40; j++) {
                wide[j][i] = tall[i][j];
            }
        }
        assertThat(RankMe.of(tall)).isBetween(30.0, 40.0).isCloseTo(RankMe.of(wide), within(1e-6));
    }

    @Test
    void rankMeWithoutFeatures() {
        assertThat(RankMe.of(new float[0][])).isNaN();
        assertThat(RankMe.of(new float[3][2])).isNaN();
    }

    @Test
    void linearCkaIgnoresRotationScaleAndShift() {
        float[][] x = random(50, 2);
        float[][] turned = new float[50][];
        for (int i = 0; i < 50; i++) {
            turned[i] = new float[] {5 - 3 * x[i][1], 3 * x[i][0] + 1};
        }
        assertThat(LinearCka.of(x, turned)).isCloseTo(1, within(1e-6));
        assertThat(LinearCka.of(x, random(50, 2))).isBetween(0.0, 1.0);
        assertThat(LinearCka.of(x, new float[50][2])).isNaN();
    }

    @Test
    void linearCkaOfFeaturesThatHaveNothingInCommon() {
        float[][] x = {{1}, {-1}, {1}, {-1}};
        float[][] y = {{1}, {1}, {-1}, {-1}};
        assertThat(LinearCka.of(x, y)).isZero();
    }

    private static float[][] random(int n, int d) {
        Random random = new Random(31L * n + d);
        float[][] rows = new float[n][d];
        for (float[] row : rows) {
            for (int j = 0; j < d; j++) {
                row[j] = (float) random.nextGaussian();
            }
        }
        return rows;
    }
}
