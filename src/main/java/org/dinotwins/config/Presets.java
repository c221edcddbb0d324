package org.dinotwins.config;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The configurations that come with the workbench, JSON files in the resources. */
public final class Presets {
    private static final List<String> NAMES = List.of("quick", "standard", "dino", "barlow", "dinotwins", "paper");

    private Presets() {
    }

    /** Names in the order to offer them: quick, standard, dino, barlow, dinotwins, paper. */
    public static List<String> names() {
        return NAMES;
    }

    /** One sentence on what the preset is for and how long it takes. */
    public static String describe(String name) throws WorkbenchException {
        JsonObject json = Json.object(text(name));
        return json.get("description").getAsString();
    }

    /** Reads a preset. */
    public static RunConfig load(String name) throws WorkbenchException {
        return ConfigJson.parse(text(name));
    }

    private static String text(String name) throws WorkbenchException {
        if (!NAMES.contains(name)) {
            throw new WorkbenchException("There is no preset named " + name + SpellingSuggestion.hint(name, NAMES)
                    + "; there are " + String.join(", ", NAMES) + ".");
        }
        try (InputStream file = Presets.class.getResourceAsStream("presets/" + name + ".json")) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
