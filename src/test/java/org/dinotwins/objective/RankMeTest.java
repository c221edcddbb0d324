package org.dinotwins.objective;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.dinotwins.GoldenFile;
import org.junit.jupiter.api.Test;

class RankMeTest {
    @Test
    void countsDirections() {
        float[][] axes = {{3, 0, 0}, {0, 3, 0}, {0, 0, 3}, {0, 0, 0}};
        float[][] line = {{1, 2, 3}, {2, 4, 6}, {-1, -2, -3}};
        assertThat(RankMe.of(axes)).isCloseTo(3, within(1e-4));
        assertThat(RankMe.of(line)).isCloseTo(1, within(1e-4));
        assertThat(RankMe.of(new float[][] {{1, 0, 0, 0, 0}, {0, 1, 0, 0, 0}})).isCloseTo(2, within(1e-4));
    }

    @Test
    void isInvariantUnderTransposition() {
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
    void isUndefinedWithoutFeatures() {
        assertThat(RankMe.of(new float[0][])).isNaN();
        assertThat(RankMe.of(new float[3][2])).isNaN();
    }

    @Test
    void agreesWithTheReferenceInFloat64() throws Exception {
        GoldenFile golden = GoldenFile.open("metrics");
        double expected = golden.doubles("rankme_x")[0];
        float[] flat = golden.content().get("x").floats();
        int width = (int) golden.shape("x")[1];
        float[][] rows = new float[flat.length / width][width];
        for (int i = 0; i < flat.length; i++) {
            rows[i / width][i % width] = flat[i];
        }
        assertThat(RankMe.of(rows)).isCloseTo(expected, within(1e-9 * expected));
    }

    private static float[][] random(int rows, int columns) {
        Random random = new Random(7);
        float[][] values = new float[rows][columns];
        for (float[] row : values) {
            for (int j = 0; j < columns; j++) {
                row[j] = (float) random.nextGaussian();
            }
        }
        return values;
    }
}
