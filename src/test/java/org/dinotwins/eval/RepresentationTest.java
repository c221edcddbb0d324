package org.dinotwins.eval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

class RepresentationTest {
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
