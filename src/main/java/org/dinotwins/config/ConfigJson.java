package org.dinotwins.config;

import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.dinotwins.data.ImageSet;

/** Configurations as JSON text, and their rules. */
public final class ConfigJson {
    /** Keys beside the settings that a file may have: words for people, and what wrote it. */
    private static final List<String> REMARKS = List.of("description", "versions");
    /** Settings that older files lack, by group, and what held without them. */
    private static final Map<String, Map<String, JsonPrimitive>> LATER = Map.of(
            "model", Map.of("start", new JsonPrimitive("DINO")),
            "train", Map.of("knnEveryEpochs", new JsonPrimitive(0), "microBatches", new JsonPrimitive(1),
                    "attentionDecay", new JsonPrimitive(0), "gradientCheckpointing", new JsonPrimitive(false),
                    "gpus", new JsonPrimitive(1), "precision", new JsonPrimitive("FLOAT32")));

    private ConfigJson() {
    }

    /**
     * Reads a configuration; every unknown key, missing value or wrong type is an error that names its path. The keys
     * {@code description} and {@code versions} are remarks and are passed over.
     */
    public static RunConfig parse(String json) throws WorkbenchException {
        List<Problem> problems = new ArrayList<>();
        JsonObject settings = Json.object(json);
        REMARKS.forEach(settings::remove);
        LATER.forEach((group, later) -> {
            if (settings.get(group) instanceof JsonObject given) {
                later.forEach((name, value) -> given.asMap().putIfAbsent(name, value));
            }
        });
        Optional<RunConfig> config = RecordJson.read(RunConfig.class, settings, "", problems);
        refuse(problems);
        return config.orElseThrow();
    }

    /** A number as the file writes it: {@code 0.0005}, not {@code 5.0E-4}. */
    public static String plain(double value) {
        return RecordJson.decimal(value).toString();
    }

    /** Indented JSON. */
    public static String write(RunConfig config) {
        return Json.pretty(RecordJson.write(config));
    }

    /** Indented JSON with what wrote it beside the settings. */
    public static String write(RunConfig config, Map<String, String> versions) {
        JsonObject json = RecordJson.write(config);
        json.add("versions", Json.GSON.toJsonTree(versions));
        return Json.pretty(json);
    }

    /** Replaces settings by path, for example {@code objective.dinoWeight=0.5}. */
    public static RunConfig with(RunConfig config, Map<String, String> settings) throws WorkbenchException {
        List<Problem> problems = new ArrayList<>();
        Optional<RunConfig> changed = read(config, settings, problems);
        refuse(problems);
        return changed.orElseThrow();
    }

    /** What is wrong with the configuration, each with its path; empty when it can run. */
    public static List<Problem> check(RunConfig config) {
        List<Problem> problems = new ArrayList<>(ConfigRules.ranges(settings(config)));
        problems.addAll(ConfigRules.together(config));
        return List.copyOf(problems);
    }

    /** What keeps the configuration from running on this image set, or is unwise; beside {@link #check(RunConfig)}. */
    public static List<Problem> check(RunConfig config, ImageSet set) {
        return ConfigRules.onSet(config, set);
    }

    /**
     * As {@link #with}, for a form that is being filled in: gathers every problem instead of stopping at the first.
     * Values that are no number, unknown paths and sizes that do not go together are problems too.
     */
    public static Edited edit(RunConfig config, Map<String, String> settings) {
        List<Problem> problems = new ArrayList<>();
        Map<String, String> all = settings(config);
        settings.forEach((path, text) -> all.computeIfPresent(path, (p, old) -> text));
        problems.addAll(ConfigRules.ranges(all));
        problems.addAll(ConfigRules.multiples(all));
        List<Problem> meaningless = new ArrayList<>();
        Optional<RunConfig> changed = read(config, settings, meaningless);
        // A record that refuses sizes which a rule above has already explained would only say the same again.
        meaningless.removeIf(p -> problems.stream().anyMatch(q -> q.path().startsWith(p.path())));
        problems.addAll(meaningless);
        changed.ifPresent(c -> problems.addAll(ConfigRules.together(c)));
        return new Edited(changed, problems.stream().distinct().toList());
    }

    private static Optional<RunConfig> read(RunConfig config, Map<String, String> settings, List<Problem> problems) {
        JsonObject json = RecordJson.write(config);
        settings.forEach((path, text) -> RecordJson.leafType(RunConfig.class, path).ifPresentOrElse(
                type -> {
                    String[] names = path.split("\\.");
                    JsonObject at = json;
                    for (int i = 0; i < names.length - 1; i++) {
                        at = at.getAsJsonObject(names[i]);
                    }
                    at.add(names[names.length - 1], RecordJson.typed(type, text));
                },
                () -> problems.add(unknown(path))));
        return RecordJson.read(RunConfig.class, json, "", problems).filter(c -> problems.isEmpty());
    }

    private static Problem unknown(String path) {
        List<String> paths = Setting.all().stream().flatMap(s -> s.paths().stream()).toList();
        List<String> below = paths.stream().filter(p -> p.startsWith(path + ".") || p.endsWith("." + path)).toList();
        String hint = below.isEmpty() ? SpellingSuggestion.hint(path, paths)
                : "; the settings of that name are " + String.join(", ", below);
        return new Problem(path, path + " is no setting" + hint + ".", false);
    }

    /** @throws WorkbenchException that names every error; warnings pass */
    public static void refuse(List<Problem> problems) throws WorkbenchException {
        List<Problem> errors = problems.stream().filter(p -> !p.warning()).toList();
        if (!errors.isEmpty()) {
            throw new WorkbenchException(errors.stream().map(Problem::message).collect(Collectors.joining(" ")));
        }
    }

    /**
     * Outcome of an edit.
     *
     * @param config   the configuration with all settings taken over; empty when one of them has no meaning
     * @param problems as {@link #check}, and the settings that have no meaning
     */
    public record Edited(Optional<RunConfig> config, List<Problem> problems) {
        /**
         * The configuration, if it could run.
         *
         * @throws WorkbenchException that names every problem which is no warning
         */
        public RunConfig usable() throws WorkbenchException {
            refuse(problems);
            return config.orElseThrow();
        }
    }

    /** Every setting by path as text, in the order of the file: what a form shows. */
    public static Map<String, String> settings(RunConfig config) {
        Map<String, String> texts = new LinkedHashMap<>();
        flatten(RecordJson.write(config), "", texts);
        return texts;
    }

    private static void flatten(JsonObject json, String path, Map<String, String> texts) {
        json.asMap().forEach((name, value) -> {
            if (value.isJsonObject()) {
                flatten(value.getAsJsonObject(), path + name + ".", texts);
            } else {
                texts.put(path + name, value.getAsString());
            }
        });
    }

    /**
     * A setting that cannot stay as it is.
     *
     * @param path    as in {@link #with}, for example {@code train.batchSize}
     * @param message sentence for the user: what is wrong and what would be right
     * @param warning true when the run could start all the same
     */
    public record Problem(String path, String message, boolean warning) {
    }
}
