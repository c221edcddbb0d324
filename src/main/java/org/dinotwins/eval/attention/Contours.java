package org.dinotwins.eval.attention;

import java.util.ArrayList;
import java.util.List;

/** Traces the borders of a region of cells as closed polygons along the cells' edges. */
public final class Contours {
    private static final int[] STEP_X = {1, 0, -1, 0};
    private static final int[] STEP_Y = {0, 1, 0, -1};

    private final boolean[] inside;
    private final int width;
    private final int height;
    /** For each corner and direction (right, down, left, up): an edge with the region on its right, not yet traced. */
    private final boolean[] edges;

    private Contours(boolean[] inside, int width, int height) {
        if (inside.length != width * height) {
            throw new IllegalArgumentException(inside.length + " cells, not " + width + " x " + height);
        }
        this.inside = inside;
        this.width = width;
        this.height = height;
        this.edges = new boolean[(width + 1) * (height + 1) * 4];
    }

    /**
     * @param inside row-major {@code width * height}
     * @return rings {@code x0, y0, x1, y1, ...} of corners in units of cells, without corners in the middle of a
     * straight line: outer borders clockwise, borders of holes counter-clockwise. Cells that touch only at a corner
     * have separate rings
     */
    public static List<double[]> of(boolean[] inside, int width, int height) {
        Contours contours = new Contours(inside, width, height);
        contours.markEdges();
        List<double[]> rings = new ArrayList<>();
        for (int edge = 0; edge < contours.edges.length; edge++) {
            if (contours.edges[edge]) {
                rings.add(contours.walk(edge / 4, edge % 4));
            }
        }
        return rings;
    }

    /** Like {@link #of}, but through the middles of the cells' edges instead of their corners: slopes without steps. */
    public static List<double[]> smoothed(boolean[] inside, int width, int height) {
        return of(inside, width, height).stream().map(Contours::throughMiddles).toList();
    }

    private static double[] throughMiddles(double[] ring) {
        List<Double> middles = new ArrayList<>();
        for (int i = 0; i < ring.length; i += 2) {
            int next = (i + 2) % ring.length;
            double across = ring[next] - ring[i];
            double down = ring[next + 1] - ring[i + 1];
            int cells = (int) Math.abs(across + down);
            for (int cell = 0; cell < cells; cell++) {
                middles.add(ring[i] + (cell + 0.5) * Math.signum(across));
                middles.add(ring[i + 1] + (cell + 0.5) * Math.signum(down));
            }
        }
        return middles.stream().mapToDouble(Double::doubleValue).toArray();
    }

    private boolean at(int x, int y) {
        return x >= 0 && y >= 0 && x < width && y < height && inside[y * width + x];
    }

    private void markEdges() {
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                if (at(x, y)) {
                    edges[edge(x, y, 0)] = !at(x, y - 1);
                    edges[edge(x + 1, y, 1)] = !at(x + 1, y);
                    edges[edge(x + 1, y + 1, 2)] = !at(x, y + 1);
                    edges[edge(x, y + 1, 3)] = !at(x - 1, y);
                }
            }
        }
    }

    private int edge(int x, int y, int direction) {
        return (y * (width + 1) + x) * 4 + direction;
    }

    private double[] walk(int corner, int direction) {
        List<double[]> corners = new ArrayList<>();
        int x = corner % (width + 1);
        int y = corner / (width + 1);
        int first = edge(x, y, direction);
        int heading = direction;
        do {
            edges[edge(x, y, heading)] = false;
            x += STEP_X[heading];
            y += STEP_Y[heading];
            int next = turn(x, y, heading, first);
            if (next != heading) {
                corners.add(new double[] {x, y});
            }
            heading = next;
        } while (edge(x, y, heading) != first);
        double[] ring = new double[corners.size() * 2];
        for (int i = 0; i < corners.size(); i++) {
            ring[2 * i] = corners.get(i)[0];
            ring[2 * i + 1] = corners.get(i)[1];
        }
        return ring;
    }

    /** Next direction: right first, so that cells which touch only at a corner stay separate. */
    private int turn(int x, int y, int heading, int first) {
        for (int turn : new int[] {1, 0, 3}) {
            int next = (heading + turn) % 4;
            int edge = edge(x, y, next);
            if (edges[edge] || edge == first) {
                return next;
            }
        }
        throw new IllegalStateException("border breaks off at " + x + ", " + y);
    }
}
