package org.dinotwins.data;

import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * An entry of {@code annotations} in a COCO file, its shape read straight into the arrays that are kept.
 *
 * @param image    id of the image
 * @param category id of the category, as the file numbers it
 * @param area     as stated, else the pixels of the run lengths or of the box
 */
record CocoAnnotation(long id, long image, long category, Box box, double area, boolean crowd, Outline outline) {
    /** Stands for an id that is missing; no entry of a file has it, so it is found to be unknown later. */
    private static final long NO_ID = Long.MIN_VALUE;
    /** Fewest coordinates of a polygon: three corners. */
    private static final int FEWEST_COORDINATES = 6;
    /** No picture is larger; beyond it a coordinate is an error, and drawing it would take for ever. */
    private static final double FARTHEST = 1e6;

    /** Reads the next entry; empty, with a line in the log, if it is of no use. */
    static Optional<CocoAnnotation> read(JsonReader in, SkipLog skips) throws IOException {
        Fields fields = new Fields();
        in.beginObject();
        while (in.hasNext()) {
            fields.read(in.nextName(), in);
        }
        in.endObject();
        String name = JsonValues.isWhole(fields.id) ? Long.toString((long) fields.id) : "at " + in.getPath();
        if (fields.badRings > 0) {
            skips.add(fields.rings.isEmpty() ? SkipLog.Kind.ANNOTATION : SkipLog.Kind.OUTLINE, name,
                    fields.rings.isEmpty()
                            ? "Its outline is no polygon (three or more corners, each with a finite x and y):"
                            + " draw it again or delete it."
                            : "Some of its parts are no polygons and were left out; the others are used.");
        }
        String fault = fields.fault();
        if (!fault.isEmpty()) {
            skips.add(SkipLog.Kind.ANNOTATION, name, fault);
        }
        boolean usable = fault.isEmpty() && (fields.badRings == 0 || !fields.rings.isEmpty());
        return usable ? Optional.of(fields.annotation()) : Optional.empty();
    }

    /** Its id as people find it in the file. */
    String name() {
        return id == NO_ID ? "without an id" : Long.toString(id);
    }

    /** The fields of an entry while it is read. */
    private static final class Fields {
        private static final double[] NO_BOX = {};

        private final List<double[]> rings = new ArrayList<>(1);
        private double id = Double.NaN;
        private double image = Double.NaN;
        private double category = Double.NaN;
        private double area = Double.NaN;
        private boolean crowd;
        private double[] box = NO_BOX;
        private int badRings;
        private double[] size = NO_BOX;
        private double[] counts = NO_BOX;
        private String packed = "";
        private boolean runs;

        void read(String field, JsonReader in) throws IOException {
            switch (field) {
                case "id" -> id = JsonValues.number(in);
                case "image_id" -> image = JsonValues.number(in);
                case "category_id" -> category = JsonValues.number(in);
                case "area" -> area = JsonValues.number(in);
                case "iscrowd" -> crowd = JsonValues.number(in) == 1;
                case "bbox" -> box = numbers(in);
                case "segmentation" -> segmentation(in);
                default -> in.skipValue();
            }
        }

        private void segmentation(JsonReader in) throws IOException {
            switch (in.peek()) {
                case BEGIN_ARRAY -> polygons(in);
                case BEGIN_OBJECT -> runLengths(in);
                default -> in.skipValue();
            }
        }

        private void polygons(JsonReader in) throws IOException {
            in.beginArray();
            if (in.peek() == JsonToken.NUMBER) {
                // Some tools write a single polygon without the list around it.
                keep(remaining(in));
            }
            while (in.hasNext()) {
                keep(numbers(in));
            }
            in.endArray();
        }

        private void keep(double[] ring) {
            boolean good = ring.length >= FEWEST_COORDINATES && ring.length % 2 == 0;
            for (double coordinate : ring) {
                good &= Math.abs(coordinate) <= FARTHEST;
            }
            if (good) {
                rings.add(ring);
            } else {
                badRings++;
            }
        }

        private void runLengths(JsonReader in) throws IOException {
            runs = true;
            in.beginObject();
            while (in.hasNext()) {
                switch (in.nextName()) {
                    case "size" -> size = numbers(in);
                    case "counts" -> {
                        if (in.peek() == JsonToken.BEGIN_ARRAY) {
                            counts = numbers(in);
                        } else {
                            packed = JsonValues.text(in);
                        }
                    }
                    default -> in.skipValue();
                }
            }
            in.endObject();
        }

        /** What makes the entry useless, as a sentence; empty if nothing does. */
        String fault() {
            if (box.length != 0 && !isBox(box)) {
                return "Its box is not x, y, width and height with finite numbers and a size above 0: draw it again"
                        + " or delete it.";
            }
            if (runs && outline().isEmpty()) {
                return "Its run lengths do not fill the size that they state: export it again or delete it.";
            }
            if (!runs && rings.isEmpty() && badRings == 0 && box.length == 0) {
                return "It has neither a box nor an outline: draw one or delete it.";
            }
            return "";
        }

        CocoAnnotation annotation() {
            Outline outline = outline().orElseThrow();
            Box bounds = box.length == 0 ? outline.bounds() : new Box(box[0], box[1], box[2], box[3]);
            boolean stated = area >= 0 && area < Double.POSITIVE_INFINITY;
            double counted = outline instanceof Outline.RunLengths pixels ? pixels.area()
                    : bounds.width() * bounds.height();
            return new CocoAnnotation(wholeOr(id), wholeOr(image), wholeOr(category), bounds,
                    stated ? area : counted, crowd, outline);
        }

        private Optional<Outline> outline() {
            if (!runs) {
                return Optional.of(rings.isEmpty() ? new Outline.None() : new Outline.Polygons(rings));
            }
            if (size.length != 2 || !isSide(size[0]) || !isSide(size[1])) {
                return Optional.empty();
            }
            try {
                int height = (int) size[0];
                int width = (int) size[1];
                return Optional.of(packed.isEmpty()
                        ? new Outline.RunLengths(height, width, whole(counts))
                        : Outline.RunLengths.ofText(height, width, packed));
            } catch (IllegalArgumentException e) {
                return Optional.empty();
            }
        }

        private static boolean isSide(double value) {
            return value >= 1 && value <= FARTHEST && JsonValues.isWhole(value);
        }

        private static boolean isBox(double[] box) {
            return box.length == 4 && Arrays.stream(box).allMatch(v -> Math.abs(v) <= FARTHEST)
                    && box[2] > 0 && box[3] > 0;
        }

        private static int[] whole(double[] values) {
            int[] counts = new int[values.length];
            for (int i = 0; i < values.length; i++) {
                counts[i] = JsonValues.isWhole(values[i]) ? (int) values[i] : -1;
            }
            return counts;
        }

        private static long wholeOr(double value) {
            return JsonValues.isWhole(value) ? (long) value : NO_ID;
        }
    }

    private static double[] numbers(JsonReader in) throws IOException {
        if (in.peek() != JsonToken.BEGIN_ARRAY) {
            in.skipValue();
            return new double[] {Double.NaN};
        }
        in.beginArray();
        double[] values = remaining(in);
        in.endArray();
        return values;
    }

    private static double[] remaining(JsonReader in) throws IOException {
        double[] values = new double[16];
        int count = 0;
        while (in.hasNext()) {
            if (count == values.length) {
                values = Arrays.copyOf(values, count * 2);
            }
            values[count++] = JsonValues.number(in);
        }
        return Arrays.copyOf(values, count);
    }
}
