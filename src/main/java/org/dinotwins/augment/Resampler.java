package org.dinotwins.augment;

import org.dinotwins.data.picture.Pixels;

/**
 * Resamples a region of a picture with a separable bicubic kernel that widens by the shrink factor, which prevents
 * aliasing. The region's edge bounds the kernel, and its weights are rescaled to sum to 1, as in Pillow's
 * {@code resize} with {@code BICUBIC}, but in floats instead of rounded bytes.
 *
 * <p>Both directions add whole lines of floats. HotSpot vectorises such a loop only if all its arrays use the same
 * index, so every line and column is a separate array. For the first direction the picture is stored and cached as
 * columns, because consecutive crops are of the same picture.
 */
final class Resampler {
    /** Keys' cubic with a = -0.5 (Keys 1981), which Pillow uses. */
    private static final double A = -0.5;
    /** The cubic's reach to either side, in pixels of the coarser of the two grids. */
    private static final double SUPPORT = 2;

    private static final float FROM_BYTE = 1f / 255;
    /** Larger pictures, in pixels, are not cached as a whole, to save memory; only the requested region is. */
    private static final int LARGEST_CACHED = 2_000_000;
    /** Lines transposed at a time. */
    private static final int LINES_AT_A_TIME = 8;

    private final Axis horizontal = new Axis();
    private final Axis vertical = new Axis();

    private Pixels cached;
    private int cachedX;
    private int cachedY;
    private int cachedWidth;
    private int cachedHeight;
    /** Cached columns: column x of channel c is at {@code 3 * x + c}. */
    private float[][] columns = {};
    /** The result of the first direction: the columns of red, green and blue; {@link #lines} holds its transpose. */
    private float[][] resampledColumns = {};

    private float[][] lines = {};
    private float[] line = {};

    /** For each target position, the first source position and the weights from there. */
    private static final class Axis {
        private int[] first = {};
        private int[] count = {};
        private float[] weights = {};
        private int taps;

        void prepare(int from, int to) {
            double scale = (double) from / to;
            double widening = Math.max(1, scale);
            double support = SUPPORT * widening;
            taps = Math.min(from, (int) Math.ceil(2 * support) + 1);
            if (first.length < to) {
                first = new int[to];
                count = new int[to];
            }
            if (weights.length < to * taps) {
                weights = new float[to * taps];
            }
            for (int i = 0; i < to; i++) {
                double centre = (i + 0.5) * scale;
                int start = Math.max(0, (int) Math.floor(centre - support + 0.5));
                int end = Math.min(from, (int) Math.floor(centre + support + 0.5));
                first[i] = start;
                count[i] = end - start;
                double sum = 0;
                for (int k = 0; k < end - start; k++) {
                    double weight = cubic((start + k + 0.5 - centre) / widening);
                    weights[i * taps + k] = (float) weight;
                    sum += weight;
                }
                float factor = (float) (1 / sum);
                for (int k = 0; k < end - start; k++) {
                    weights[i * taps + k] *= factor;
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
     * Fills three planes with a region of the picture.
     *
     * @param flip mirrors left to right
     */
    void resample(
            Pixels picture,
            int x,
            int y,
            int fromWidth,
            int fromHeight,
            int toWidth,
            int toHeight,
            boolean flip,
            float[] red,
            float[] green,
            float[] blue) {
        if (x < 0
                || y < 0
                || fromWidth < 1
                || fromHeight < 1
                || x > picture.width() - fromWidth
                || y > picture.height() - fromHeight
                || toWidth < 1
                || toHeight < 1) {
            throw new IllegalArgumentException("window " + x + ", " + y + ", " + fromWidth + " x " + fromHeight
                    + " of a picture of " + picture.width() + " x " + picture.height() + ", to " + toWidth + " x "
                    + toHeight);
        }
        cache(picture, x, y, fromWidth, fromHeight);
        horizontal.prepare(fromWidth, toWidth);
        vertical.prepare(fromHeight, toHeight);
        int width = 3 * toWidth;
        resampledColumns = atLeast(resampledColumns, width, cachedHeight);
        lines = atLeast(lines, fromHeight, width);
        if (line.length < width) {
            line = new float[width];
        }
        int top = y - cachedY;
        for (int i = 0; i < toWidth; i++) {
            int to = flip ? toWidth - 1 - i : i;
            int from = 3 * (x - cachedX + horizontal.first[i]);
            for (int c = 0; c < 3; c++) {
                sum(
                        resampledColumns[c * toWidth + to],
                        top,
                        top + fromHeight,
                        columns,
                        from + c,
                        3,
                        horizontal.weights,
                        i * horizontal.taps,
                        horizontal.count[i]);
            }
        }
        transpose(width, top, fromHeight);
        for (int row = 0; row < toHeight; row++) {
            sum(
                    line,
                    0,
                    width,
                    lines,
                    vertical.first[row],
                    1,
                    vertical.weights,
                    row * vertical.taps,
                    vertical.count[row]);
            System.arraycopy(line, 0, red, row * toWidth, toWidth);
            System.arraycopy(line, toWidth, green, row * toWidth, toWidth);
            System.arraycopy(line, 2 * toWidth, blue, row * toWidth, toWidth);
        }
        toUnitRange(red, toWidth * toHeight);
        toUnitRange(green, toWidth * toHeight);
        toUnitRange(blue, toWidth * toHeight);
    }

    private static float[][] atLeast(float[][] arrays, int count, int length) {
        if (arrays.length >= count && arrays[0].length >= length) {
            return arrays;
        }
        return new float[Math.max(arrays.length, count)]
                [arrays.length == 0 ? length : Math.max(arrays[0].length, length)];
    }

    // By reference: comparing pixels would slow down every crop.
    @SuppressWarnings("ReferenceEquality")
    private void cache(Pixels picture, int x, int y, int width, int height) {
        boolean whole = (long) picture.width() * picture.height() <= LARGEST_CACHED;
        boolean available = picture == cached
                && x >= cachedX
                && y >= cachedY
                && x + width <= cachedX + cachedWidth
                && y + height <= cachedY + cachedHeight;
        if (available) {
            return;
        }
        cached = picture;
        cachedX = whole ? 0 : x;
        cachedY = whole ? 0 : y;
        cachedWidth = whole ? picture.width() : width;
        cachedHeight = whole ? picture.height() : height;
        columns = atLeast(columns, 3 * cachedWidth, cachedHeight);
        byte[] rgb = picture.rgb();
        int stride = 3 * picture.width();
        int start = cachedY * stride + 3 * cachedX;
        int row = 0;
        for (; row + LINES_AT_A_TIME <= cachedHeight; row += LINES_AT_A_TIME) {
            decode(rgb, start + row * stride, stride, row);
        }
        for (; row < cachedHeight; row++) {
            for (int i = 0; i < 3 * cachedWidth; i++) {
                columns[i][row] = rgb[start + row * stride + i] & 0xff;
            }
        }
    }

    /** Eight rows at a time, so that writes to a column stay in the cache. */
    private void decode(byte[] rgb, int from, int stride, int row) {
        for (int i = 0; i < 3 * cachedWidth; i++) {
            float[] column = columns[i];
            int at = from + i;
            column[row] = rgb[at] & 0xff;
            column[row + 1] = rgb[at + stride] & 0xff;
            column[row + 2] = rgb[at + 2 * stride] & 0xff;
            column[row + 3] = rgb[at + 3 * stride] & 0xff;
            column[row + 4] = rgb[at + 4 * stride] & 0xff;
            column[row + 5] = rgb[at + 5 * stride] & 0xff;
            column[row + 6] = rgb[at + 6 * stride] & 0xff;
            column[row + 7] = rgb[at + 7 * stride] & 0xff;
        }
    }

    /** Transposes the columns of {@link #resampledColumns}, from row {@code top}, into {@link #lines}. */
    private void transpose(int width, int top, int height) {
        int column = 0;
        for (; column + LINES_AT_A_TIME <= width; column += LINES_AT_A_TIME) {
            transposeEight(column, top, height);
        }
        for (; column < width; column++) {
            float[] from = resampledColumns[column];
            for (int row = 0; row < height; row++) {
                lines[row][column] = from[top + row];
            }
        }
    }

    private void transposeEight(int column, int top, int height) {
        float[] a = resampledColumns[column];
        float[] b = resampledColumns[column + 1];
        float[] c = resampledColumns[column + 2];
        float[] d = resampledColumns[column + 3];
        float[] e = resampledColumns[column + 4];
        float[] f = resampledColumns[column + 5];
        float[] g = resampledColumns[column + 6];
        float[] h = resampledColumns[column + 7];
        for (int row = 0; row < height; row++) {
            float[] to = lines[row];
            int from = top + row;
            to[column] = a[from];
            to[column + 1] = b[from];
            to[column + 2] = c[from];
            to[column + 3] = d[from];
            to[column + 4] = e[from];
            to[column + 5] = f[from];
            to[column + 6] = g[from];
            to[column + 7] = h[from];
        }
    }

    /** {@code to[i] = sum over k of weights[first + k] * from[start + k * stride][i]} for i in {@code at..end-1}. */
    private static void sum(
            float[] to, int at, int end, float[][] from, int start, int stride, float[] weights, int first, int count) {
        int k = count % 4;
        switch (k) {
            case 0 -> {
                setTwo(to, at, end, from[start], from[start + stride], weights[first], weights[first + 1]);
                addTwo(
                        to,
                        at,
                        end,
                        from[start + 2 * stride],
                        from[start + 3 * stride],
                        weights[first + 2],
                        weights[first + 3]);
                k = 4;
            }
            case 1 -> setOne(to, at, end, from[start], weights[first]);
            case 2 -> setTwo(to, at, end, from[start], from[start + stride], weights[first], weights[first + 1]);
            default -> {
                setOne(to, at, end, from[start], weights[first]);
                addTwo(
                        to,
                        at,
                        end,
                        from[start + stride],
                        from[start + 2 * stride],
                        weights[first + 1],
                        weights[first + 2]);
            }
        }
        for (; k < count; k += 4) {
            int line = start + k * stride;
            addFour(
                    to,
                    at,
                    end,
                    from[line],
                    from[line + stride],
                    from[line + 2 * stride],
                    from[line + 3 * stride],
                    weights,
                    first + k);
        }
    }

    private static void setOne(float[] to, int at, int end, float[] a, float wa) {
        for (int i = at; i < end; i++) {
            to[i] = wa * a[i];
        }
    }

    private static void setTwo(float[] to, int at, int end, float[] a, float[] b, float wa, float wb) {
        for (int i = at; i < end; i++) {
            to[i] = wa * a[i] + wb * b[i];
        }
    }

    private static void addTwo(float[] to, int at, int end, float[] a, float[] b, float wa, float wb) {
        for (int i = at; i < end; i++) {
            to[i] += wa * a[i] + wb * b[i];
        }
    }

    private static void addFour(
            float[] to, int at, int end, float[] a, float[] b, float[] c, float[] d, float[] weights, int first) {
        float wa = weights[first];
        float wb = weights[first + 1];
        float wc = weights[first + 2];
        float wd = weights[first + 3];
        for (int i = at; i < end; i++) {
            to[i] += wa * a[i] + wb * b[i] + (wc * c[i] + wd * d[i]);
        }
    }

    private static void toUnitRange(float[] plane, int pixels) {
        for (int i = 0; i < pixels; i++) {
            plane[i] = Math.min(1, Math.max(0, plane[i] * FROM_BYTE));
        }
    }
}
