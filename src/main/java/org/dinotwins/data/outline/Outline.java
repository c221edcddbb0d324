package org.dinotwins.data.outline;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/** How the source file describes the pixels of an object. {@link Mask#of} turns any of them into pixels. */
public sealed interface Outline {

    /** The smallest box around the outline, in pixels; 0 by 0 for an empty or unknown outline. */
    Box bounds();

    /** The smallest box around polygons of coordinates {@code x0, y0, x1, y1, ...}. */
    static Box bounds(List<double[]> rings) {
        double[] low = {Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY};
        double[] high = {Double.NEGATIVE_INFINITY, Double.NEGATIVE_INFINITY};
        for (double[] ring : rings) {
            for (int i = 0; i < ring.length; i++) {
                low[i % 2] = Math.min(low[i % 2], ring[i]);
                high[i % 2] = Math.max(high[i % 2], ring[i]);
            }
        }
        return rings.isEmpty() ? new Box(0, 0, 0, 0) : new Box(low[0], low[1], high[0] - low[0], high[1] - low[1]);
    }

    /** Whether polygon masks treat two points as the same, so that one may be dropped. */
    static boolean arePaintedAlike(double x0, double y0, double x1, double y1) {
        return PolygonRaster.fine(x0) == PolygonRaster.fine(x1) && PolygonRaster.fine(y0) == PolygonRaster.fine(y1);
    }

    /** No shape is given: the object is known by its box only. */
    record None() implements Outline {
        @Override
        public Box bounds() {
            return new Box(0, 0, 0, 0);
        }
    }

    /**
     * Closed polygons whose union is the object. Stored packed, since a large set has tens of millions of corners, and
     * unpacked on request.
     */
    public final class Polygons implements Outline {
        private final ByteBuffer packed;
        private final int at;
        private final Turn turn;

        /** @param rings each {@code x0, y0, x1, y1, ...} in pixels */
        public Polygons(List<double[]> rings) {
            ByteWriter sink = new ByteWriter();
            PackedPolygons.write(sink, rings);
            packed = sink.buffer();
            at = 0;
            turn = Turn.NONE;
        }

        /** Polygons that {@link PackedPolygons} wrote at an offset of a buffer, which must not change. */
        public Polygons(ByteBuffer packed, int at) {
            this(packed, at, Turn.NONE);
        }

        private Polygons(ByteBuffer packed, int at, Turn turn) {
            this.packed = packed;
            this.at = at;
            this.turn = turn;
        }

        /** These polygons, drawn on the shown picture, in the stored one. */
        Polygons turned(Turn toStored) {
            return new Polygons(packed, at, toStored);
        }

        /** Each polygon as {@code x0, y0, x1, y1, ...} in pixels; unpacked at every call. */
        public List<double[]> rings() {
            return turn.stored(PackedPolygons.read(packed, at));
        }

        @Override
        public Box bounds() {
            return Outline.bounds(rings());
        }

        /** True for the same polygons of the same set, however often their object was made. */
        @Override
        // By reference: one buffer holds the polygons of a whole set, so comparing contents would be slow.
        @SuppressWarnings("ReferenceEquality")
        public boolean equals(Object other) {
            return other instanceof Polygons polygons
                    && packed == polygons.packed
                    && at == polygons.at
                    && turn.equals(polygons.turn);
        }

        @Override
        public int hashCode() {
            return at;
        }
    }

    /**
     * The pixels with one palette index in an indexed PNG, as in PASCAL VOC's {@code SegmentationObject}. The file is read
     * when a mask is requested.
     *
     * @param file   palette PNG of the picture's size
     * @param number of the object, from 1
     * @param bounds the object's box
     */
    record IndexedMask(Path file, int number, Box bounds) implements Outline {}

    /**
     * Column-major run lengths, first run outside the object, as COCO's uncompressed RLE.
     *
     * @param height rows of the mask
     * @param width  columns of the mask
     * @param counts lengths of runs, alternating outside and inside; their sum is {@code height * width}
     */
    // equals and hashCode compare contents.
    @SuppressWarnings("ArrayRecordComponent")
    record RunLengths(int height, int width, int[] counts) implements Outline {
        public RunLengths {
            long sum = 0;
            for (int count : counts) {
                if (count < 0) {
                    throw new IllegalArgumentException("run of " + count + " pixels");
                }
                sum += count;
            }
            if (height < 0 || width < 0 || sum != (long) height * width) {
                throw new IllegalArgumentException(
                        "runs of " + sum + " pixels in all do not fill " + width + " x " + height);
            }
        }

        /**
         * Reads COCO's compressed form, see {@link RunLengthText}.
         *
         * @throws IllegalArgumentException if the text is damaged or its runs do not fill the size
         */
        public static RunLengths ofText(int height, int width, String text) {
            return new RunLengths(height, width, RunLengthText.decode(text));
        }

        /** The runs in COCO's compressed form. */
        public String text() {
            return RunLengthText.encode(counts);
        }

        /** Pixels inside the object. */
        public long area() {
            long area = 0;
            for (int i = 1; i < counts.length; i += 2) {
                area += counts[i];
            }
            return area;
        }

        @Override
        public Box bounds() {
            int left = width;
            int top = height;
            int right = -1;
            int bottom = -1;
            int start = 0;
            for (int i = 0; i < counts.length; start += counts[i++]) {
                if (i % 2 == 0 || counts[i] == 0) {
                    continue;
                }
                int last = start + counts[i] - 1;
                boolean oneColumn = start / height == last / height;
                left = Math.min(left, start / height);
                right = Math.max(right, last / height);
                top = Math.min(top, oneColumn ? start % height : 0);
                bottom = Math.max(bottom, oneColumn ? last % height : height - 1);
            }
            return right < 0 ? new Box(0, 0, 0, 0) : new Box(left, top, right - left + 1, bottom - top + 1);
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof RunLengths that
                    && height == that.height
                    && width == that.width
                    && Arrays.equals(counts, that.counts);
        }

        @Override
        public int hashCode() {
            return Objects.hash(height, width, Arrays.hashCode(counts));
        }
    }
}
