package org.dinotwins.ablation;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.dinotwins.config.ConfigJson;
import org.dinotwins.config.Json;
import org.dinotwins.config.Presets;
import org.dinotwins.config.RunConfig;
import org.dinotwins.config.Setting;
import org.dinotwins.config.SpellingSuggestion;
import org.dinotwins.config.WorkbenchException;
import org.dinotwins.message.Quote;
import org.dinotwins.message.Reason;

/**
 * Grids as JSON text. {@code base} is the name of a preset or a complete configuration; {@code set} changes it for all
 * runs. An axis is either one {@code setting} with its {@code values}, or a {@code name} with {@code levels}, each with
 * a {@code label} and the settings that it {@code set}s. Strict: an unknown key or a wrong type is an error that names
 * its location.
 */
public final class GridJson {
    private static final List<String> KEYS = List.of("name", "description", "base", "set", "axes", "seeds");

    private static final int UNKNOWN_SHOWN = 3;

    private GridJson() {}

    /** Parses a grid and checks that all of its runs can start. */
    public static Grid parse(String json) throws WorkbenchException {
        JsonObject object = Json.object(json);
        known(object, KEYS, "the grid");
        if (!object.has("base")) {
            throw new WorkbenchException(
                    "\"base\" is missing: the name of a preset, or a complete configuration in " + "braces.");
        }
        ConfigJson.Edited edited = ConfigJson.edit(base(object.get("base")), settings(object.get("set"), "\"set\""));
        RunConfig base;
        try {
            base = edited.usable();
        } catch (WorkbenchException e) {
            throw new WorkbenchException("In \"base\" and \"set\": " + e.getMessage(), e);
        }
        Grid grid = new Grid(
                text(object, "name", base.name()),
                text(object, "description", ""),
                base,
                axes(object.get("axes")),
                seeds(object.get("seeds")));
        grid.cells();
        return grid;
    }

    /** Reads a file; the exception names it. */
    public static Grid read(Path file) throws WorkbenchException {
        return parse(text(file), file);
    }

    private static Grid parse(String text, Path file) throws WorkbenchException {
        try {
            return parse(text);
        } catch (WorkbenchException e) {
            throw new WorkbenchException("In " + file + ": " + e.getMessage(), e);
        }
    }

    /** Text of a grid file, for an editor. */
    public static String text(Path file) throws WorkbenchException {
        try {
            return Files.readString(file);
        } catch (NoSuchFileException e) {
            throw new WorkbenchException("There is no grid file " + file + ".", e);
        } catch (IOException e) {
            throw new WorkbenchException(file + " cannot be read: " + Reason.of(e) + ".", e);
        }
    }

    /**
     * Text of a grid with one more axis: a setting with its present value, to which the user adds others.
     *
     * @throws WorkbenchException when the text is not a JSON object
     */
    public static String withAxis(String json, String path) throws WorkbenchException {
        JsonObject grid = Json.object(json);
        JsonArray values = new JsonArray();
        try {
            values.add(ConfigJson.settings(parse(json).base()).get(path));
        } catch (WorkbenchException e) {
            // A grid being edited may be temporarily invalid.
            values.add("");
        }
        JsonObject axis = new JsonObject();
        axis.addProperty("setting", path);
        axis.add("values", values);
        JsonArray axes = array(grid.get("axes"), "\"axes\"");
        axes.add(axis);
        grid.add("axes", axes);
        return Json.pretty(grid);
    }

    /** Indented JSON for {@link #parse}; the base is written in full, so that it does not depend on its preset. */
    public static String write(Grid grid) {
        JsonObject json = new JsonObject();
        json.addProperty("name", grid.name());
        json.addProperty("description", grid.description());
        JsonArray axes = new JsonArray();
        for (Axis axis : grid.axes()) {
            JsonObject one = new JsonObject();
            one.addProperty("name", axis.name());
            JsonArray levels = new JsonArray();
            for (Axis.Level level : axis.levels()) {
                JsonObject entry = new JsonObject();
                entry.addProperty("label", level.label());
                JsonObject set = new JsonObject();
                level.settings().forEach(set::addProperty);
                entry.add("set", set);
                levels.add(entry);
            }
            one.add("levels", levels);
            axes.add(one);
        }
        json.add("axes", axes);
        JsonArray seeds = new JsonArray();
        grid.seeds().forEach(seeds::add);
        json.add("seeds", seeds);
        try {
            json.add("base", Json.object(ConfigJson.write(grid.base())));
        } catch (WorkbenchException e) {
            throw new IllegalStateException(e);
        }
        return Json.pretty(json);
    }

    private static RunConfig base(JsonElement base) throws WorkbenchException {
        if (base.isJsonObject()) {
            return ConfigJson.parse(base.toString());
        }
        return Presets.load(string(base, "\"base\" must be the name of a preset, or a configuration in braces"));
    }

    private static List<Axis> axes(JsonElement json) throws WorkbenchException {
        List<Axis> axes = new ArrayList<>();
        for (JsonElement element : array(json, "\"axes\"")) {
            String where = "axis " + (axes.size() + 1);
            if (!element.isJsonObject()) {
                throw new WorkbenchException("The " + where + " must be an object in braces.");
            }
            axes.add(axis(element.getAsJsonObject(), where));
        }
        return axes;
    }

    private static Axis axis(JsonObject json, String where) throws WorkbenchException {
        if (json.has("setting")) {
            known(json, List.of("name", "setting", "values"), where);
            String path = text(json, "setting", "");
            List<Axis.Level> levels = new ArrayList<>();
            for (JsonElement value : array(json.get("values"), "\"values\" of " + where)) {
                String text = string(value, "A value of " + where + " must be a number, text, true or false");
                levels.add(new Axis.Level(text, Map.of(path, text)));
            }
            return new Axis(text(json, "name", label(path)), levels);
        }
        if (!json.has("levels")) {
            throw new WorkbenchException(
                    "The " + where + " needs either \"setting\" and \"values\", or \"name\" and " + "\"levels\".");
        }
        known(json, List.of("name", "levels"), where);
        List<Axis.Level> levels = new ArrayList<>();
        for (JsonElement element : array(json.get("levels"), "\"levels\" of " + where)) {
            if (!element.isJsonObject()) {
                throw new WorkbenchException("A level of " + where + " must be an object with \"label\" and \"set\".");
            }
            JsonObject level = element.getAsJsonObject();
            known(level, List.of("label", "set"), "a level of " + where);
            levels.add(new Axis.Level(
                    text(level, "label", ""), settings(level.get("set"), "\"set\" of a level of " + where)));
        }
        return new Axis(text(json, "name", where), levels);
    }

    private static String label(String path) {
        return Setting.all().stream()
                .filter(s -> s.paths().contains(path))
                .map(Setting::label)
                .findFirst()
                .orElse(path);
    }

    private static List<Long> seeds(JsonElement json) throws WorkbenchException {
        List<Long> seeds = new ArrayList<>();
        for (JsonElement seed : array(json, "\"seeds\"")) {
            try {
                seeds.add(seed.getAsBigDecimal().longValueExact());
            } catch (ArithmeticException
                    | NumberFormatException
                    | IllegalStateException
                    | UnsupportedOperationException e) {
                throw new WorkbenchException(
                        "\"seeds\" must be whole numbers, not " + Quote.bare(seed.toString()) + ".", e);
            }
        }
        return seeds;
    }

    private static Map<String, String> settings(JsonElement json, String where) throws WorkbenchException {
        Map<String, String> settings = new LinkedHashMap<>();
        if (json == null) {
            return settings;
        }
        if (!json.isJsonObject()) {
            throw new WorkbenchException(
                    where + " must be an object of settings, for example " + "{\"train.epochs\": 10}.");
        }
        for (Map.Entry<String, JsonElement> entry : json.getAsJsonObject().entrySet()) {
            settings.put(
                    entry.getKey(),
                    string(
                            entry.getValue(),
                            Quote.bare(entry.getKey()) + " in " + where + " must be a number, text, true or false"));
        }
        return settings;
    }

    private static void known(JsonObject json, List<String> keys, String where) throws WorkbenchException {
        List<String> unknown =
                json.keySet().stream().filter(key -> !keys.contains(key)).toList();
        if (!unknown.isEmpty()) {
            throw new WorkbenchException(unknown.stream()
                            .limit(UNKNOWN_SHOWN)
                            .map(key -> Quote.of(key) + " is not allowed in " + where
                                    + SpellingSuggestion.hint(key, keys) + ".")
                            .collect(Collectors.joining(" "))
                    + (unknown.size() > UNKNOWN_SHOWN ? " Other keys are not allowed either." : ""));
        }
    }

    private static JsonArray array(JsonElement json, String what) throws WorkbenchException {
        if (json == null) {
            return new JsonArray();
        }
        if (!json.isJsonArray()) {
            throw new WorkbenchException(what + " must be a list in square brackets.");
        }
        return json.getAsJsonArray();
    }

    private static String text(JsonObject json, String key, String fallback) throws WorkbenchException {
        return json.has(key) ? string(json.get(key), "\"" + key + "\" must be text") : fallback;
    }

    private static String string(JsonElement json, String requirement) throws WorkbenchException {
        if (json instanceof JsonPrimitive primitive) {
            return primitive.getAsString();
        }
        throw new WorkbenchException(requirement + ", not " + json + ".");
    }
}
