package org.dinotwins.data.coco;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.dinotwins.data.DataException;
import org.dinotwins.data.SkipLog;
import org.dinotwins.data.coco.files.JsonFile;

/**
 * Reads a COCO annotation file in a single pass. Streams with Jackson, because files of several hundred megabytes would
 * not fit in memory as a tree; {@link ParallelAnnotationReader} reads the annotations of large files.
 */
final class CocoReader {
    private static final String NO_ID = "It has no id: give it one in the annotation file.";
    /** Bytes that one thread reads: small enough to occupy all processors, large enough to be worth a thread. */
    private static final long PIECE = 16 << 20;
    /** Precedes the rest of an object to make it a JSON document. */
    private static final byte[] IN_OBJECT = "{\"\":0".getBytes(StandardCharsets.US_ASCII);

    private static final byte[] IN_NOTHING = {};
    private static final long END = -1;

    private final JsonFile file;
    private final long piece;
    private final SkipLog skips;
    private final List<CocoFile.Image> images = new ArrayList<>();
    private final List<CocoAnnotationTable> annotations = new ArrayList<>();
    private final Map<Long, String> categories = new TreeMap<>();
    private boolean listsImages;

    private CocoReader(JsonFile file, SkipLog skips, long piece) {
        this.file = file;
        this.skips = skips;
        this.piece = piece;
    }

    static CocoFile read(Path file, SkipLog skips) throws DataException, IOException {
        return read(file, skips, PIECE);
    }

    /** @param piece bytes of a piece; a section of fewer than two pieces is read by one thread */
    static CocoFile read(Path file, SkipLog skips, long piece) throws DataException, IOException {
        CocoReader reader = new CocoReader(new JsonFile(file, Files.size(file)), skips, piece);
        try {
            long at = reader.document(0, IN_NOTHING);
            while (at != END) {
                at = reader.document(at, IN_OBJECT);
            }
        } catch (JsonFile.Damage e) {
            throw new DataException(
                    "The annotation file " + file + " ends early or is damaged at " + reader.file.place(e.at)
                            + ". Copy or export it again.",
                    e);
        }
        if (!reader.listsImages) {
            throw new DataException("The annotation file " + file + " has no list named \"images\", so it is not a COCO"
                    + " instances file. Export the set in COCO's format for object detection.");
        }
        return new CocoFile(file, reader.images, reader.annotations, reader.categories);
    }

    /** Reads sections until the document ends or a section was read in pieces; then reading continues there. */
    private long document(long from, byte[] before) throws IOException {
        long origin = from - before.length;
        try (JsonParser in = file.parser(from, before)) {
            if (in.nextToken() != JsonToken.START_OBJECT) {
                return END;
            }
            while (in.nextToken() == JsonToken.FIELD_NAME) {
                String section = in.currentName();
                if (in.nextToken() != JsonToken.START_ARRAY) {
                    in.skipChildren();
                    continue;
                }
                if (section.equals("annotations")) {
                    long next = new ParallelAnnotationReader(file, piece, annotations, skips)
                            .read(origin + in.currentLocation().getByteOffset());
                    if (next != ParallelAnnotationReader.NOT_SPLIT) {
                        return next;
                    }
                }
                section(section, in, origin);
                listsImages |= section.equals("images");
            }
            return END;
        } catch (JsonProcessingException e) {
            throw new JsonFile.Damage(e, origin);
        }
    }

    private void section(String section, JsonParser in, long origin) throws IOException {
        CocoAnnotationTable.Builder found = new CocoAnnotationTable.Builder();
        while (in.nextToken() != JsonToken.END_ARRAY) {
            if (in.currentToken() != JsonToken.START_OBJECT) {
                in.skipChildren();
                continue;
            }
            long at = origin + in.currentTokenLocation().getByteOffset();
            switch (section) {
                case "images" -> image(in, at);
                case "annotations" -> CocoAnnotationParser.read(in, at, found, skips);
                case "categories" -> category(in, at);
                default -> in.skipChildren();
            }
        }
        if (section.equals("annotations")) {
            annotations.add(found.build());
        }
    }

    private void image(JsonParser in, long at) throws IOException {
        long id = CocoId.NONE;
        double width = 0;
        double height = 0;
        String name = "";
        String address = "";
        while (in.nextToken() != JsonToken.END_OBJECT) {
            String field = in.currentName();
            in.nextToken();
            switch (field) {
                case "id" -> id = CocoId.read(in);
                case "width" -> width = JsonValues.number(in);
                case "height" -> height = JsonValues.number(in);
                case "file_name" -> name = JsonValues.text(in);
                // LVIS names its images by their addresses alone.
                case "coco_url" -> address = JsonValues.text(in);
                default -> in.skipChildren();
            }
        }
        String shown = name.isBlank() ? address : name;
        if (shown.isBlank()) {
            skips.add(SkipLog.Kind.IMAGE, "at byte " + at, "It has no file_name: name its file.");
        } else if (id == CocoId.NONE) {
            skips.add(SkipLog.Kind.IMAGE, shown, NO_ID);
        } else {
            images.add(new CocoFile.Image(id, shown, pixels(width), pixels(height)));
        }
    }

    private static int pixels(double stated) {
        return stated >= 1 && stated <= Integer.MAX_VALUE ? (int) stated : 0;
    }

    private void category(JsonParser in, long at) throws IOException {
        long id = CocoId.NONE;
        String text = "";
        String name = "";
        while (in.nextToken() != JsonToken.END_OBJECT) {
            String field = in.currentName();
            in.nextToken();
            switch (field) {
                case "id" -> {
                    id = CocoId.read(in);
                    text = id == CocoId.NONE ? "" : in.getText();
                }
                case "name" -> name = JsonValues.text(in);
                default -> in.skipChildren();
            }
        }
        if (id == CocoId.NONE) {
            skips.add(SkipLog.Kind.CATEGORY, name.isBlank() ? "at byte " + at : name, NO_ID);
            return;
        }
        String shown = name.isBlank() ? "category " + text : name;
        String known = categories.putIfAbsent(id, shown);
        if (known != null && !known.equals(shown)) {
            skips.add(
                    SkipLog.Kind.CATEGORY,
                    shown,
                    "An earlier category has the same id, so their annotations are indistinguishable and get the earlier name:"
                            + " give each category its own id.");
        }
    }
}
