package org.dinotwins.eval.representation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

/** Principal components of patches with known directions of variance. */
class PatchPcaTest {
    /** Two points each on three crossing axes about (1, 1, 1, 1): lengths 3 along (1, 1), 2 along -z, 1 along w. */
    private static final float[][] CROSS = {
        {4, 4, 1, 1}, {-2, -2, 1, 1}, {1, 1, -1, 1}, {1, 1, 3, 1}, {1, 1, 1, 2}, {1, 1, 1, 0}
    };

    @Test
    void componentsAreOrderedByVarianceWithFixedSigns() {
        PatchPca space = PatchPca.of(CROSS);

        float half = (float) Math.sqrt(0.5);
        assertThat(space.mean()).containsExactly(new float[] {1, 1, 1, 1}, within(1e-6f));
        assertThat(space.components()[0]).containsExactly(new float[] {half, half, 0, 0}, within(1e-5f));
        assertThat(space.components()[1]).containsExactly(new float[] {0, 0, 1, 0}, within(1e-5f));
        assertThat(space.components()[2]).containsExactly(new float[] {0, 0, 0, 1}, within(1e-5f));
        float[][] projected = space.project(CROSS);
        assertThat(projected[0][0]).isCloseTo((float) Math.sqrt(18), within(1e-5f));
        assertThat(projected[2]).containsExactly(new float[] {0, -2, 0}, within(1e-5f));
    }

    @Test
    void coloursSpanThePercentilesAndIgnoreOutliers() {
        float[][] features = new float[101][];
        for (int i = 0; i <= 100; i++) {
            features[i] = new float[] {i, 0, 0};
        }
        features[100] = new float[] {100_000, 0, 0};

        PatchPca space = PatchPca.of(features);
        int[] colours = space.colours(features);

        // Sorted projections are the features minus their mean, so the 2nd percentile is patch 2 and the 98th patch 98.
        assertThat(colours[0]).isEqualTo(0xff008080).isEqualTo(colours[2]);
        assertThat(colours[50]).isEqualTo(0xff808080);
        assertThat(colours[98]).isEqualTo(0xffff8080).isEqualTo(colours[100]);
    }

    @Test
    void projectsPatchesOfAnotherPicture() {
        PatchPca space = PatchPca.of(CROSS);
        assertThat(space.colours(new float[][] {{100, 100, 100, 100}})).containsExactly(0xffffffff);
        assertThat(space.colours(new float[][] {{-100, -100, -100, -100}})).containsExactly(0xff000000);
    }

    @Test
    void foregroundIsTheSideWithMoreAttentionWhateverItsSign() {
        float[][] features = {{5, 0, 0}, {-4, 0, 0}, {-5, 0, 0}, {4, 0, 0}, {6, 0, 0}, {-6, 0, 0}};
        PatchPca space = PatchPca.of(features);
        float[] toNegative = {0.1f, 0.3f, 0.3f, 0.1f, 0.1f, 0.1f};
        float[] toPositive = {0.3f, 0.1f, 0.1f, 0.3f, 0.1f, 0.1f};
        boolean[] negative = {false, true, true, false, false, true};

        assertThat(space.foreground(features, toNegative)).isEqualTo(negative);
        assertThat(space.foreground(features, toPositive))
                .isEqualTo(new boolean[] {true, false, false, true, true, false});
    }

    @Test
    void onePatchOrEqualPatchesAreGrey() {
        assertThat(PatchPca.of(new float[][] {{1, 2, 3}}).colours(new float[][] {{1, 2, 3}}))
                .containsExactly(0xff808080);
        assertThat(PatchPca.of(new float[][] {{1, 2}, {1, 2}, {1, 2}}).colours(new float[][] {{1, 2}}))
                .containsExactly(0xff808080);
    }

    @Test
    void componentsAreOrthonormalInOrderOfDecreasingVariance() {
        Random random = new Random(3);
        float[][] features = new float[200][40];
        for (float[] feature : features) {
            for (int d = 0; d < feature.length; d++) {
                feature[d] = (float) (random.nextGaussian() * (1 + d % 7));
            }
        }
        PatchPca space = PatchPca.of(features);
        float[][] projected = space.project(features);
        double before = Double.POSITIVE_INFINITY;
        for (int c = 0; c < 3; c++) {
            for (int other = 0; other <= c; other++) {
                double dot = 0;
                for (int d = 0; d < 40; d++) {
                    dot += space.components()[c][d] * space.components()[other][d];
                }
                assertThat(dot).isCloseTo(other == c ? 1 : 0, within(1e-5));
            }
            double variance = 0;
            for (float[] at : projected) {
                variance += at[c] * at[c];
            }
            assertThat(variance).isPositive().isLessThan(before);
            before = variance;
        }
    }
}
