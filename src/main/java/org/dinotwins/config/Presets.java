package org.dinotwins.config;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.dinotwins.message.Quote;

/**
 * The built-in configurations, JSON files in the resources: a whole configuration, or the {@code base} preset whose settings a
 * preset {@code set}s.
 */
public final class Presets {
    private static final List<String> NAMES = List.of("quick", "standard", "dino", "barlow", "dinotwins", "paper");

    private Presets() {}

    /** Names in display order: quick, standard, dino, barlow, dinotwins, paper. */
    public static List<String> names() {
        return NAMES;
    }

    /** One sentence about the purpose and the duration of a preset. */
    public static String describe(String name) throws WorkbenchException {
        JsonObject json = Json.object(text(name));
        return json.get("description").getAsString();
    }

    /** Loads a preset. */
    public static RunConfig load(String name) throws WorkbenchException {
        JsonObject json = Json.object(text(name));
        if (!json.has("base")) {
            return ConfigJson.parse(json.toString());
        }
        Map<String, String> changes = new LinkedHashMap<>();
        json.getAsJsonObject("set").asMap().forEach((path, value) -> changes.put(path, value.getAsString()));
        return ConfigJson.with(load(json.get("base").getAsString()), changes);
    }

    private static String text(String name) throws WorkbenchException {
        if (!NAMES.contains(name)) {
            throw new WorkbenchException("There is no preset " + Quote.bare(name) + SpellingSuggestion.hint(name, NAMES)
                    + "; the presets are " + String.join(", ", NAMES) + ".");
        }
        try (InputStream file = Presets.class.getResourceAsStream("presets/" + name + ".json")) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
