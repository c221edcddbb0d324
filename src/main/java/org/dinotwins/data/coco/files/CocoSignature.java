package org.dinotwins.data.coco.files;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;

/** Recognises a COCO annotation file by its first entries, whatever its name. */
final class CocoSignature {
    private static final Map<String, Set<String>> FIELDS =
            Map.of("images", Set.of("file_name", "coco_url"), "annotations", Set.of("image_id"));

    private CocoSignature() {}

    /**
     * True if the file is a JSON object whose list {@code images} names files, or whose list
     * {@code annotations} has entries with an {@code image_id}. Reads no further than the first such list.
     */
    static boolean isIn(Path file) {
        try (JsonParser in = new JsonFile(file, Files.size(file)).parser(0, new byte[0])) {
            return in.nextToken() == JsonToken.START_OBJECT && hasCocoList(in);
        } catch (IOException e) {
            return false;
        }
    }

    private static boolean hasCocoList(JsonParser in) throws IOException {
        boolean noImages = false;
        boolean categories = false;
        while (in.nextToken() == JsonToken.FIELD_NAME) {
            String section = in.currentName();
            boolean list = in.nextToken() == JsonToken.START_ARRAY;
            categories |= list && section.equals("categories");
            if (list && (section.equals("images") || section.equals("annotations"))) {
                JsonToken first = in.nextToken();
                if (first != JsonToken.END_ARRAY) {
                    return first == JsonToken.START_OBJECT && hasField(in, FIELDS.get(section));
                }
                noImages |= section.equals("images");
            } else {
                in.skipChildren();
            }
        }
        return noImages && categories;
    }

    /** Whether the object that begins here has one of the fields. */
    private static boolean hasField(JsonParser in, Set<String> fields) throws IOException {
        while (in.nextToken() == JsonToken.FIELD_NAME) {
            if (fields.contains(in.currentName())) {
                return true;
            }
            in.nextToken();
            in.skipChildren();
        }
        return false;
    }
}
