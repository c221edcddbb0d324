package org.dinotwins.data.outline;

import java.util.Arrays;
import java.util.BitSet;

/**
 * Rasterises a closed polygon to run lengths with the rule of the COCO API's mask code (cocodataset/cocoapi,
 * {@code rleFrPoly}), so that areas and overlaps are those that COCO's own tools report.
 *
 * <p>The outline is drawn on a grid five times as fine. Where it steps from one fine column to the next, and the middle
 * of a pixel column lies between the two, it crosses that column: the pixels from there downwards change sides. The
 * crossings, in column-major order, are the borders of the runs.
 *
 * <p>Only the steps at the middle of a column of the picture are computed, so that an edge costs no more than the picture
 * is wide, however far its corners lie. Corners outside the picture give the runs of the COCO API as long as its 32-bit
 * numbers hold them (up to 4e8 pixels), and the geometrically right ones beyond that.
 */
final class PolygonRaster {
    /** Fine grid points per pixel. */
    private static final int FINENESS = 5;
    /** The fine column just left of the middle of a pixel column, counted within the pixel. */
    private static final int MIDDLE = 2;
    /** Maximum number of crossings that are kept one by one; more become one bit for each pixel. */
    private static final int MOST_LISTED = 1 << 16;

    private final int width;
    private final int height;
    private int[] crossings = new int[64];
    private int count;
    /** The places that an odd number of crossings share, once there are too many to be listed. */
    private final BitSet odd = new BitSet(0);

    private PolygonRaster(int width, int height) {
        this.width = width;
        this.height = height;
    }

    /**
     * Run lengths of the pixels inside.
     *
     * @param ring {@code x0, y0, x1, y1, ...} in pixels, finite, at least one point; may leave the picture
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
    static long fine(double coordinate) {
        return (long) (FINENESS * coordinate + 0.5);
    }

    /**
     * Notes where an edge crosses the columns of the picture. Its fine points are computed from the end with the lower main
     * coordinate, so that an edge has the same points in both directions.
     */
    private void edge(long startX, long startY, long endX, long endY) {
        boolean flat = Math.abs(endX - startX) >= Math.abs(endY - startY);
        boolean backwards = flat ? startX > endX : startY > endY;
        long lowX = backwards ? endX : startX;
        long lowY = backwards ? endY : startY;
        long highX = backwards ? startX : endX;
        long highY = backwards ? startY : endY;
        int first = firstColumn(Math.min(startX, endX));
        int last = lastColumn(Math.max(startX, endX));
        if (flat) {
            double slope = (double) (highY - lowY) / (highX - lowX);
            for (int column = first; column <= last; column++) {
                long step = (long) column * FINENESS + MIDDLE - lowX;
                cross(column, Math.min((long) (lowY + slope * step + 0.5), (long) (lowY + slope * (step + 1) + 0.5)));
            }
        } else {
            double slope = (double) (highX - lowX) / (highY - lowY);
            for (int column = first; column <= last; column++) {
                long border = (long) column * FINENESS + MIDDLE;
                cross(column, lowY + stepBefore(border, lowX, slope, highY - lowY));
            }
        }
    }

    /** The first column of the picture whose middle lies right of this fine column. */
    private int firstColumn(long fine) {
        return (int) Math.max(0, Math.min(width, Math.floorDiv(fine - MIDDLE + FINENESS - 1, FINENESS)));
    }

    /** The last column of the picture whose middle lies left of this fine column. */
    private int lastColumn(long fine) {
        return (int) Math.max(-1, Math.min(width - 1L, Math.floorDiv(fine - MIDDLE - 1, FINENESS)));
    }

    /** The last step down a steep edge before its fine column passes a border. */
    private static long stepBefore(long border, long lowX, double slope, long span) {
        // Exact but for rounding, which is at most a step where numbers are not astronomical.
        long step = Math.max(0, Math.min(span - 1, (long) ((border + 0.5 - lowX) / slope)));
        if (!isBefore(step, border, lowX, slope)) {
            step = Math.max(0, step - 1);
        } else if (isBefore(step + 1, border, lowX, slope)) {
            step = Math.min(span - 1, step + 1);
        }
        return isBefore(step, border, lowX, slope) && !isBefore(step + 1, border, lowX, slope)
                ? step
                : bisected(border, lowX, slope, span);
    }

    private static long bisected(long border, long lowX, double slope, long span) {
        long before = 0;
        long after = span;
        while (after - before > 1) {
            long middle = before + (after - before) / 2;
            if (isBefore(middle, border, lowX, slope)) {
                before = middle;
            } else {
                after = middle;
            }
        }
        return before;
    }

    /** Whether a steep edge has not passed the border after some steps; once it has, it stays beyond. */
    private static boolean isBefore(long step, long border, long lowX, double slope) {
        return (long) (lowX + slope * step + 0.5) <= border == slope > 0;
    }

    /** Notes that the outline passes a pixel column at a fine row. */
    private void cross(int column, long fineRow) {
        double row = Math.ceil((fineRow + 0.5) / FINENESS - 0.5);
        int place = column * height + (int) Math.max(0, Math.min(height, row));
        if (count == MOST_LISTED) {
            odd.flip(place);
            return;
        }
        if (count == crossings.length) {
            crossings = Arrays.copyOf(crossings, count * 2);
        }
        crossings[count++] = place;
        if (count == MOST_LISTED) {
            for (int listed : crossings) {
                odd.flip(listed);
            }
        }
    }

    /** The distances between the crossings, where two crossings at one place cancel out. */
    private int[] lengths() {
        int[] borders = count == MOST_LISTED ? odd.stream().toArray() : single(crossings, count);
        int[] lengths = new int[borders.length + 1];
        int runs = 0;
        int from = 0;
        for (int border : borders) {
            lengths[runs++] = border - from;
            from = border;
        }
        if (runs == 0 || from < width * height) {
            lengths[runs++] = width * height - from;
        }
        return Arrays.copyOf(lengths, runs);
    }

    private static int[] single(int[] places, int count) {
        Arrays.sort(places, 0, count);
        int kept = 0;
        for (int i = 0; i < count; i++) {
            if (i + 1 < count && places[i] == places[i + 1]) {
                i++;
            } else {
                places[kept++] = places[i];
            }
        }
        return Arrays.copyOf(places, kept);
    }
}
