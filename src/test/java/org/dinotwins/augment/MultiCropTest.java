package org.dinotwins.augment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.dinotwins.data.picture.Pixels;
import org.junit.jupiter.api.Test;

class MultiCropTest {
    private static final Photometric PLAIN = new Photometric(0, 0, 0, 0, 0, 0, 0, new Interval(1, 1), 0);
    private static final Photometric FIRST = new Photometric(0.8, 0.4, 0.4, 0.2, 0.1, 0.2, 1, new Interval(0.1, 2), 0);
    private static final Photometric SECOND =
            new Photometric(0.8, 0.4, 0.4, 0.2, 0.1, 0.2, 0.1, new Interval(0.1, 2), 0.2);
    private static final CropRecipe RECIPE = new CropRecipe(
            32,
            new Interval(0.4, 1),
            6,
            16,
            new Interval(0.05, 0.4),
            new Interval(3 / 4.0, 4 / 3.0),
            0.5,
            FIRST,
            SECOND,
            SECOND);

    private static Pixels noise(int width, int height, long seed) {
        byte[] rgb = new byte[3 * width * height];
        new SplittableRandom(seed).nextBytes(rgb);
        return new Pixels(width, height, rgb);
    }

    private static CropRecipe with(Interval scale, Interval aspect, Photometric colours) {
        return new CropRecipe(16, scale, 1, 16, scale, aspect, 0, colours, colours, colours);
    }

    /** A crop of the whole picture, unchanged. */
    private static CropView whole(Pixels picture, int size, boolean flip) {
        return new CropView(
                true, 0, size, 0, 0, picture.width(), picture.height(), flip, 1, 1, 1, 0, 27, false, 0, false);
    }

    @Test
    void regionsRespectScaleAspectAndPicture() {
        MultiCrop crops = new MultiCrop(RECIPE);
        SplittableRandom random = new SplittableRandom(1);
        double[] share = new double[2];
        int[] count = new int[2];
        for (int i = 0; i < 500; i++) {
            List<CropView> views = crops.draw(640, 480, random);
            assertThat(views).hasSize(8);
            for (CropView v : views) {
                assertThat(v.global()).isEqualTo(v.index() < 2);
                assertThat(v.size()).isEqualTo(v.global() ? 32 : 16);
                assertThat(v.x()).isBetween(0, 640 - v.width());
                assertThat(v.y()).isBetween(0, 480 - v.height());
                double area = v.width() * v.height() / (640.0 * 480);
                Interval scale = v.global() ? RECIPE.globalScale() : RECIPE.localScale();
                assertThat(area).isBetween(scale.min() * 0.98, scale.max() * 1.02);
                assertThat((double) v.width() / v.height()).isBetween(0.74, 1.36);
                share[v.global() ? 0 : 1] += area;
                count[v.global() ? 0 : 1]++;
            }
        }
        // The largest regions do not fit a 4:3 picture at most aspect ratios and are drawn again: below the middle,
        // 0.7.
        assertThat(share[0] / count[0]).isBetween(0.58, 0.7);
        assertThat(share[1] / count[1]).isCloseTo(0.225, within(0.01));
    }

    @Test
    void probabilitiesAndStrengthsFollowTheRecipe() {
        MultiCrop crops = new MultiCrop(RECIPE);
        SplittableRandom random = new SplittableRandom(2);
        int n = 2000;
        int[] flips = new int[3];
        int[] jitter = new int[3];
        int[] grey = new int[3];
        int[] blur = new int[3];
        int[] solarize = new int[3];
        int[] orders = new int[256];
        for (int i = 0; i < n; i++) {
            List<CropView> views = crops.draw(100, 80, random);
            for (int k = 0; k < 3; k++) {
                CropView v = views.get(k);
                flips[k] += v.flip() ? 1 : 0;
                jitter[k] += v.hue() != 0 ? 1 : 0;
                grey[k] += v.grayscale() ? 1 : 0;
                blur[k] += v.blurSigma() > 0 ? 1 : 0;
                solarize[k] += v.solarize() ? 1 : 0;
                assertThat(v.brightness()).isBetween(0.6, 1.4);
                assertThat(v.saturation()).isBetween(0.8, 1.2);
                assertThat(v.hue()).isBetween(-0.1, 0.1);
                assertThat(v.blurSigma()).isBetween(0.0, 2.0);
                if (v.hue() != 0) {
                    orders[v.jitterOrder()]++;
                }
            }
        }
        assertThat(share(flips, n)).containsExactly(new double[] {0.5, 0.5, 0.5}, within(0.05));
        assertThat(share(jitter, n)).containsExactly(new double[] {0.8, 0.8, 0.8}, within(0.05));
        assertThat(share(grey, n)).containsExactly(new double[] {0.2, 0.2, 0.2}, within(0.05));
        assertThat(share(blur, n)).containsExactly(new double[] {1, 0.1, 0.1}, within(0.05));
        assertThat(share(solarize, n)).containsExactly(new double[] {0, 0.2, 0.2}, within(0.05));
        assertThat(Arrays.stream(orders).filter(c -> c > 0).count())
                .as("all 4! orders")
                .isEqualTo(24);
    }

    private static double[] share(int[] counts, int n) {
        return Arrays.stream(counts).mapToDouble(c -> (double) c / n).toArray();
    }

    @Test
    void theSameSeedDrawsTheSameCrops() {
        MultiCrop crops = new MultiCrop(RECIPE);
        assertThat(crops.draw(90, 70, new SplittableRandom(5))).isEqualTo(crops.draw(90, 70, new SplittableRandom(5)));
        assertThat(crops.draw(90, 70, new SplittableRandom(5)))
                .isNotEqualTo(crops.draw(90, 70, new SplittableRandom(6)));
    }

    @Test
    void changingASettingChangesOnlyWhatItGoverns() {
        CropRecipe changed = new CropRecipe(
                32, RECIPE.globalScale(), 6, 16, new Interval(0.2, 0.3), RECIPE.aspect(), 0.5, PLAIN, SECOND, SECOND);
        List<CropView> before = new MultiCrop(RECIPE).draw(90, 70, new SplittableRandom(5));
        List<CropView> after = new MultiCrop(changed).draw(90, 70, new SplittableRandom(5));

        assertThat(after.get(1)).isEqualTo(before.get(1));
        assertThat(after.get(0).x()).isEqualTo(before.get(0).x());
        assertThat(after.get(0).blurSigma()).isZero();
        for (int i = 2; i < 8; i++) {
            assertThat(after.get(i).width()).isNotEqualTo(before.get(i).width());
            assertThat(after.get(i).brightness()).isEqualTo(before.get(i).brightness());
            assertThat(after.get(i).flip()).isEqualTo(before.get(i).flip());
        }
    }

    @Test
    void fallsBackToTheCentreIfNoRegionFits() {
        MultiCrop crops = new MultiCrop(with(new Interval(1, 1), new Interval(0.75, 1.5), PLAIN));
        CropView wide = crops.draw(300, 20, new SplittableRandom(1)).get(0);
        assertThat(List.of(wide.x(), wide.y(), wide.width(), wide.height())).containsExactly(135, 0, 30, 20);
        CropView high = crops.draw(30, 400, new SplittableRandom(1)).get(0);
        assertThat(List.of(high.x(), high.y(), high.width(), high.height())).containsExactly(0, 180, 30, 40);
        CropView dot = crops.draw(1, 1, new SplittableRandom(1)).get(0);
        assertThat(List.of(dot.x(), dot.y(), dot.width(), dot.height())).containsExactly(0, 0, 1, 1);
    }

    @Test
    void wholePictureAtItsOwnSizeIsUnchanged() {
        Pixels picture = noise(24, 24, 3);
        MultiCrop crops = new MultiCrop(RECIPE);
        float[] rendered = new float[5 + 3 * 24 * 24];
        crops.render(picture, whole(picture, 24, false), rendered, 5);
        int[] argb = crops.renderArgb(picture, whole(picture, 24, false));
        int[] flipped = crops.renderArgb(picture, whole(picture, 24, true));
        float[] mean = {0.485f, 0.456f, 0.406f};
        float[] deviation = {0.229f, 0.224f, 0.225f};
        for (int i = 0; i < 24 * 24; i++) {
            for (int c = 0; c < 3; c++) {
                int value = picture.rgb()[3 * i + c] & 0xff;
                assertThat(rendered[5 + c * 24 * 24 + i])
                        .isCloseTo((value / 255f - mean[c]) / deviation[c], within(1e-5f));
                assertThat(argb[i] >> 16 - 8 * c & 0xff).isEqualTo(value);
            }
            assertThat(argb[i] >>> 24).isEqualTo(255);
            assertThat(flipped[i - i % 24 + 23 - i % 24]).isEqualTo(argb[i]);
        }
        assertThat(rendered).startsWith(0, 0, 0, 0, 0);
    }

    @Test
    void renderArgbShowsTheSameCropAsRender() {
        Pixels picture = noise(50, 40, 4);
        MultiCrop crops = new MultiCrop(RECIPE);
        float[] mean = {0.485f, 0.456f, 0.406f};
        float[] deviation = {0.229f, 0.224f, 0.225f};
        for (CropView view : crops.draw(50, 40, new SplittableRandom(8))) {
            int pixels = view.size() * view.size();
            float[] rendered = new float[3 * pixels];
            crops.render(picture, view, rendered, 0);
            int[] argb = crops.renderArgb(picture, view);
            for (int i = 0; i < 3 * pixels; i++) {
                float value = rendered[i] * deviation[i / pixels] + mean[i / pixels];
                assertThat(value).isBetween(-1e-6f, 1 + 1e-6f);
                assertThat((float) (argb[i % pixels] >> 16 - 8 * (i / pixels) & 0xff))
                        .isCloseTo(value * 255, within(0.51f));
            }
        }
    }

    @Test
    void aCropShowsOnlyItsRegion() {
        byte[] rgb = new byte[3 * 20 * 20];
        for (int y = 5; y < 15; y++) {
            Arrays.fill(rgb, 3 * (y * 20 + 5), 3 * (y * 20 + 15), (byte) 200);
        }
        CropView inside = new CropView(true, 0, 7, 5, 5, 10, 10, false, 1, 1, 1, 0, 27, false, 0, false);
        assertThat(new MultiCrop(RECIPE).renderArgb(new Pixels(20, 20, rgb), inside))
                .containsOnly(0xffc8c8c8);
    }

    @Test
    void resamplingPreservesTheMean() {
        byte[] rgb = new byte[3 * 120 * 90];
        for (int i = 0; i < 120 * 90; i++) {
            rgb[3 * i] = (byte) (40 + i % 120);
            rgb[3 * i + 1] = (byte) (40 + i / 120);
            rgb[3 * i + 2] = (byte) ((i % 120 + i / 120) % 2 == 0 ? 60 : 180);
        }
        Pixels picture = new Pixels(120, 90, rgb);
        for (int size : new int[] {10, 37, 96, 200}) {
            float[] view = EvaluationView.stretched(picture, size, size);
            assertThat(mean(view, 0, size) * 0.229 + 0.485).isCloseTo((40 + 59.5) / 255, within(2e-3));
            assertThat(mean(view, 1, size) * 0.224 + 0.456).isCloseTo((40 + 44.5) / 255, within(2e-3));
            assertThat(mean(view, 2, size) * 0.225 + 0.406).isCloseTo(120 / 255.0, within(2e-3));
        }
    }

    @Test
    void shrinkingDoesNotAlias() {
        byte[] rgb = new byte[3 * 64 * 64];
        for (int i = 0; i < 64 * 64; i++) {
            Arrays.fill(rgb, 3 * i, 3 * i + 3, (byte) (i % 2 == 0 ? 0 : 254));
        }
        int[] small =
                new MultiCrop(RECIPE).renderArgb(new Pixels(64, 64, rgb), whole(new Pixels(64, 64, rgb), 16, false));
        for (int y = 0; y < 16; y++) {
            for (int x = 2; x < 14; x++) {
                assertThat(small[16 * y + x] & 0xff)
                        .as("stripes of one pixel become grey")
                        .isBetween(120, 134);
            }
        }
    }

    @Test
    void centreViewCropsTheMiddle() {
        Pixels picture = noise(40, 20, 6);
        float[] all = EvaluationView.stretched(picture, 40, 20);
        float[] centre = EvaluationView.centre(picture, 20, 16);
        for (int y = 0; y < 16; y++) {
            for (int x = 0; x < 16; x++) {
                assertThat(centre[(2 * 16 + y) * 16 + x]).isEqualTo(all[(2 * 20 + y + 2) * 40 + x + 12]);
            }
        }
    }

    private static double mean(float[] planes, int channel, int size) {
        double sum = 0;
        for (int i = 0; i < size * size; i++) {
            sum += planes[channel * size * size + i];
        }
        return sum / (size * size);
    }

    @Test
    void threadsDoNotInterfere() throws Exception {
        MultiCrop crops = new MultiCrop(RECIPE);
        Pixels picture = noise(70, 50, 9);
        List<CropView> views = crops.draw(70, 50, new SplittableRandom(10));
        List<int[]> expected =
                views.stream().map(v -> crops.renderArgb(picture, v)).toList();
        ExecutorService pool = Executors.newFixedThreadPool(4);
        try {
            List<Future<Boolean>> same = new ArrayList<>();
            for (int i = 0; i < 200; i++) {
                int at = i % views.size();
                same.add(pool.submit(() -> Arrays.equals(crops.renderArgb(picture, views.get(at)), expected.get(at))));
            }
            for (Future<Boolean> result : same) {
                assertThat(result.get()).isTrue();
            }
        } finally {
            pool.shutdownNow();
        }
    }
}
