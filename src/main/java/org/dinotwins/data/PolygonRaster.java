package org.dinotwins.data;

import java.util.Arrays;

/**
 * Rasterises a closed polygon to run lengths with the rule of the COCO API's mask code (cocodataset/cocoapi,
 * {@code rleFrPoly}), so that areas and overlaps are those that COCO's own tools report.
 *
 * <p>The outline is drawn on a grid five times as fine. Where it steps from one fine column to the next, and the middle
 * of a pixel column lies between the two, it crosses that column: the pixels from there downwards change sides. The
 * crossings, in column-major order, are the borders of the runs.
 */
final class PolygonRaster {
    /** Fine grid points per pixel. */
    private static final int FINENESS = 5;
    /** The fine column just left of the middle of a pixel column, counted within the pixel. */
    private static final int MIDDLE = 2;

    private final int width;
    private final int height;
    private int[] crossings = new int[64];
    private int count;
    private boolean started;
    private int lastColumn;
    private int lastRow;

    private PolygonRaster(int width, int height) {
        this.width = width;
        this.height = height;
    }

    /**
     * Run lengths of the pixels inside.
     *
     * @param ring {@code x0, y0, x1, y1, ...} in pixels, at least one point; may leave the picture
     */
    static Outline.RunLengths runs(double[] ring, int width, int height) {
        PolygonRaster raster = new PolygonRaster(width, height);
        int points = ring.length / 2;
        for (int i = 0; i < points; i++) {
            int next = (i + 1) % points;
            raster.edge(fine(ring[2 * i]), fine(ring[2 * i + 1]), fine(ring[2 * next]), fine(ring[2 * next + 1]));
        }
        return new Outline.RunLengths(height, width, raster.lengths());
    }

    /** Rounds as C does: towards zero after adding a half, so negative coordinates come out one higher. */
    private static int fine(double coordinate) {
        return (int) (FINENESS * coordinate + 0.5);
    }

    /**
     * Visits the fine points of an edge from its start to its end. They are computed from the end with the lower main
     * coordinate, so that an edge has the same points in both directions.
     */
    private void edge(int startX, int startY, int endX, int endY) {
        int spanX = Math.abs(endX - startX);
        int spanY = Math.abs(endY - startY);
        boolean flat = spanX >= spanY;
        boolean backwards = flat ? startX > endX : startY > endY;
        int lowX = backwards ? endX : startX;
        int lowY = backwards ? endY : startY;
        int highX = backwards ? startX : endX;
        int highY = backwards ? startY : endY;
        int span = flat ? spanX : spanY;
        if (span == 0) {
            visit(startX, startY);
            return;
        }
        double slope = flat ? (double) (highY - lowY) / span : (double) (highX - lowX) / span;
        for (int i = 0; i <= span; i++) {
            int t = backwards ? span - i : i;
            if (flat) {
                visit(lowX + t, (int) (lowY + slope * t + 0.5));
            } else {
                visit((int) (lowX + slope * t + 0.5), lowY + t);
            }
        }
    }

    private void visit(int column, int row) {
        if (started && column != lastColumn) {
            int passed = column < lastColumn ? column : column - 1;
            if (Math.floorMod(passed, FINENESS) == MIDDLE) {
                cross(Math.floorDiv(passed, FINENESS), Math.min(row, lastRow));
            }
        }
        started = true;
        lastColumn = column;
        lastRow = row;
    }

    /** Notes that the outline passes a pixel column at a fine row. */
    private void cross(int column, int fineRow) {
        if (column < 0 || column >= width) {
            return;
        }
        double row = Math.ceil((fineRow + 0.5) / FINENESS - 0.5);
        if (count == crossings.length) {
            crossings = Arrays.copyOf(crossings, count * 2);
        }
        crossings[count++] = column * height + (int) Math.max(0, Math.min(height, row));
    }

    /** The distances between the crossings, where two crossings at one place cancel out. */
    private int[] lengths() {
        Arrays.sort(crossings, 0, count);
        int[] lengths = new int[count + 1];
        int runs = 0;
        int from = 0;
        int i = 0;
        while (i < count) {
            boolean twin = i + 1 < count && crossings[i] == crossings[i + 1];
            if (twin) {
                i += 2;
            } else {
                lengths[runs++] = crossings[i] - from;
                from = crossings[i++];
            }
        }
        if (runs == 0 || from < width * height) {
            lengths[runs++] = width * height - from;
        }
        return Arrays.copyOf(lengths, runs);
    }
}
