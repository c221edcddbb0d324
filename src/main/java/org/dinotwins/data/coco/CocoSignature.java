package org.dinotwins.data.coco;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;

/** Recognises a COCO annotation file by its first entries, whatever its name. */
final class CocoSignature {
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
        boolean emptyImages = false;
        while (in.nextToken() == JsonToken.FIELD_NAME) {
            String section = in.currentName();
            JsonToken value = in.nextToken();
            if (value == JsonToken.START_ARRAY && section.equals("images")) {
                Set<String> fields = firstFields(in);
                if (!fields.isEmpty()) {
                    return fields.contains("file_name") || fields.contains("coco_url");
                }
                emptyImages = true;
            } else if (value == JsonToken.START_ARRAY && section.equals("annotations")) {
                Set<String> fields = firstFields(in);
                if (!fields.isEmpty()) {
                    return fields.contains("image_id");
                }
            } else {
                in.skipChildren();
            }
        }
        return emptyImages;
    }

    /** The field names of a list's first entry; leaves the parser inside the list only where there are any. */
    private static Set<String> firstFields(JsonParser in) throws IOException {
        Set<String> fields = new HashSet<>();
        if (in.nextToken() == JsonToken.START_OBJECT) {
            while (in.nextToken() == JsonToken.FIELD_NAME) {
                fields.add(in.currentName());
                in.nextToken();
                in.skipChildren();
            }
        }
        while (fields.isEmpty() && in.currentToken() != JsonToken.END_ARRAY) {
            in.skipChildren();
            in.nextToken();
        }
        return fields;
    }
}
