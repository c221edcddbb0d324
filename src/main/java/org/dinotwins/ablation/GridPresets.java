package org.dinotwins.ablation;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.dinotwins.config.SpellingSuggestion;
import org.dinotwins.config.WorkbenchException;

/** The grids that come with the workbench, JSON files in the resources: the questions that the paper leaves open. */
public final class GridPresets {
    private static final List<String> NAMES = List.of("methods", "weights", "augmentations");

    private GridPresets() {
    }

    /** Names in the order to offer them: methods, weights, augmentations. */
    public static List<String> names() {
        return NAMES;
    }

    /** Reads a preset. */
    public static Grid load(String name) throws WorkbenchException {
        return GridJson.parse(text(name));
    }

    /** The preset's own text, to start from in an editor. */
    public static String text(String name) throws WorkbenchException {
        if (!NAMES.contains(name)) {
            throw new WorkbenchException("There is no ablation named " + name + SpellingSuggestion.hint(name, NAMES)
                    + "; there are " + String.join(", ", NAMES) + ".");
        }
        try (InputStream file = GridPresets.class.getResourceAsStream("grids/" + name + ".json")) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
