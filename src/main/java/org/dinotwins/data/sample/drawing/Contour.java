package org.dinotwins.data.sample.drawing;

/**
 * Builds closed outlines as polygons {@code x0, y0, x1, y1, ...} with y downwards: ellipses, rounded polygons, smooth
 * curves through points, and strokes of varying width.
 */
public final class Contour {
    /** Line segments of a curve between two given points; at 160 px no corner is visible. */
    private static final int PIECES = 7;

    private Contour() {}

    public static double[] ellipse(double cx, double cy, double rx, double ry) {
        return ellipse(cx, cy, rx, ry, 0);
    }

    /** An ellipse rotated by {@code turn} radians. */
    public static double[] ellipse(double cx, double cy, double rx, double ry, double turn) {
        int n = 36;
        double[] ring = new double[2 * n];
        for (int i = 0; i < n; i++) {
            double a = 2 * StrictMath.PI * i / n;
            double x = rx * StrictMath.cos(a);
            double y = ry * StrictMath.sin(a);
            ring[2 * i] = cx + x * StrictMath.cos(turn) - y * StrictMath.sin(turn);
            ring[2 * i + 1] = cy + x * StrictMath.sin(turn) + y * StrictMath.cos(turn);
        }
        return ring;
    }

    public static double[] box(double left, double top, double right, double bottom) {
        return new double[] {left, top, right, top, right, bottom, left, bottom};
    }

    /** A polygon whose corners are rounded with at most {@code radius}. */
    public static double[] rounded(double radius, double... points) {
        int n = points.length / 2;
        double[] ring = new double[n * 5 * 2];
        int k = 0;
        for (int i = 0; i < n; i++) {
            double x = points[2 * i];
            double y = points[2 * i + 1];
            double[] from = towards(x, y, points, (i + n - 1) % n, radius);
            double[] to = towards(x, y, points, (i + 1) % n, radius);
            for (int j = 0; j < 5; j++) {
                double t = j / 4.0;
                double u = 1 - t;
                ring[k++] = u * u * from[0] + 2 * u * t * x + t * t * to[0];
                ring[k++] = u * u * from[1] + 2 * u * t * y + t * t * to[1];
            }
        }
        return ring;
    }

    private static double[] towards(double x, double y, double[] points, int other, double radius) {
        double dx = points[2 * other] - x;
        double dy = points[2 * other + 1] - y;
        double length = Math.sqrt(dx * dx + dy * dy);
        double t = length == 0 ? 0 : Math.min(radius / length, 0.5);
        return new double[] {x + t * dx, y + t * dy};
    }

    /** A smooth closed curve through the points (Catmull-Rom). */
    public static double[] smooth(double... points) {
        int n = points.length / 2;
        double[] ring = new double[n * PIECES * 2];
        int k = 0;
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < PIECES; j++) {
                double t = (double) j / PIECES;
                for (int axis = 0; axis < 2; axis++) {
                    ring[k++] = spline(
                            points[2 * ((i + n - 1) % n) + axis],
                            points[2 * i + axis],
                            points[2 * ((i + 1) % n) + axis],
                            points[2 * ((i + 2) % n) + axis],
                            t);
                }
            }
        }
        return ring;
    }

    private static double spline(double a, double b, double c, double d, double t) {
        return b + 0.5 * t * (c - a + t * (2 * a - 5 * b + 4 * c - d + t * (3 * (b - c) + d - a)));
    }

    /**
     * A stroke along a smooth open curve through the points, its half width changing from {@code start} to {@code end}.
     */
    public static double[] stroke(double start, double end, double... points) {
        int n = points.length / 2;
        int m = (n - 1) * PIECES + 1;
        double[] path = new double[2 * m];
        for (int i = 0; i < m; i++) {
            int s = Math.min(i / PIECES, n - 2);
            double t = (double) (i - s * PIECES) / PIECES;
            for (int axis = 0; axis < 2; axis++) {
                path[2 * i + axis] = spline(
                        points[2 * Math.max(s - 1, 0) + axis],
                        points[2 * s + axis],
                        points[2 * (s + 1) + axis],
                        points[2 * Math.min(s + 2, n - 1) + axis],
                        t);
            }
        }
        return outlined(path, start, end);
    }

    private static double[] outlined(double[] path, double start, double end) {
        int m = path.length / 2;
        int cap = 3;
        double[] ring = new double[2 * (2 * m + 2 * cap)];
        int last = ring.length / 2 - cap - 1;
        for (int i = 0; i < m; i++) {
            int a = Math.max(i - 1, 0);
            int b = Math.min(i + 1, m - 1);
            double dx = path[2 * b] - path[2 * a];
            double dy = path[2 * b + 1] - path[2 * a + 1];
            double length = Math.max(Math.sqrt(dx * dx + dy * dy), 1e-9);
            double half = start + (end - start) * i / (m - 1);
            double nx = -dy / length * half;
            double ny = dx / length * half;
            put(ring, i, path[2 * i] + nx, path[2 * i + 1] + ny);
            put(ring, last - i, path[2 * i] - nx, path[2 * i + 1] - ny);
            if (i == 0) {
                cap(ring, last + 1, cap, path[0], path[1], -nx, -ny);
            }
            if (i == m - 1) {
                cap(ring, m, cap, path[2 * i], path[2 * i + 1], nx, ny);
            }
        }
        return ring;
    }

    /** Rounds an end with a semicircle from the offset (nx, ny) to its opposite. */
    private static void cap(double[] ring, int at, int count, double x, double y, double nx, double ny) {
        for (int j = 0; j < count; j++) {
            double a = -StrictMath.PI * (j + 1) / (count + 1);
            put(
                    ring,
                    at + j,
                    x + nx * StrictMath.cos(a) - ny * StrictMath.sin(a),
                    y + nx * StrictMath.sin(a) + ny * StrictMath.cos(a));
        }
    }

    private static void put(double[] ring, int at, double x, double y) {
        ring[2 * at] = x;
        ring[2 * at + 1] = y;
    }

    /** The mirror image about the vertical axis x = 0. */
    public static double[] mirrored(double[] ring) {
        double[] other = ring.clone();
        for (int i = 0; i < other.length; i += 2) {
            other[i] = -other[i];
        }
        return other;
    }

    /** The ring rotated by {@code turn} radians about the origin, then moved. */
    public static double[] turned(double[] ring, double turn, double dx, double dy) {
        return new FigurePlacement(dx, dy, 1, turn, false).apply(ring);
    }
}
