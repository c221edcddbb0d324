package org.dinotwins.augment;

import org.dinotwins.data.Pixels;

/**
 * Resamples a window of a picture with a separable bicubic kernel that widens by the shrink factor, so that nothing
 * aliases; the window's edge bounds the kernel, whose weights then sum to 1 again. This is what Pillow's
 * {@code resize} does with {@code BICUBIC}, in floats instead of rounded bytes.
 */
final class Resampler {
    /** Keys' cubic with a = -0.5 (Keys 1981), which Pillow uses. */
    private static final double A = -0.5;
    /** The cubic's reach to either side, in pixels of the coarser of the two grids. */
    private static final double SUPPORT = 2;
    private static final float FROM_BYTE = 1f / 255;

    private final Axis across = new Axis();
    private final Axis down = new Axis();
    /** Decoded source rows that the current target row needs, in a ring. */
    private float[][] rows = {};
    private float[] mixed = {};

    /** For each place of the target: the first source place and the weights from there on. */
    private static final class Axis {
        private int[] first = {};
        private float[] weights = {};
        private int taps;

        void prepare(int from, int to) {
            double scale = (double) from / to;
            double widening = Math.max(1, scale);
            double support = SUPPORT * widening;
            taps = Math.min(from, (int) Math.ceil(2 * support) + 1);
            if (first.length < to) {
                first = new int[to];
            }
            if (weights.length < to * taps) {
                weights = new float[to * taps];
            }
            for (int i = 0; i < to; i++) {
                double centre = (i + 0.5) * scale;
                int start = Math.max(0, Math.min(from - taps, (int) Math.ceil(centre - support - 0.5)));
                first[i] = start;
                double sum = 0;
                for (int k = 0; k < taps; k++) {
                    sum += cubic((start + k + 0.5 - centre) / widening);
                }
                for (int k = 0; k < taps; k++) {
                    weights[i * taps + k] = (float) (cubic((start + k + 0.5 - centre) / widening) / sum);
                }
            }
        }

        private static double cubic(double x) {
            double d = Math.abs(x);
            if (d < 1) {
                return ((A + 2) * d - (A + 3)) * d * d + 1;
            }
            return d < 2 ? (((d - 5) * d + 8) * d - 4) * A : 0;
        }
    }

    /**
     * Fills three planes with a window of the picture.
     *
     * @param flip mirror left to right
     */
    void resample(Pixels picture, int x, int y, int fromWidth, int fromHeight, int toWidth, int toHeight, boolean flip,
                  float[] red, float[] green, float[] blue) {
        if (x < 0 || y < 0 || fromWidth < 1 || fromHeight < 1 || x > picture.width() - fromWidth
                || y > picture.height() - fromHeight || toWidth < 1 || toHeight < 1) {
            throw new IllegalArgumentException("window " + x + ", " + y + ", " + fromWidth + " x " + fromHeight
                    + " of a picture of " + picture.width() + " x " + picture.height() + ", to " + toWidth + " x "
                    + toHeight);
        }
        across.prepare(fromWidth, toWidth);
        down.prepare(fromHeight, toHeight);
        int length = 3 * fromWidth;
        reserve(length);
        int decoded = 0;
        for (int row = 0; row < toHeight; row++) {
            int top = down.first[row];
            // Windows only move down, so a row is decoded once.
            for (decoded = Math.max(decoded, top); decoded < top + down.taps; decoded++) {
                decode(picture, x, y + decoded, rows[decoded % down.taps], length);
            }
            mixRows(row, length);
            int start = row * toWidth;
            mixColumns(flip ? start + toWidth - 1 : start, flip ? -1 : 1, toWidth, red, green, blue);
        }
    }

    private void reserve(int length) {
        if (rows.length < down.taps || mixed.length < length) {
            int longest = Math.max(mixed.length, length);
            mixed = new float[longest];
            rows = new float[Math.max(rows.length, down.taps)][longest];
        }
    }

    private static void decode(Pixels picture, int x, int y, float[] to, int length) {
        byte[] rgb = picture.rgb();
        int at = 3 * (y * picture.width() + x);
        for (int i = 0; i < length; i++) {
            to[i] = rgb[at + i] & 0xff;
        }
    }

    private void mixRows(int row, int length) {
        int taps = down.taps;
        int top = down.first[row];
        int weight = row * taps;
        scaled(mixed, rows[top % taps], down.weights[weight] * FROM_BYTE, length);
        for (int k = 1; k < taps; k++) {
            float w = down.weights[weight + k];
            if (w != 0) {
                added(mixed, rows[(top + k) % taps], w * FROM_BYTE, length);
            }
        }
    }

    private static void scaled(float[] to, float[] from, float weight, int length) {
        for (int i = 0; i < length; i++) {
            to[i] = weight * from[i];
        }
    }

    private static void added(float[] to, float[] from, float weight, int length) {
        for (int i = 0; i < length; i++) {
            to[i] += weight * from[i];
        }
    }

    private void mixColumns(int start, int stride, int toWidth, float[] red, float[] green, float[] blue) {
        float[] source = mixed;
        float[] weights = across.weights;
        int taps = across.taps;
        for (int i = 0; i < toWidth; i++) {
            int from = 3 * across.first[i];
            float r = 0;
            float g = 0;
            float b = 0;
            for (int k = i * taps; k < (i + 1) * taps; k++) {
                float w = weights[k];
                r += w * source[from];
                g += w * source[from + 1];
                b += w * source[from + 2];
                from += 3;
            }
            int to = start + i * stride;
            red[to] = Math.min(1, Math.max(0, r));
            green[to] = Math.min(1, Math.max(0, g));
            blue[to] = Math.min(1, Math.max(0, b));
        }
    }
}
