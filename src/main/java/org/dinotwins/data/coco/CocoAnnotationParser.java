package org.dinotwins.data.coco;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.dinotwins.data.Box;
import org.dinotwins.data.Outline;
import org.dinotwins.data.SkipLog;

/** The fields of an entry of {@code annotations} in a COCO file while it is read, and what is wrong with them. */
final class CocoAnnotationParser {
    private static final double[] NO_BOX = {};
    /** Fewest coordinates of a polygon: three corners. */
    private static final int FEWEST_COORDINATES = 6;
    /** No picture is larger; beyond it a coordinate is an error, and drawing it would never finish. */
    private static final double FARTHEST = 1e6;

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

    private CocoAnnotationParser() {}

    /**
     * Reads the entry whose opening brace is the parser's current token; an unusable entry is added to the skip log.
     *
     * @param at byte of the file where the entry begins, which names entries without an id
     */
    static void read(JsonParser in, long at, CocoAnnotationTable.Builder to, SkipLog skips) throws IOException {
        CocoAnnotationParser entry = new CocoAnnotationParser();
        while (in.nextToken() != JsonToken.END_OBJECT) {
            String field = in.currentName();
            in.nextToken();
            entry.read(field, in);
        }
        entry.finish(at, to, skips);
    }

    private void finish(long at, CocoAnnotationTable.Builder to, SkipLog skips) {
        String name = JsonValues.isWhole(id) ? Long.toString((long) id) : "at byte " + at;
        if (badRings > 0) {
            skips.add(
                    rings.isEmpty() ? SkipLog.Kind.ANNOTATION : SkipLog.Kind.OUTLINE,
                    name,
                    rings.isEmpty()
                            ? "Its outline is not a polygon (three or more corners, each with a finite x and y):"
                                    + " draw it again or delete it."
                            : "Some of its parts are not polygons and are skipped; the others are used: draw them again or delete them.");
        }
        Optional<Outline.RunLengths> mask = runs ? runLengths() : Optional.empty();
        String fault = fault(mask);
        if (!fault.isEmpty()) {
            skips.add(SkipLog.Kind.ANNOTATION, name, fault);
        } else if (badRings == 0 || !rings.isEmpty()) {
            add(to, mask);
        }
    }

    private void read(String field, JsonParser in) throws IOException {
        switch (field) {
            case "id" -> id = JsonValues.number(in);
            case "image_id" -> image = JsonValues.number(in);
            case "category_id" -> category = JsonValues.number(in);
            case "area" -> area = JsonValues.number(in);
            case "iscrowd" -> crowd = JsonValues.number(in) == 1;
            case "bbox" -> box = JsonValues.numbers(in);
            case "segmentation" -> segmentation(in);
            default -> in.skipChildren();
        }
    }

    private void segmentation(JsonParser in) throws IOException {
        switch (in.currentToken()) {
            case START_ARRAY -> polygons(in);
            case START_OBJECT -> runLengths(in);
            default -> in.skipChildren();
        }
    }

    private void polygons(JsonParser in) throws IOException {
        if (in.nextToken().isNumeric()) {
            // Some tools write a single polygon without the list around it.
            keep(JsonValues.remaining(in));
            return;
        }
        for (; in.currentToken() != JsonToken.END_ARRAY; in.nextToken()) {
            keep(JsonValues.numbers(in));
        }
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

    private void runLengths(JsonParser in) throws IOException {
        runs = true;
        while (in.nextToken() != JsonToken.END_OBJECT) {
            String field = in.currentName();
            JsonToken value = in.nextToken();
            switch (field) {
                case "size" -> size = JsonValues.numbers(in);
                case "counts" -> {
                    if (value == JsonToken.START_ARRAY) {
                        counts = JsonValues.numbers(in);
                    } else {
                        packed = JsonValues.text(in);
                    }
                }
                default -> in.skipChildren();
            }
        }
    }

    /** Why the entry is unusable, as a sentence; empty if it is usable. */
    private String fault(Optional<Outline.RunLengths> mask) {
        if (box.length != 0 && !isBox(box)) {
            return "Its box is not x, y, width and height with finite numbers and a size above 0: draw it again"
                    + " or delete it.";
        }
        if (runs && mask.isEmpty()) {
            return "Its run lengths do not fill the size that they state: export it again or delete it.";
        }
        if (!runs && rings.isEmpty() && badRings == 0 && box.length == 0) {
            return "It has neither a box nor an outline: draw one or delete it.";
        }
        return "";
    }

    private void add(CocoAnnotationTable.Builder to, Optional<Outline.RunLengths> mask) {
        Box bounds = box.length > 0
                ? new Box(box[0], box[1], box[2], box[3])
                : mask.isPresent() ? mask.get().bounds() : Outline.bounds(rings);
        boolean stated = area >= 0 && area < Double.POSITIVE_INFINITY;
        double counted = mask.isPresent() ? mask.get().area() : bounds.width() * bounds.height();
        double shown = stated ? area : counted;
        if (mask.isPresent()) {
            to.add(wholeOr(id), wholeOr(image), wholeOr(category), bounds, shown, crowd, mask.get());
        } else {
            to.add(wholeOr(id), wholeOr(image), wholeOr(category), bounds, shown, crowd, rings);
        }
    }

    private Optional<Outline.RunLengths> runLengths() {
        if (size.length != 2 || !isSide(size[0]) || !isSide(size[1])) {
            return Optional.empty();
        }
        try {
            int height = (int) size[0];
            int width = (int) size[1];
            return Optional.of(
                    packed.isEmpty()
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
        return box.length == 4 && Arrays.stream(box).allMatch(v -> Math.abs(v) <= FARTHEST) && box[2] > 0 && box[3] > 0;
    }

    private static int[] whole(double[] values) {
        int[] counts = new int[values.length];
        for (int i = 0; i < values.length; i++) {
            counts[i] = JsonValues.isWhole(values[i]) ? (int) values[i] : -1;
        }
        return counts;
    }

    private static long wholeOr(double value) {
        return JsonValues.isWhole(value) ? (long) value : CocoAnnotationTable.NO_ID;
    }
}
