package org.dinotwins.augment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.awt.Color;
import java.util.SplittableRandom;
import org.dinotwins.data.picture.Pixels;
import org.junit.jupiter.api.Test;

/** Photometric changes of pictures small enough to calculate by hand. */
class CropCanvasTest {
    private static CropCanvas of(int width, int height, int... rgb) {
        byte[] bytes = new byte[rgb.length];
        for (int i = 0; i < rgb.length; i++) {
            bytes[i] = (byte) rgb[i];
        }
        CropCanvas canvas = CropCanvas.ofThisThread();
        canvas.cut(new Pixels(width, height, bytes), 0, 0, width, height, width, height, false);
        return canvas;
    }

    private static int[] channels(CropCanvas canvas) {
        int[] argb = canvas.argb();
        int[] channels = new int[3 * argb.length];
        for (int i = 0; i < channels.length; i++) {
            channels[i] = argb[i / 3] >> 16 - 8 * (i % 3) & 0xff;
        }
        return channels;
    }

    @Test
    void brightnessMultipliesAndClamps() {
        CropCanvas canvas = of(1, 1, 100, 200, 10);
        canvas.brighten(1.5);
        assertThat(channels(canvas)).containsExactly(150, 255, 15);
    }

    @Test
    void contrastScalesAboutTheMeanGrey() {
        // Greys 40 and 160 have the mean 100; halfway to it are 70 and 130.
        CropCanvas canvas = of(2, 1, 40, 40, 40, 160, 160, 160);
        canvas.contrast(0.5);
        assertThat(channels(canvas)).containsExactly(70, 70, 70, 130, 130, 130);
    }

    @Test
    void saturationScalesAboutTheGreyOfThePixel() {
        // Luma of (200, 100, 50) by ITU-R 601: 0.299 * 200 + 0.587 * 100 + 0.114 * 50 = 124.2.
        CropCanvas canvas = of(1, 1, 200, 100, 50);
        canvas.saturate(0);
        assertThat(channels(canvas)).containsExactly(124, 124, 124);
        canvas = of(1, 1, 200, 100, 50);
        canvas.saturate(1.5);
        assertThat(channels(canvas)).containsExactly(238, 88, 13);
    }

    @Test
    void greyIsTheLuma() {
        CropCanvas canvas = of(3, 1, 255, 0, 0, 0, 255, 0, 0, 0, 255);
        canvas.grey();
        assertThat(channels(canvas)).containsExactly(76, 76, 76, 150, 150, 150, 29, 29, 29);
    }

    @Test
    void hueShiftsAroundTheColourCircle() {
        CropCanvas canvas = of(4, 1, 255, 0, 0, 255, 255, 0, 0, 0, 200, 90, 90, 90);
        canvas.shiftHue(1 / 3.0);
        assertThat(channels(canvas)).containsExactly(0, 255, 0, 0, 255, 255, 200, 0, 0, 90, 90, 90);
    }

    @Test
    void hueShiftAgreesWithHsvForAnyColour() {
        SplittableRandom random = new SplittableRandom(3);
        for (int i = 0; i < 500; i++) {
            int[] rgb = {random.nextInt(256), random.nextInt(256), random.nextInt(256)};
            double turn = random.nextDouble() - 0.5;
            float[] hsb = Color.RGBtoHSB(rgb[0], rgb[1], rgb[2], null);
            Color expected = new Color(Color.HSBtoRGB(hsb[0] + (float) turn, hsb[1], hsb[2]));
            CropCanvas canvas = of(1, 1, rgb);
            canvas.shiftHue(turn);
            int[] actual = channels(canvas);
            assertThat(actual[0]).isCloseTo(expected.getRed(), within(1));
            assertThat(actual[1]).isCloseTo(expected.getGreen(), within(1));
            assertThat(actual[2]).isCloseTo(expected.getBlue(), within(1));
        }
    }

    @Test
    void solarizeInvertsFrom128() {
        CropCanvas canvas = of(1, 1, 127, 128, 255);
        canvas.solarize();
        assertThat(channels(canvas)).containsExactly(127, 127, 0);
    }

    @Test
    void blurIsAConvolutionWithAGaussian() {
        int width = 17;
        int height = 11;
        int[] rgb = new int[3 * width * height];
        SplittableRandom random = new SplittableRandom(4);
        for (int i = 0; i < rgb.length; i++) {
            rgb[i] = random.nextInt(256);
        }
        for (double sigma : new double[] {0.3, 1, 2}) {
            CropCanvas canvas = of(width, height, rgb);
            canvas.blur(sigma);
            int[] actual = channels(canvas);
            for (int y = 0; y < height; y++) {
                for (int x = 0; x < width; x++) {
                    double sum = 0;
                    double weights = 0;
                    for (int dy = -8; dy <= 8; dy++) {
                        for (int dx = -8; dx <= 8; dx++) {
                            double w = Math.exp(-(dx * dx + dy * dy) / (2 * sigma * sigma));
                            int atY = Math.max(0, Math.min(height - 1, y + dy));
                            int atX = Math.max(0, Math.min(width - 1, x + dx));
                            sum += w * rgb[3 * (atY * width + atX)];
                            weights += w;
                        }
                    }
                    assertThat((double) actual[3 * (y * width + x)]).isCloseTo(sum / weights, within(1.5));
                }
            }
        }
    }

    @Test
    void blurPreservesTheMeanAwayFromEdges() {
        int[] rgb = new int[3 * 21 * 21];
        rgb[3 * (10 * 21 + 10)] = 255;
        CropCanvas canvas = of(21, 21, rgb);
        canvas.blur(1.5);
        float[] planes = new float[3 * 21 * 21];
        canvas.normalise(planes, 0);
        double sum = 0;
        for (int i = 0; i < 21 * 21; i++) {
            sum += planes[i] * 0.229 + 0.485;
        }
        assertThat(sum).isCloseTo(1, within(1e-3));
    }
}
