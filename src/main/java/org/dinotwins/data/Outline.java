package org.dinotwins.data;

import java.util.List;

/** How the source file describes the pixels of an object. {@link Mask#of} turns any of them into pixels. */
public sealed interface Outline {

    /** No shape is given: the object is known by its box only. */
    record None() implements Outline {
    }

    /** Closed polygons whose union is the object; each array is {@code x0, y0, x1, y1, ...} in pixels. */
    record Polygons(List<double[]> rings) implements Outline {
        public Polygons {
            rings = List.copyOf(rings);
        }
    }

    /**
     * Column-major run lengths, first run outside the object, as COCO's uncompressed RLE.
     *
     * @param height rows of the mask
     * @param width  columns of the mask
     * @param counts lengths of runs, alternating outside and inside; their sum is {@code height * width}
     */
    record RunLengths(int height, int width, int[] counts) implements Outline {
    }
}
