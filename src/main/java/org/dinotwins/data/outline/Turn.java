package org.dinotwins.data.outline;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The way from a picture as it is shown to its stored pixels, for annotations that were made on a shown picture: rows and
 * columns are exchanged, then mirrored.
 *
 * @param swapsSides true if the columns of the shown picture are the rows of the stored one
 * @param mirrorsX   true if the stored columns are counted from the other side
 * @param mirrorsY   true if the stored rows are counted from the other side
 * @param width      of the stored picture in pixels
 * @param height     of the stored picture in pixels
 */
public record Turn(boolean swapsSides, boolean mirrorsX, boolean mirrorsY, int width, int height) {
    /** No turn: the picture is shown as it is stored. */
    public static final Turn NONE = new Turn(false, false, false, 0, 0);

    /** The box of the stored picture. */
    public Box stored(Box shown) {
        if (equals(NONE)) {
            return shown;
        }
        double x = swapsSides ? shown.y() : shown.x();
        double y = swapsSides ? shown.x() : shown.y();
        double across = swapsSides ? shown.height() : shown.width();
        double down = swapsSides ? shown.width() : shown.height();
        return new Box(mirrorsX ? width - x - across : x, mirrorsY ? height - y - down : y, across, down);
    }

    /** The outline in the stored picture; run lengths that do not fill the shown picture stay as they are. */
    public Outline stored(Outline shown) {
        if (equals(NONE)) {
            return shown;
        }
        if (shown instanceof Outline.Polygons polygons) {
            return polygons.turned(this);
        }
        return shown instanceof Outline.RunLengths runs ? stored(runs) : shown;
    }

    /** Polygons of the stored picture, each {@code x0, y0, x1, y1, ...}. */
    List<double[]> stored(List<double[]> shown) {
        if (equals(NONE)) {
            return shown;
        }
        List<double[]> stored = new ArrayList<>(shown.size());
        for (double[] ring : shown) {
            double[] points = new double[ring.length];
            for (int i = 0; i + 1 < ring.length; i += 2) {
                double x = swapsSides ? ring[i + 1] : ring[i];
                double y = swapsSides ? ring[i] : ring[i + 1];
                points[i] = mirrorsX ? width - x : x;
                points[i + 1] = mirrorsY ? height - y : y;
            }
            stored.add(points);
        }
        return stored;
    }

    private Outline.RunLengths stored(Outline.RunLengths shown) {
        if (shown.width() != (swapsSides ? height : width) || shown.height() != (swapsSides ? width : height)) {
            return shown;
        }
        boolean[] columns = new boolean[width * height];
        int place = 0;
        for (int i = 0; i < shown.counts().length; i++) {
            for (int left = shown.counts()[i]; left > 0; left--, place++) {
                if (i % 2 == 1) {
                    columns[storedPlace(place / shown.height(), place % shown.height())] = true;
                }
            }
        }
        return runs(columns);
    }

    /** Place of a shown pixel among the stored ones, column by column. */
    private int storedPlace(int shownX, int shownY) {
        int x = swapsSides ? shownY : shownX;
        int y = swapsSides ? shownX : shownY;
        return (mirrorsX ? width - 1 - x : x) * height + (mirrorsY ? height - 1 - y : y);
    }

    private Outline.RunLengths runs(boolean[] columns) {
        int[] counts = new int[16];
        int runs = 0;
        boolean inside = false;
        int from = 0;
        for (int place = 0; place <= columns.length; place++) {
            if (place == columns.length || columns[place] != inside) {
                if (runs == counts.length) {
                    counts = Arrays.copyOf(counts, runs * 2);
                }
                counts[runs++] = place - from;
                from = place;
                inside = !inside;
            }
        }
        return new Outline.RunLengths(height, width, Arrays.copyOf(counts, runs));
    }
}
