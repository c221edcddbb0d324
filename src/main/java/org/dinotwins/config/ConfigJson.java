package org.dinotwins.config;

import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.dinotwins.data.ImageSet;
import org.dinotwins.message.Quote;

/** Configurations as JSON text, and checks of their settings. */
public final class ConfigJson {
    /** Keys that a file may have in addition to the settings; they are ignored. */
    private static final List<String> REMARKS = List.of("description", "versions");
    /** Settings that older files lack, by group, with the value that older versions used. */
    private static final Map<String, Map<String, JsonPrimitive>> LATER = Map.of(
            "model", Map.of("start", new JsonPrimitive("DINO")),
            "objective", Map.of("dinoShare", new JsonPrimitive(0.5)),
            "train",
                    Map.of(
                            "knnEveryEpochs",
                            new JsonPrimitive(0),
                            "microBatches",
                            new JsonPrimitive(1),
                            "attentionDecay",
                            new JsonPrimitive(0),
                            "gradientCheckpointing",
                            new JsonPrimitive(false),
                            "gpus",
                            new JsonPrimitive(1),
                            "precision",
                            new JsonPrimitive("FLOAT32")));

    /** Characters of a message that lists several errors. */
    private static final int LISTED_LENGTH = 360;

    private ConfigJson() {}

    /**
     * Parses a configuration. An unknown key, a missing value or a wrong type is an error that names its path. The keys
     * {@code description} and {@code versions} are ignored.
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
        replaceGradientNorm(settings);
        Optional<RunConfig> config = RecordJson.read(RunConfig.class, settings, "", problems);
        refuse(problems);
        return config.orElseThrow();
    }

    /** Early versions balanced by gradient norms, which held DINO's share at that of its weight. */
    private static void replaceGradientNorm(JsonObject settings) {
        if (settings.get("objective") instanceof JsonObject objective
                && new JsonPrimitive("GRADIENT_NORM").equals(objective.get("balancing"))
                && objective.get("dinoWeight") instanceof JsonPrimitive dino
                && objective.get("barlowWeight") instanceof JsonPrimitive barlow
                && dino.isNumber()
                && barlow.isNumber()) {
            double sum = dino.getAsDouble() + barlow.getAsDouble();
            objective.addProperty("balancing", "GRADIENT_SHARE");
            objective.addProperty("dinoShare", sum > 0 ? dino.getAsDouble() / sum : 0.5);
            objective.addProperty("dinoWeight", 1);
            objective.addProperty("barlowWeight", 1);
        }
    }

    /** A number in plain notation: {@code 0.0005}, not {@code 5.0E-4}. */
    public static String plain(double value) {
        return RecordJson.decimal(value).toString();
    }

    /** Indented JSON. */
    public static String write(RunConfig config) {
        return Json.pretty(RecordJson.write(config));
    }

    /** Indented JSON of the settings and of the versions that wrote them. */
    public static String write(RunConfig config, Map<String, String> versions) {
        JsonObject json = RecordJson.write(config);
        json.add("versions", Json.GSON.toJsonTree(versions));
        return Json.pretty(json);
    }

    /** Replaces settings by path, for example {@code objective.dinoShare=0.5}. */
    public static RunConfig with(RunConfig config, Map<String, String> settings) throws WorkbenchException {
        List<Problem> problems = new ArrayList<>();
        Optional<RunConfig> changed = read(config, settings, problems);
        refuse(problems);
        return changed.orElseThrow();
    }

    /** Errors and warnings of a configuration, each with its path. */
    public static List<Problem> check(RunConfig config) {
        List<Problem> problems = new ArrayList<>(ConfigRules.ranges(settings(config)));
        problems.addAll(ConfigRules.together(config));
        return List.copyOf(problems);
    }

    /** Errors and warnings that depend on the image set, in addition to {@link #check(RunConfig)}. */
    public static List<Problem> check(RunConfig config, ImageSet set) {
        return ConfigRules.onSet(config, set);
    }

    /**
     * Like {@link #with}, for a form: collects all problems instead of stopping at the first. Malformed numbers, unknown
     * paths and inconsistent sizes are problems too.
     */
    public static Edited edit(RunConfig config, Map<String, String> settings) {
        List<Problem> problems = new ArrayList<>();
        Map<String, String> all = settings(config);
        settings.forEach((path, text) -> all.computeIfPresent(path, (p, old) -> text));
        problems.addAll(ConfigRules.ranges(all));
        problems.addAll(ConfigRules.multiples(all));
        List<Problem> invalid = new ArrayList<>();
        Optional<RunConfig> changed = read(config, settings, invalid);
        // A record that rejects sizes would repeat what a rule above has explained better.
        invalid.removeIf(p -> problems.stream().anyMatch(q -> q.path().startsWith(p.path())));
        problems.addAll(invalid);
        changed.ifPresent(c -> problems.addAll(ConfigRules.together(c)));
        return new Edited(changed, problems.stream().distinct().toList());
    }

    private static Optional<RunConfig> read(RunConfig config, Map<String, String> settings, List<Problem> problems) {
        JsonObject json = RecordJson.write(config);
        settings.forEach((path, text) -> RecordJson.leafType(RunConfig.class, path)
                .ifPresentOrElse(
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
        List<String> paths =
                Setting.all().stream().flatMap(s -> s.paths().stream()).toList();
        List<String> below = paths.stream()
                .filter(p -> p.startsWith(path + ".") || p.endsWith("." + path))
                .toList();
        String hint = below.isEmpty()
                ? SpellingSuggestion.hint(path, paths)
                : " (did you mean " + String.join(" or ", below) + "?)";
        return new Problem(path, Quote.bare(path) + " is not a setting" + hint + ".", false);
    }

    /** @throws WorkbenchException that lists the errors, as many as can be read at once; warnings are ignored */
    public static void refuse(List<Problem> problems) throws WorkbenchException {
        List<Problem> errors = problems.stream().filter(p -> !p.warning()).toList();
        StringBuilder message = new StringBuilder();
        int listed = 0;
        for (Problem error : errors) {
            if (listed > 0 && message.length() + error.message().length() > LISTED_LENGTH) {
                break;
            }
            message.append(listed == 0 ? "" : " ").append(error.message());
            listed++;
        }
        int left = errors.size() - listed;
        if (left > 0) {
            message.append(left == 1 ? " One more setting is" : " " + left + " more settings are")
                    .append(" invalid.");
        }
        if (!errors.isEmpty()) {
            throw new WorkbenchException(message.toString());
        }
    }

    /**
     * Outcome of an edit.
     *
     * @param config   the configuration with all settings applied; empty when one of them is invalid
     * @param problems as of {@link #check}, and the invalid settings
     */
    public record Edited(Optional<RunConfig> config, List<Problem> problems) {
        /**
         * The configuration, if it has no errors.
         *
         * @throws WorkbenchException that lists all errors
         */
        public RunConfig usable() throws WorkbenchException {
            refuse(problems);
            return config.orElseThrow();
        }
    }

    /** All settings as text by path, in the order of the file. */
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
     * An error or warning about a setting.
     *
     * @param path    as in {@link #with}, for example {@code train.batchSize}
     * @param message sentence for the user: what is wrong and how to correct it
     * @param warning true when the run can start nevertheless
     */
    public record Problem(String path, String message, boolean warning) {}
}
