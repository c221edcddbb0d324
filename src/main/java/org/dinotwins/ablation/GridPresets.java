package org.dinotwins.ablation;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.dinotwins.config.SpellingSuggestion;
import org.dinotwins.config.WorkbenchException;

/** The built-in grids, JSON files in the resources, for questions that the paper leaves open. */
public final class GridPresets {
    private static final List<String> NAMES = List.of("methods", "shares", "augmentations");

    private GridPresets() {}

    /** Names in display order: methods, shares, augmentations. */
    public static List<String> names() {
        return NAMES;
    }

    /** Loads a preset. */
    public static Grid load(String name) throws WorkbenchException {
        return GridJson.parse(text(name));
    }

    /** Text of the preset, to start from in an editor. */
    public static String text(String name) throws WorkbenchException {
        if (!NAMES.contains(name)) {
            throw new WorkbenchException("There is no grid " + name + SpellingSuggestion.hint(name, NAMES)
                    + "; the presets are " + String.join(", ", NAMES) + ".");
        }
        try (InputStream file = GridPresets.class.getResourceAsStream("grids/" + name + ".json")) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
