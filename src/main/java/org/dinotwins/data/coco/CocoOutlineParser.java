package org.dinotwins.data.coco;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.dinotwins.data.outline.Box;
import org.dinotwins.data.outline.Outline;

/** The {@code segmentation} of an annotation while it is read: polygons or run lengths. */
final class CocoOutlineParser {
    private static final double[] NOTHING = {};
    /** Minimum number of coordinates of a polygon: three corners. */
    private static final int FEWEST_COORDINATES = 6;
    /** Maximum number of coordinates of a polygon: far more than pixels on the edge of any object, and few enough to be drawn in seconds. */
    private static final int MOST_COORDINATES = 1_000_000;
    /** No coordinate of a picture is larger; beyond it differences of coordinates lose their fractions. */
    static final double FARTHEST = 1e15;
    /** Longest side of a mask, above what any picture has. */
    private static final double LONGEST_SIDE = 1e6;

    private final List<double[]> rings = new ArrayList<>(1);
    private int badRings;
    private double[] size = NOTHING;
    private double[] counts = NOTHING;
    private String packed = "";
    private boolean runs;

    /** Reads the value at the parser's current token. */
    void read(JsonParser in) throws IOException {
        switch (in.currentToken()) {
            case START_ARRAY -> polygons(in);
            case START_OBJECT -> runLengths(in);
            case VALUE_NULL -> {}
            default -> {
                badRings++;
                in.skipChildren();
            }
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
        boolean good = ring.length >= FEWEST_COORDINATES && ring.length <= MOST_COORDINATES && ring.length % 2 == 0;
        for (double coordinate : ring) {
            good &= Math.abs(coordinate) <= FARTHEST;
        }
        if (good) {
            rings.add(ring);
        } else if (ring.length > 0) {
            badRings++;
        }
    }

    private void runLengths(JsonParser in) throws IOException {
        while (in.nextToken() != JsonToken.END_OBJECT) {
            runs = true;
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

    /** Usable polygons; empty with run lengths. */
    List<double[]> rings() {
        return rings;
    }

    /** The box around the outline; empty where there is no usable outline or it covers no area. */
    Optional<Box> bounds(Optional<Outline.RunLengths> mask) {
        Box bounds = mask.isPresent() ? mask.get().bounds() : Outline.bounds(rings);
        return bounds.width() > 0 && bounds.height() > 0 ? Optional.of(bounds) : Optional.empty();
    }

    /** Why the outline or a part of it is not used, as a sentence; empty if nothing is wrong with it. */
    String fault(Optional<Outline.RunLengths> mask) {
        if (runs && mask.isEmpty()) {
            return "The run lengths do not fill the size that they state";
        }
        if (badRings > 0) {
            return rings.isEmpty()
                    ? "The outline is not a polygon (three to 500,000 corners, each with a finite x and y)"
                    : "Some parts of the outline are not polygons";
        }
        return "";
    }

    /** The run lengths; empty if there are none or they are damaged. */
    Optional<Outline.RunLengths> runLengths() {
        if (!runs || size.length != 2 || !isSide(size[0]) || !isSide(size[1])) {
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
        return value >= 1 && value <= LONGEST_SIDE && value == Math.rint(value);
    }

    private static int[] whole(double[] values) {
        int[] counts = new int[values.length];
        for (int i = 0; i < values.length; i++) {
            counts[i] = values[i] == Math.rint(values[i]) ? (int) values[i] : -1;
        }
        return counts;
    }
}
