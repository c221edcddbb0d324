package org.dinotwins.augment;

import java.util.Arrays;
import org.dinotwins.data.Pixels;

/**
 * A crop in the making: three planes of floats in 0..1 that resampling fills and colour changes work on in place. One a
 * thread, used again for every crop, so that rendering makes no garbage.
 */
final class Canvas {
    private static final ThreadLocal<Canvas> OF_THREAD = ThreadLocal.withInitial(Canvas::new);

    /** Mean and standard deviation of ImageNet's pixels, which public ViT weights are trained with. */
    private static final float[] MEAN = {0.485f, 0.456f, 0.406f};
    private static final float[] DEVIATION = {0.229f, 0.224f, 0.225f};
    /** Luma weights of ITU-R BT.601, which Pillow and torchvision use for grey. */
    private static final float RED = 0.299f;
    private static final float GREEN = 0.587f;
    private static final float BLUE = 0.114f;
    /** Half way between the 8-bit values 127 and 128. */
    private static final float SOLARIZE_FROM = 127.5f / 255;
    /** A Gaussian is cut off at this many standard deviations: what is left out is below 0.3 %. */
    private static final double BLUR_REACH = 3;
    /** A kernel narrower than this many pixels changes no 8-bit value. */
    private static final double LEAST_SIGMA = 0.05;

    private final Resampler resampler = new Resampler();
    private int width;
    private int height;
    private float[] red = {};
    private float[] green = {};
    private float[] blue = {};
    private float[] spare = {};
    private float[] padded = {};

    /** The canvas of the calling thread; what was on it is lost at the next {@link #cut}. */
    static Canvas ofThisThread() {
        return OF_THREAD.get();
    }

    /** Fills the canvas with a window of a picture, resampled to {@code toWidth x toHeight}. */
    void cut(Pixels picture, int x, int y, int fromWidth, int fromHeight, int toWidth, int toHeight, boolean flip) {
        width = toWidth;
        height = toHeight;
        int pixels = Math.multiplyExact(toWidth, toHeight);
        if (red.length < pixels) {
            red = new float[pixels];
            green = new float[pixels];
            blue = new float[pixels];
            spare = new float[pixels];
        }
        resampler.resample(picture, x, y, fromWidth, fromHeight, toWidth, toHeight, flip, red, green, blue);
    }

    /** Multiplies all values. */
    void brighten(double factor) {
        if (factor != 1) {
            blend(red, (float) factor, 0);
            blend(green, (float) factor, 0);
            blend(blue, (float) factor, 0);
        }
    }

    /** Draws all values away from, or towards, the mean grey of the crop. */
    void contrast(double factor) {
        if (factor == 1) {
            return;
        }
        int pixels = width * height;
        double sum = 0;
        for (int i = 0; i < pixels; i++) {
            sum += RED * red[i] + GREEN * green[i] + BLUE * blue[i];
        }
        float shift = (float) ((1 - factor) * sum / pixels);
        blend(red, (float) factor, shift);
        blend(green, (float) factor, shift);
        blend(blue, (float) factor, shift);
    }

    /** Draws the colours away from, or towards, the grey of their pixel. */
    void saturate(double factor) {
        if (factor == 1) {
            return;
        }
        float f = (float) factor;
        int pixels = width * height;
        for (int i = 0; i < pixels; i++) {
            float grey = (1 - f) * (RED * red[i] + GREEN * green[i] + BLUE * blue[i]);
            red[i] = Math.min(1, Math.max(0, f * red[i] + grey));
            green[i] = Math.min(1, Math.max(0, f * green[i] + grey));
            blue[i] = Math.min(1, Math.max(0, f * blue[i] + grey));
        }
    }

    /**
     * Turns the hue in HSV space (Smith 1978) by a share of the whole circle. Value and chroma stay; a channel is value
     * less chroma times a trapezium of the hue, which needs no case for each sixth of the circle.
     */
    void turnHue(double turn) {
        if (turn == 0) {
            return;
        }
        float by = (float) (6 * (turn - Math.floor(turn)));
        int pixels = width * height;
        for (int i = 0; i < pixels; i++) {
            float r = red[i];
            float g = green[i];
            float b = blue[i];
            float value = Math.max(r, Math.max(g, b));
            float chroma = value - Math.min(r, Math.min(g, b));
            if (chroma > 0) {
                float sixth;
                if (value == r) {
                    sixth = (g - b) / chroma;
                } else if (value == g) {
                    sixth = 2 + (b - r) / chroma;
                } else {
                    sixth = 4 + (r - g) / chroma;
                }
                // sixth starts at -1, so the three sums lie in 0..18 and wrap at most twice.
                float hue = sixth + by + 1;
                red[i] = value - chroma * trapezium(hue + 4);
                green[i] = value - chroma * trapezium(hue + 2);
                blue[i] = value - chroma * trapezium(hue);
            }
        }
    }

    /** 0 to 1 over a circle of 6: rises in 0..1, stays in 1..3, falls in 3..4. */
    private static float trapezium(float place) {
        float k = place >= 12 ? place - 12 : place >= 6 ? place - 6 : place;
        return Math.max(0, Math.min(1, Math.min(k, 4 - k)));
    }

    /** Gives all three channels the luma. */
    void grey() {
        int pixels = width * height;
        for (int i = 0; i < pixels; i++) {
            float grey = RED * red[i] + GREEN * green[i] + BLUE * blue[i];
            red[i] = grey;
            green[i] = grey;
            blue[i] = grey;
        }
    }

    /** Gaussian blur; beyond the edge the edge's value goes on. */
    void blur(double sigma) {
        if (sigma < LEAST_SIGMA) {
            return;
        }
        int reach = (int) Math.ceil(BLUR_REACH * sigma);
        float[] kernel = new float[reach + 1];
        double sum = 0;
        for (int i = -reach; i <= reach; i++) {
            sum += Math.exp(-0.5 * i * i / (sigma * sigma));
        }
        for (int i = 0; i <= reach; i++) {
            kernel[i] = (float) (Math.exp(-0.5 * i * i / (sigma * sigma)) / sum);
        }
        if (padded.length < width + 2 * reach) {
            padded = new float[width + 2 * reach];
        }
        for (float[] plane : new float[][] {red, green, blue}) {
            blurRows(plane, kernel);
            blurColumns(plane, kernel);
        }
    }

    private void blurRows(float[] plane, float[] kernel) {
        int reach = kernel.length - 1;
        for (int row = 0; row < height; row++) {
            int at = row * width;
            Arrays.fill(padded, 0, reach, plane[at]);
            System.arraycopy(plane, at, padded, reach, width);
            Arrays.fill(padded, reach + width, 2 * reach + width, plane[at + width - 1]);
            float centre = kernel[0];
            for (int x = 0; x < width; x++) {
                spare[at + x] = centre * padded[reach + x];
            }
            for (int k = 1; k <= reach; k++) {
                add(spare, at, padded, reach - k, reach + k, kernel[k]);
            }
        }
    }

    private void blurColumns(float[] plane, float[] kernel) {
        int reach = kernel.length - 1;
        for (int row = 0; row < height; row++) {
            int at = row * width;
            float centre = kernel[0];
            for (int x = 0; x < width; x++) {
                plane[at + x] = centre * spare[at + x];
            }
            for (int k = 1; k <= reach; k++) {
                add(plane, at, spare, Math.max(0, row - k) * width, Math.min(height - 1, row + k) * width, kernel[k]);
            }
        }
    }

    private void add(float[] to, int at, float[] from, int first, int second, float weight) {
        for (int x = 0; x < width; x++) {
            to[at + x] += weight * (from[first + x] + from[second + x]);
        }
    }

    /** Inverts the values whose nearest 8-bit value is 128 or more. */
    void solarize() {
        solarize(red);
        solarize(green);
        solarize(blue);
    }

    private void solarize(float[] plane) {
        int pixels = width * height;
        for (int i = 0; i < pixels; i++) {
            float v = plane[i];
            plane[i] = v >= SOLARIZE_FROM ? 1 - v : v;
        }
    }

    /** Writes {@code [3, height, width]} normalised floats. */
    void normalise(float[] target, int offset) {
        normalise(red, 0, target, offset);
        normalise(green, 1, target, offset);
        normalise(blue, 2, target, offset);
    }

    private void normalise(float[] plane, int channel, float[] target, int offset) {
        int pixels = width * height;
        int start = offset + channel * pixels;
        float factor = 1 / DEVIATION[channel];
        float shift = -MEAN[channel] / DEVIATION[channel];
        for (int i = 0; i < pixels; i++) {
            target[start + i] = plane[i] * factor + shift;
        }
    }

    /** Opaque 8-bit ARGB values. */
    int[] argb() {
        int[] values = new int[width * height];
        for (int i = 0; i < values.length; i++) {
            values[i] = 0xff << 24 | eight(red[i]) << 16 | eight(green[i]) << 8 | eight(blue[i]);
        }
        return values;
    }

    private static int eight(float value) {
        return (int) (Math.min(1, Math.max(0, value)) * 255 + 0.5f);
    }

    private void blend(float[] plane, float factor, float shift) {
        int pixels = width * height;
        for (int i = 0; i < pixels; i++) {
            plane[i] = Math.min(1, Math.max(0, plane[i] * factor + shift));
        }
    }
}
