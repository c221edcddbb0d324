package org.dinotwins.augment;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.dinotwins.data.picture.Pixels;
import org.junit.jupiter.api.Test;

/** Compares the fast resampler with a plain implementation of the definition, on random regions. */
class ResamplerTest {
    private static final double TOLERANCE = 2e-6;

    private final SplittableRandom random = new SplittableRandom(11);
    private final Resampler resampler = new Resampler();

    @Test
    void resamplesAnyRegionAsDefined() {
        for (int i = 0; i < 40; i++) {
            Pixels picture = picture(1 + random.nextInt(90), 1 + random.nextInt(70));
            // Several regions of one picture, so that its cached columns are reused.
            check(picture);
            check(picture);
        }
    }

    @Test
    void resamplesRegionsOfAPictureTooLargeToCache() {
        Pixels picture = picture(2300, 900);
        for (int i = 0; i < 6; i++) {
            int x = random.nextInt(2200);
            int y = random.nextInt(850);
            check(picture, x, y, 40 + random.nextInt(60), 20 + random.nextInt(30), 16, 24, i % 2 == 0);
        }
    }

    private void check(Pixels picture) {
        int x = random.nextInt(picture.width());
        int y = random.nextInt(picture.height());
        check(
                picture,
                x,
                y,
                1 + random.nextInt(picture.width() - x),
                1 + random.nextInt(picture.height() - y),
                1 + random.nextInt(40),
                1 + random.nextInt(40),
                random.nextBoolean());
    }

    private void check(Pixels picture, int x, int y, int width, int height, int toWidth, int toHeight, boolean flip) {
        float[][] planes = new float[3][toWidth * toHeight];
        resampler.resample(picture, x, y, width, height, toWidth, toHeight, flip, planes[0], planes[1], planes[2]);
        double largest = 0;
        double[][] down = weights(height, toHeight);
        double[][] across = weights(width, toWidth);
        for (int c = 0; c < 3; c++) {
            for (int row = 0; row < toHeight; row++) {
                for (int column = 0; column < toWidth; column++) {
                    int from = flip ? toWidth - 1 - column : column;
                    double sum = 0;
                    for (int j = 0; j < height; j++) {
                        for (int i = 0; down[row][j] != 0 && i < width; i++) {
                            int at = 3 * ((y + j) * picture.width() + x + i) + c;
                            sum += down[row][j] * across[from][i] * (picture.rgb()[at] & 0xff) / 255;
                        }
                    }
                    double expected = Math.max(0, Math.min(1, sum));
                    largest = Math.max(largest, Math.abs(expected - planes[c][row * toWidth + column]));
                }
            }
        }
        assertThat(largest)
                .as(
                        "%d x %d of %d x %d to %d x %d",
                        width, height, picture.width(), picture.height(), toWidth, toHeight)
                .isLessThan(TOLERANCE);
    }

    /** Weights of each source position in each target position (Keys 1981, a = -0.5, widened when shrinking). */
    private static double[][] weights(int from, int size) {
        double scale = (double) from / size;
        double[][] weights = new double[size][from];
        for (int to = 0; to < size; to++) {
            double sum = 0;
            for (int k = 0; k < from; k++) {
                weights[to][k] = cubic((k + 0.5 - (to + 0.5) * scale) / Math.max(1, scale));
                sum += weights[to][k];
            }
            for (int k = 0; k < from; k++) {
                weights[to][k] /= sum;
            }
        }
        return weights;
    }

    private static double cubic(double x) {
        double d = Math.abs(x);
        return d < 1 ? 1.5 * d * d * d - 2.5 * d * d + 1 : d < 2 ? -0.5 * d * d * d + 2.5 * d * d - 4 * d + 2 : 0;
    }

    private Pixels picture(int width, int height) {
        byte[] rgb = new byte[3 * width * height];
        random.nextBytes(rgb);
        return new Pixels(width, height, rgb);
    }
}
