package org.dinotwins.data.sample.drawing;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Traces the contours of half coverage within some columns of a picture. The lattice consists of the pixel centres,
 * surrounded by the outermost values repeated at the edge, and by zeros outside, so that regions close exactly at the
 * edge.
 */
final class OutlineTrace {
    private static final float HALF = 0.5f;

    private final int rows;
    private final int from;
    private final int to;
    /** Lattice points per row and per column. */
    private final int across;

    private final int down;
    /** Coverage at the lattice points. */
    private final float[] lattice;
    /** For a crossed edge, the edge through which the contour leaves the cell that it enters there; -1 elsewhere. */
    private final int[] next;

    OutlineTrace(float[] coverage, int pictureWidth, int rows, int from, int to) {
        this.rows = rows;
        this.from = from;
        this.to = to;
        across = to - from + 4;
        down = rows + 4;
        lattice = new float[across * down];
        for (int j = 1; j < down - 1; j++) {
            int y = Math.min(rows - 1, Math.max(0, j - 2));
            for (int i = 1; i < across - 1; i++) {
                int x = Math.min(to - 1, Math.max(from, from + i - 2));
                lattice[j * across + i] = coverage[y * pictureWidth + x];
            }
        }
        next = new int[2 * across * down];
        Arrays.fill(next, -1);
        for (int j = 0; j + 1 < down; j++) {
            for (int i = 0; i + 1 < across; i++) {
                joinCell(i, j);
            }
        }
    }

    private float value(int i, int j) {
        return lattice[j * across + i];
    }

    private boolean inside(int i, int j) {
        return value(i, j) >= HALF;
    }

    private int horizontal(int i, int j) {
        return 2 * (j * across + i);
    }

    private int vertical(int i, int j) {
        return 2 * (j * across + i) + 1;
    }

    /** Joins the crossings of one cell so that the region lies to the right of the contour on the screen. */
    private void joinCell(int i, int j) {
        boolean first = inside(i, j);
        if (first == inside(i + 1, j) && first == inside(i + 1, j + 1) && first == inside(i, j + 1)) {
            return;
        }
        boolean[] corner = {first, inside(i + 1, j), inside(i + 1, j + 1), inside(i, j + 1)};
        int[] side = {horizontal(i, j), vertical(i + 1, j), horizontal(i, j + 1), vertical(i, j)};
        boolean middle = value(i, j) + value(i + 1, j) + value(i + 1, j + 1) + value(i, j + 1) >= 4 * HALF;
        for (int s = 0; s < 4; s++) {
            // Clockwise around the cell, the contour enters where the region ends and leaves where it begins again.
            if (corner[s] && !corner[(s + 1) % 4]) {
                boolean saddle = corner[(s + 2) % 4] && !corner[(s + 3) % 4];
                int exit = saddle ? (middle ? s + 1 : s + 3) : s + 1;
                while (corner[exit % 4] == corner[(exit + 1) % 4]) {
                    exit++;
                }
                next[side[s]] = side[exit % 4];
            }
        }
    }

    /** All closed contours, in tenths of a pixel; positive area around a region, negative around a hole. */
    List<int[]> rings() {
        List<int[]> rings = new ArrayList<>();
        for (int start = 0; start < next.length; start++) {
            if (next[start] >= 0) {
                int[] points = new int[64];
                int n = 0;
                for (int edge = start; next[edge] >= 0; ) {
                    if (n + 2 > points.length) {
                        points = Arrays.copyOf(points, 2 * points.length);
                    }
                    points[n++] = crossing(edge, true);
                    points[n++] = crossing(edge, false);
                    int following = next[edge];
                    next[edge] = -1;
                    edge = following;
                }
                rings.add(Arrays.copyOf(points, n));
            }
        }
        return rings;
    }

    private int crossing(int edge, boolean x) {
        int i = edge / 2 % across;
        int j = edge / 2 / across;
        boolean upright = edge % 2 == 1;
        int i2 = upright ? i : i + 1;
        int j2 = upright ? j + 1 : j;
        float a = value(i, j);
        float b = value(i2, j2);
        double t = (HALF - a) / (b - a);
        double p = x ? place(i, from, to) : place(j, 0, rows);
        double q = x ? place(i2, from, to) : place(j2, 0, rows);
        return (int) Math.round(10 * (p + t * (q - p)));
    }

    private static double place(int index, int low, int high) {
        return Math.min(high, Math.max(low, low + index - 2 + 0.5));
    }
}
