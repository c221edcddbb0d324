package org.dinotwins.augment;

import java.util.Arrays;
import org.dinotwins.data.picture.Pixels;

/**
 * Working buffers for rendering a crop: three planes of floats in 0..1, resampled into and changed in place. Each
 * thread reuses one canvas, so rendering a crop allocates nothing.
 */
final class CropCanvas {
    private static final ThreadLocal<CropCanvas> OF_THREAD = ThreadLocal.withInitial(CropCanvas::new);

    /** Mean and standard deviation of ImageNet's pixels, with which public ViT weights are trained. */
    private static final float[] MEAN = {0.485f, 0.456f, 0.406f};

    private static final float[] DEVIATION = {0.229f, 0.224f, 0.225f};
    /** Luma weights of ITU-R BT.601, which Pillow and torchvision use for grey. */
    private static final float RED = 0.299f;

    private static final float GREEN = 0.587f;
    private static final float BLUE = 0.114f;
    /** Halfway between the 8-bit values 127 and 128. */
    private static final float SOLARIZE_FROM = 127.5f / 255;
    /** Smaller than any non-zero difference between colours; {@link #HUGE} scales the smallest difference above 1. */
    private static final float TINY = 1e-20f;

    private static final float HUGE = 1e25f;
    /** Pixels processed at a time, so that intermediate values stay in the fastest cache. */
    private static final int BLOCK = 1024;
    /** Truncates a Gaussian at this many standard deviations; the rest is below 0.3 %. */
    private static final double BLUR_REACH = 3;
    /** A narrower kernel, in pixels, changes no 8-bit value. */
    private static final double LEAST_SIGMA = 0.05;

    private final Resampler resampler = new Resampler();
    private int width;
    private int height;
    private float[] red = {};
    private float[] green = {};
    private float[] blue = {};
    private float[] spare = {};
    private float[] padded = {};
    private float[] values = {};
    private float[] chromas = {};
    private float[] hues = {};
    private float[][] blurred = {};
    private float[] mixed = {};
    private final float[][] shifted = new float[4][];

    /** The calling thread's canvas; the next {@link #cut} overwrites its content. */
    static CropCanvas ofThisThread() {
        return OF_THREAD.get();
    }

    /** Fills the canvas with a region of a picture, resampled to {@code toWidth x toHeight}. */
    void cut(Pixels picture, int x, int y, int fromWidth, int fromHeight, int toWidth, int toHeight, boolean flip) {
        width = toWidth;
        height = toHeight;
        int pixels = Math.multiplyExact(toWidth, toHeight);
        if (red.length < pixels) {
            red = new float[pixels];
            green = new float[pixels];
            blue = new float[pixels];
            spare = new float[pixels];
            values = new float[pixels];
            chromas = new float[pixels];
            hues = new float[pixels];
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

    /** Moves all values away from, or towards, the mean grey of the crop. */
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

    /** Moves the colours away from, or towards, the grey of their pixel. */
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
     * Shifts the hue in HSV space (Smith 1978) by a fraction of the full circle; value and chroma are unchanged.
     * Branch-free, so that the compiler can vectorise it.
     *
     * <p>The hue is measured from red in sixths of the circle, positive towards green and negative towards blue. After
     * subtracting the smallest channel and dividing by the chroma, its magnitude is {@code 1 - r + g + b} in all six
     * sectors. Each channel is then the value minus the chroma times (the distance between the hue and the channel's
     * own hue, minus 1, clamped to 0..1).
     */
    void shiftHue(double turn) {
        if (turn == 0) {
            return;
        }
        float by = (float) (6 * (turn - Math.rint(turn)));
        int pixels = width * height;
        for (int start = 0; start < pixels; start += BLOCK) {
            int end = Math.min(start + BLOCK, pixels);
            hues(start, end, by);
            writeChannel(red, start, end, 0);
            writeChannel(green, start, end, -2);
            writeChannel(blue, start, end, 2);
        }
    }

    /** Values, chromas and shifted hues of a block of pixels, in short loops that the compiler can vectorise. */
    private void hues(int start, int end, float by) {
        float[] r = red;
        float[] g = green;
        float[] b = blue;
        for (int i = start; i < end; i++) {
            values[i] = Math.max(r[i], Math.max(g[i], b[i]));
        }
        for (int i = start; i < end; i++) {
            hues[i] = Math.min(r[i], Math.min(g[i], b[i]));
        }
        for (int i = start; i < end; i++) {
            chromas[i] = values[i] - hues[i];
        }
        for (int i = start; i < end; i++) {
            hues[i] = 1 + (g[i] + b[i] - r[i] - hues[i]) / Math.max(chromas[i], TINY);
        }
        for (int i = start; i < end; i++) {
            // Sign of green minus blue. Where they are equal the hue is 0 or 3, and 3 equals -3.
            hues[i] = Math.max(-1, Math.min(1, (g[i] - b[i] + TINY) * HUGE)) * hues[i] + by;
        }
    }

    private void writeChannel(float[] plane, int start, int end, float own) {
        for (int i = start; i < end; i++) {
            plane[i] = values[i] - chromas[i] * distanceBeyondOne(hues[i] + own);
        }
    }

    /** Distance from 0 on a circle of length 6, for positions in -9..9, minus 1 and clamped to 0..1. */
    private static float distanceBeyondOne(float place) {
        float straight = Math.abs(place);
        return Math.max(0, Math.min(1, Math.min(straight, Math.abs(straight - 6)) - 1));
    }

    /** Sets all three channels to the luma. */
    void grey() {
        int pixels = width * height;
        for (int i = 0; i < pixels; i++) {
            float grey = RED * red[i] + GREEN * green[i] + BLUE * blue[i];
            red[i] = grey;
            green[i] = grey;
            blue[i] = grey;
        }
    }

    /** Gaussian blur; edge values are repeated outside the crop. */
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
        if (blurred.length < height || mixed.length < width) {
            blurred = new float[Math.max(height, blurred.length)][Math.max(width, mixed.length)];
            mixed = new float[Math.max(width, mixed.length)];
            Arrays.setAll(shifted, i -> new float[mixed.length]);
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
            float[] to = blurred[row];
            scaled(to, shifted(0, reach), kernel[0]);
            int k = 1;
            for (; k < reach; k += 2) {
                add(
                        to,
                        shifted(0, reach - k),
                        shifted(1, reach + k),
                        kernel[k],
                        shifted(2, reach - k - 1),
                        shifted(3, reach + k + 1),
                        kernel[k + 1]);
            }
            if (k == reach) {
                add(to, shifted(0, reach - k), shifted(1, reach + k), kernel[k]);
            }
        }
    }

    /** A copy of the padded row from an offset: vectorisation needs the same index on both sides of a sum. */
    private float[] shifted(int which, int from) {
        System.arraycopy(padded, from, shifted[which], 0, width);
        return shifted[which];
    }

    private void blurColumns(float[] plane, float[] kernel) {
        int reach = kernel.length - 1;
        for (int row = 0; row < height; row++) {
            scaled(mixed, blurred[row], kernel[0]);
            int k = 1;
            for (; k < reach; k += 2) {
                add(
                        mixed,
                        blurred(row - k),
                        blurred(row + k),
                        kernel[k],
                        blurred(row - k - 1),
                        blurred(row + k + 1),
                        kernel[k + 1]);
            }
            if (k == reach) {
                add(mixed, blurred(row - k), blurred(row + k), kernel[k]);
            }
            System.arraycopy(mixed, 0, plane, row * width, width);
        }
    }

    /** Outside the crop, the nearest edge row. */
    private float[] blurred(int row) {
        return blurred[Math.max(0, Math.min(height - 1, row))];
    }

    private void scaled(float[] to, float[] from, float weight) {
        for (int x = 0; x < width; x++) {
            to[x] = weight * from[x];
        }
    }

    private void add(float[] to, float[] a, float[] b, float weight) {
        for (int x = 0; x < width; x++) {
            to[x] += weight * (a[x] + b[x]);
        }
    }

    /** Adds two pairs at once, which halves the memory traffic of the sum. */
    private void add(float[] to, float[] a, float[] b, float weight, float[] c, float[] d, float weight2) {
        for (int x = 0; x < width; x++) {
            to[x] += weight * (a[x] + b[x]) + weight2 * (c[x] + d[x]);
        }
    }

    /** Inverts values whose nearest 8-bit value is 128 or more. */
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
            spare[i] = plane[i] * factor + shift;
        }
        System.arraycopy(spare, 0, target, start, pixels);
    }

    /** Opaque 8-bit ARGB values. */
    int[] argb() {
        int[] values = new int[width * height];
        for (int i = 0; i < values.length; i++) {
            values[i] = 0xff << 24 | to8Bit(red[i]) << 16 | to8Bit(green[i]) << 8 | to8Bit(blue[i]);
        }
        return values;
    }

    private static int to8Bit(float value) {
        return (int) (Math.min(1, Math.max(0, value)) * 255 + 0.5f);
    }

    private void blend(float[] plane, float factor, float shift) {
        int pixels = width * height;
        for (int i = 0; i < pixels; i++) {
            plane[i] = Math.min(1, Math.max(0, plane[i] * factor + shift));
        }
    }
}
