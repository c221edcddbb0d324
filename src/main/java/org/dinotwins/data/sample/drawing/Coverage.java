package org.dinotwins.data.sample.drawing;

import java.util.List;

/**
 * The fraction of each pixel that a shape covers, 0 to 1, over a rectangle that may extend beyond the picture. Uses
 * plain arithmetic, so that pixels are the same on every machine, which Java2D does not guarantee.
 */
public final class Coverage {
    /** Margin around the shape and the picture, in pixels, so that a blur includes what lies outside. */
    static final int MARGIN = 20;

    private static final int LINES_A_PIXEL = 4;

    public final int x0;
    public final int y0;
    public final int width;
    public final int height;
    final float[] at;

    private Coverage(int x0, int y0, int width, int height, float[] at) {
        this.x0 = x0;
        this.y0 = y0;
        this.width = width;
        this.height = height;
        this.at = at;
    }

    /** A shape's coverage in a picture of this size by non-zero winding, with a margin of {@code pad} pixels. */
    public static Coverage of(double[] ring, int pictureWidth, int pictureHeight, int pad) {
        double left = Double.MAX_VALUE;
        double right = -Double.MAX_VALUE;
        double top = Double.MAX_VALUE;
        double bottom = -Double.MAX_VALUE;
        for (int i = 0; i < ring.length; i += 2) {
            left = Math.min(left, ring[i]);
            right = Math.max(right, ring[i]);
            top = Math.min(top, ring[i + 1]);
            bottom = Math.max(bottom, ring[i + 1]);
        }
        int x0 = (int) Math.floor(Math.max(-MARGIN, left - pad));
        int y0 = (int) Math.floor(Math.max(-MARGIN, top - pad));
        int width = Math.max(0, (int) Math.ceil(Math.min(pictureWidth + MARGIN, right + pad)) - x0);
        int height = Math.max(0, (int) Math.ceil(Math.min(pictureHeight + MARGIN, bottom + pad)) - y0);
        Coverage c = new Coverage(x0, y0, width, height, new float[width * height]);
        c.scan(ring);
        return c;
    }

    /** The union of several shapes. */
    static Coverage union(List<Coverage> shapes) {
        int left = shapes.stream().mapToInt(c -> c.x0).min().orElse(0);
        int top = shapes.stream().mapToInt(c -> c.y0).min().orElse(0);
        int right = shapes.stream().mapToInt(c -> c.x0 + c.width).max().orElse(0);
        int bottom = shapes.stream().mapToInt(c -> c.y0 + c.height).max().orElse(0);
        Coverage union =
                new Coverage(left, top, right - left, bottom - top, new float[(right - left) * (bottom - top)]);
        shapes.forEach(union::unite);
        return union;
    }

    private void scan(double[] ring) {
        double[] xs = new double[ring.length];
        int[] windings = new int[ring.length];
        for (int line = 0; line < height * LINES_A_PIXEL; line++) {
            double y = y0 + (line + 0.5) / LINES_A_PIXEL;
            int n = crossings(ring, y, xs, windings);
            int winding = 0;
            for (int i = 0; i + 1 < n; i++) {
                winding += windings[i];
                if (winding != 0) {
                    addSpan(line / LINES_A_PIXEL, xs[i] - x0, xs[i + 1] - x0);
                }
            }
        }
    }

    private static int crossings(double[] ring, double y, double[] xs, int[] windings) {
        int n = 0;
        for (int i = 0, j = ring.length - 2; i < ring.length; j = i, i += 2) {
            double ya = ring[j + 1];
            double yb = ring[i + 1];
            if (ya <= y == yb <= y) {
                continue;
            }
            double x = ring[j] + (y - ya) / (yb - ya) * (ring[i] - ring[j]);
            int winding = ya < yb ? 1 : -1;
            int k = n++;
            while (k > 0 && xs[k - 1] > x) {
                xs[k] = xs[k - 1];
                windings[k] = windings[k - 1];
                k--;
            }
            xs[k] = x;
            windings[k] = winding;
        }
        return n;
    }

    private void addSpan(int row, double from, double to) {
        double a = Math.max(0, from);
        double b = Math.min(width, to);
        if (b <= a) {
            return;
        }
        int first = (int) a;
        int last = Math.min((int) b, width - 1);
        for (int x = first; x <= last; x++) {
            double part = Math.min(b, x + 1) - Math.max(a, x);
            at[row * width + x] += (float) (part / LINES_A_PIXEL);
        }
    }

    /** The value at a pixel of the picture, 0 outside the rectangle. */
    public float value(int x, int y) {
        int u = x - x0;
        int v = y - y0;
        return u < 0 || v < 0 || u >= width || v >= height ? 0 : at[v * width + u];
    }

    /** Adds another shape (union). */
    private void unite(Coverage other) {
        for (int y = 0; y < other.height; y++) {
            int i = (y + other.y0 - y0) * width + other.x0 - x0;
            for (int x = 0; x < other.width; x++, i++) {
                at[i] = 1 - (1 - at[i]) * (1 - other.at[y * other.width + x]);
            }
        }
    }

    /** Covered area in square pixels. */
    public double area() {
        double sum = 0;
        for (float v : at) {
            sum += v;
        }
        return sum;
    }

    /** Keeps only what the other shape covers too (intersection). */
    public void clip(Coverage other) {
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                at[y * width + x] *= other.value(x + x0, y + y0);
            }
        }
    }

    /** A blurred copy: three box blurs of this radius approximate a Gaussian of the same standard deviation. */
    public Coverage blurred(int radius) {
        float[] soft = at.clone();
        blur(soft, width, height, radius, 3);
        return new Coverage(x0, y0, width, height, soft);
    }

    /** Blurs a row-major image in place with several box blurs of this radius; edge values are repeated. */
    static void blur(float[] image, int width, int height, int radius, int times) {
        float[] between = new float[image.length];
        for (int i = 0; i < times && width > 0; i++) {
            blurTurned(image, between, width, height, radius);
            blurTurned(between, image, height, width, radius);
        }
    }

    /** Box blur along the rows; the result is transposed, so that a second call blurs the columns. */
    private static void blurTurned(float[] from, float[] to, int width, int height, int radius) {
        float[] sums = new float[width + 1];
        int length = 2 * radius + 1;
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                sums[x + 1] = sums[x] + from[y * width + x];
            }
            float first = from[y * width];
            float last = from[y * width + width - 1];
            int inner = Math.min(radius, width);
            int outer = Math.max(inner, width - radius);
            for (int x = inner; x < outer; x++) {
                to[x * height + y] = (sums[x + radius + 1] - sums[x - radius]) / length;
            }
            for (int x = 0; x < width; x = x + 1 == inner ? outer : x + 1) {
                int a = x - radius;
                int b = x + radius + 1;
                float sum = sums[Math.min(b, width)]
                        - sums[Math.max(a, 0)]
                        + Math.max(0, -a) * first
                        + Math.max(0, b - width) * last;
                to[x * height + y] = sum / length;
            }
        }
    }
}
