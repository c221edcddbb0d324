package org.dinotwins.data.outline;

import java.util.Arrays;
import java.util.Objects;

/**
 * The pixels of an object.
 *
 * @param inside row-major {@code height * width}
 */
// equals and hashCode compare contents.
@SuppressWarnings("ArrayRecordComponent")
public record Mask(int width, int height, boolean[] inside) {
    /** Maximum number of pixels of a drawn mask: 8,192 x 8,192, the limit for decoded pictures. */
    private static final long MOST_PIXELS = 1L << 26;

    public Mask {
        Objects.requireNonNull(inside, "inside");
        if (width < 0 || height < 0 || inside.length != (long) width * height) {
            throw new IllegalArgumentException(width + " x " + height + " pixels do not make " + inside.length);
        }
    }

    /** False if the picture is so large that masks of its objects would not fit into memory. */
    public static boolean isDrawn(int width, int height) {
        return (long) width * height <= MOST_PIXELS;
    }

    /**
     * Rasterises an outline for a drawable picture of this size, exactly as the COCO API does. {@code None} gives the box;
     * an indexed mask file that cannot be read gives an empty mask.
     *
     * @throws IllegalArgumentException if the outline consists of run lengths of another size
     */
    public static Mask of(Outline outline, Box box, int width, int height) {
        boolean[] inside = new boolean[width * height];
        if (outline instanceof Outline.Polygons polygons) {
            for (double[] ring : polygons.rings()) {
                paint(PolygonRaster.runs(ring, width, height), inside);
            }
        } else if (outline instanceof Outline.RunLengths runs) {
            if (runs.width() != width || runs.height() != height) {
                throw new IllegalArgumentException("run lengths of " + runs.width() + " x " + runs.height()
                        + " pixels for a picture of " + width + " x " + height);
            }
            paint(runs, inside);
        } else if (outline instanceof Outline.IndexedMask indexed) {
            IndexedMaskFile.paint(indexed, width, height, inside);
        } else {
            paint(PolygonRaster.runs(corners(box), width, height), inside);
        }
        return new Mask(width, height, inside);
    }

    private static double[] corners(Box box) {
        double right = box.x() + box.width();
        double bottom = box.y() + box.height();
        return new double[] {box.x(), box.y(), box.x(), bottom, right, bottom, right, box.y()};
    }

    private static void paint(Outline.RunLengths runs, boolean[] inside) {
        int[] counts = runs.counts();
        int start = 0;
        for (int i = 0; i < counts.length; start += counts[i++]) {
            if (i % 2 == 1) {
                paintRun(start, start + counts[i], runs, inside);
            }
        }
    }

    private static void paintRun(int start, int end, Outline.RunLengths runs, boolean[] inside) {
        for (int i = start; i < end; i++) {
            inside[i % runs.height() * runs.width() + i / runs.height()] = true;
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Mask that
                && width == that.width
                && height == that.height
                && Arrays.equals(inside, that.inside);
    }

    @Override
    public int hashCode() {
        return Objects.hash(width, height, Arrays.hashCode(inside));
    }
}
