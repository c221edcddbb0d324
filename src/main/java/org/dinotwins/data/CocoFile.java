package org.dinotwins.data;

import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import com.google.gson.stream.MalformedJsonException;
import java.io.BufferedReader;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A COCO annotation file as it stands on disk, read in a single pass without a tree of its JSON. Entries that are wrong
 * by themselves are left out here; whether they fit together is {@link CocoFolder}'s question.
 */
final class CocoFile {
    static final String NO_NUMBER = "Its id is no whole number: give it one in the annotation file.";
    private static final int BUFFER = 1 << 16;

    /**
     * An entry of {@code images}.
     *
     * @param width  pixels, 0 if not stated
     * @param height pixels, 0 if not stated
     */
    record Image(long id, String name, int width, int height) {
    }

    private final Path file;
    private final SkipLog skips;
    private final List<Image> images = new ArrayList<>();
    private final List<CocoAnnotation> annotations = new ArrayList<>();
    private final Map<Long, String> categories = new TreeMap<>();
    private boolean listsImages;

    private CocoFile(Path file, SkipLog skips) {
        this.file = file;
        this.skips = skips;
    }

    /** @throws DataException if the file cannot be read to its end or lists no images */
    static CocoFile read(Path file, SkipLog skips) throws DataException {
        CocoFile coco = new CocoFile(file, skips);
        try (Reader text = new BufferedReader(
                new InputStreamReader(Files.newInputStream(file), StandardCharsets.UTF_8), BUFFER);
             JsonReader in = new JsonReader(text)) {
            // Python writes NaN and Infinity, which strict JSON does not know.
            in.setStrictness(Strictness.LENIENT);
            coco.read(in);
        } catch (EOFException | MalformedJsonException | IllegalStateException | NumberFormatException e) {
            throw new DataException("The annotation file " + file + " ends early or is damaged (" + firstLine(e)
                    + "). Copy or export it again.", e);
        } catch (IOException e) {
            throw new DataException("The annotation file " + file + " cannot be read (" + e.getMessage()
                    + "). Check that it is a file you may open.", e);
        }
        if (!coco.listsImages) {
            throw new DataException("The annotation file " + file + " has no list named \"images\", so it is no COCO"
                    + " instances file. Export the set in COCO's format for object detection.");
        }
        return coco;
    }

    Path file() {
        return file;
    }

    List<Image> images() {
        return images;
    }

    List<CocoAnnotation> annotations() {
        return annotations;
    }

    /** Names by id, ids rising. */
    Map<Long, String> categories() {
        return categories;
    }

    private void read(JsonReader in) throws IOException {
        in.beginObject();
        while (in.hasNext()) {
            String section = in.nextName();
            if (in.peek() != JsonToken.BEGIN_ARRAY) {
                in.skipValue();
                continue;
            }
            in.beginArray();
            while (in.hasNext()) {
                if (in.peek() == JsonToken.BEGIN_OBJECT) {
                    entry(section, in);
                } else {
                    in.skipValue();
                }
            }
            in.endArray();
            listsImages |= section.equals("images");
        }
        in.endObject();
    }

    private void entry(String section, JsonReader in) throws IOException {
        switch (section) {
            case "images" -> image(in);
            case "annotations" -> CocoAnnotation.read(in, skips).ifPresent(annotations::add);
            case "categories" -> category(in);
            default -> in.skipValue();
        }
    }

    private void image(JsonReader in) throws IOException {
        double id = Double.NaN;
        double width = 0;
        double height = 0;
        String name = "";
        in.beginObject();
        while (in.hasNext()) {
            switch (in.nextName()) {
                case "id" -> id = JsonValues.number(in);
                case "width" -> width = JsonValues.number(in);
                case "height" -> height = JsonValues.number(in);
                case "file_name" -> name = JsonValues.text(in);
                default -> in.skipValue();
            }
        }
        in.endObject();
        if (name.isBlank()) {
            skips.add(SkipLog.Kind.IMAGE, "at " + in.getPath(), "It has no file_name: name its file.");
        } else if (!JsonValues.isWhole(id)) {
            skips.add(SkipLog.Kind.IMAGE, name, NO_NUMBER);
        } else {
            images.add(new Image((long) id, name, pixels(width), pixels(height)));
        }
    }

    private static int pixels(double stated) {
        return stated >= 1 && stated <= Integer.MAX_VALUE ? (int) stated : 0;
    }

    private void category(JsonReader in) throws IOException {
        double id = Double.NaN;
        String name = "";
        in.beginObject();
        while (in.hasNext()) {
            switch (in.nextName()) {
                case "id" -> id = JsonValues.number(in);
                case "name" -> name = JsonValues.text(in);
                default -> in.skipValue();
            }
        }
        in.endObject();
        if (!JsonValues.isWhole(id)) {
            skips.add(SkipLog.Kind.CATEGORY, name.isBlank() ? "at " + in.getPath() : name, NO_NUMBER);
        } else {
            categories.putIfAbsent((long) id, name.isBlank() ? "category " + (long) id : name);
        }
    }

    private static String firstLine(Exception e) {
        return String.valueOf(e.getMessage()).lines().findFirst().orElse("no details").strip();
    }
}
