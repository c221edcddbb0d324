package org.dinotwins.data.coco;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.Optional;
import org.dinotwins.data.SkipLog;
import org.dinotwins.data.outline.Box;
import org.dinotwins.data.outline.Outline;

/**
 * The fields of an entry of {@code annotations} in a COCO file while it is read, and what is wrong with them. Of a
 * half-broken entry the good part is kept: the box without its outline, or the outline, which gives the box.
 */
final class CocoAnnotationParser {
    private static final double[] NO_BOX = {};
    private static final String REDRAW = ": draw it again or delete it.";

    private final CocoOutlineParser outline = new CocoOutlineParser();
    private long id = CocoId.NONE;
    private String text = "";
    private long image = CocoId.NONE;
    private long category = CocoId.NONE;
    private double area = Double.NaN;
    private boolean crowd;
    private double[] box = NO_BOX;

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

    private void read(String field, JsonParser in) throws IOException {
        switch (field) {
            case "id" -> {
                id = CocoId.read(in);
                text = id == CocoId.NONE || CocoId.isNumber(id) ? "" : in.getText();
            }
            case "image_id" -> image = CocoId.read(in);
            case "category_id" -> category = CocoId.read(in);
            case "area" -> area = JsonValues.number(in);
            case "iscrowd" -> crowd = JsonValues.number(in) == 1;
            case "bbox" -> box = in.currentToken() == JsonToken.VALUE_NULL ? NO_BOX : JsonValues.numbers(in);
            case "segmentation" -> outline.read(in);
            default -> in.skipChildren();
        }
    }

    private void finish(long at, CocoAnnotationTable.Builder to, SkipLog skips) {
        Optional<Outline.RunLengths> mask = outline.runLengths();
        Optional<Box> around = outline.bounds(mask);
        Optional<Box> stated = isBox(box) ? Optional.of(new Box(box[0], box[1], box[2], box[3])) : Optional.empty();
        String badBox = box.length == 0 || stated.isPresent()
                ? ""
                : "The box is not x, y, width and height with finite numbers and a size above 0";
        String badOutline = outline.fault(mask);
        if (stated.isEmpty() && around.isEmpty()) {
            String fault = badOutline.isEmpty() ? badBox : badOutline;
            skips.add(
                    SkipLog.Kind.ANNOTATION,
                    name(at),
                    (fault.isEmpty() ? "It has neither a box nor an outline with an area" : fault) + REDRAW);
            return;
        }
        if (!badBox.isEmpty()) {
            skips.add(SkipLog.Kind.BOX, name(at), badBox + "; the outline's is used" + REDRAW);
        }
        if (!badOutline.isEmpty()) {
            skips.add(
                    SkipLog.Kind.OUTLINE,
                    name(at),
                    badOutline + (outline.rings().isEmpty() ? "; the box is kept" : "; the others are used") + REDRAW);
        }
        add(to, mask, stated.orElseGet(around::orElseThrow));
    }

    private String name(long at) {
        return !text.isEmpty() ? text : id == CocoId.NONE ? "at byte " + at : Long.toString(id);
    }

    private void add(CocoAnnotationTable.Builder to, Optional<Outline.RunLengths> mask, Box bounds) {
        boolean isStated = area >= 0 && area < Double.POSITIVE_INFINITY;
        double counted = mask.isPresent() ? mask.get().area() : bounds.width() * bounds.height();
        double shown = isStated ? area : counted;
        long row = text.isEmpty() ? id : to.text(text);
        if (mask.isPresent()) {
            to.add(row, image, category, bounds, shown, crowd, mask.get());
        } else {
            to.add(row, image, category, bounds, shown, crowd, outline.rings());
        }
    }

    private static boolean isBox(double[] box) {
        if (box.length != 4) {
            return false;
        }
        boolean finite = true;
        for (double number : box) {
            finite &= Math.abs(number) <= CocoOutlineParser.FARTHEST;
        }
        return finite && box[2] > 0 && box[3] > 0;
    }
}
