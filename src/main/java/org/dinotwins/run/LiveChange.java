package org.dinotwins.run;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.dinotwins.config.Json;
import org.dinotwins.config.WorkbenchException;

/**
 * A change that the user made during training, one line of {@code changes.jsonl}.
 *
 * @param step     step after which it took effect, 0 or more
 * @param settings new values by name: {@code dinoShare}, 0..1, {@code dinoWeight} and {@code barlowWeight}, 0 or more, and
 *                 {@code learningRateFactor}, above 0
 */
public record LiveChange(long step, Map<String, Double> settings) {
    static final String DINO_SHARE = "dinoShare";
    static final String DINO_WEIGHT = "dinoWeight";
    static final String BARLOW_WEIGHT = "barlowWeight";
    static final String LEARNING_RATE_FACTOR = "learningRateFactor";
    private static final String STEP = "step";
    private static final Set<String> SETTINGS = Set.of(DINO_SHARE, DINO_WEIGHT, BARLOW_WEIGHT, LEARNING_RATE_FACTOR);

    /** The change of a line; empty when the line is damaged. */
    static Optional<LiveChange> parse(String line) {
        try {
            JsonObject json = Json.object(line);
            long step = Long.parseLong(text(json.get(STEP)));
            Map<String, Double> settings = new LinkedHashMap<>();
            for (Map.Entry<String, JsonElement> entry : json.entrySet()) {
                if (SETTINGS.contains(entry.getKey())) {
                    settings.put(entry.getKey(), Double.parseDouble(text(entry.getValue())));
                }
            }
            boolean valid =
                    step >= 0 && settings.entrySet().stream().allMatch(s -> isPossible(s.getKey(), s.getValue()));
            return valid && !settings.isEmpty() ? Optional.of(new LiveChange(step, settings)) : Optional.empty();
        } catch (WorkbenchException | NumberFormatException e) {
            return Optional.empty();
        }
    }

    private static boolean isPossible(String setting, double value) {
        return Double.isFinite(value)
                && switch (setting) {
                    case LEARNING_RATE_FACTOR -> value > 0;
                    case DINO_SHARE -> value >= 0 && value <= 1;
                    default -> value >= 0;
                };
    }

    /** The text of a number; empty for everything else. */
    private static String text(JsonElement value) {
        return value != null
                        && value.isJsonPrimitive()
                        && value.getAsJsonPrimitive().isNumber()
                ? value.getAsString()
                : "";
    }
}
