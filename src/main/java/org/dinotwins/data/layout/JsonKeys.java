package org.dinotwins.data.layout;

import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;

/** The keys of a JSON file's outermost object, or of the first object in its outermost array. */
final class JsonKeys {
    /** Bytes of the largest file that is read; files of one picture have a few megabytes at most. */
    private static final long LARGEST = 1 << 26;
    /** Keys that are read. */
    private static final int MOST = 64;

    private JsonKeys() {}

    /** The first keys; those before the damage in a damaged file, none in a file that cannot be read. */
    static Set<String> of(Path file) {
        Set<String> keys = new HashSet<>();
        try {
            if (!Files.isRegularFile(file) || Files.size(file) > LARGEST) {
                return keys;
            }
            try (JsonReader json = new JsonReader(
                    new BufferedReader(new InputStreamReader(Files.newInputStream(file), StandardCharsets.UTF_8)))) {
                if (json.peek() == JsonToken.BEGIN_ARRAY) {
                    json.beginArray();
                }
                json.beginObject();
                while (json.hasNext() && keys.size() < MOST) {
                    keys.add(json.nextName());
                    json.skipValue();
                }
            }
        } catch (IOException | IllegalStateException e) {
            // The keys before the damage still identify the tool.
            return keys;
        }
        return keys;
    }
}
