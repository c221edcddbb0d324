package org.dinotwins.run;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.util.List;
import org.dinotwins.config.RunConfig;

/**
 * The settings of a run that the user may change during training, after the last change.
 *
 * @param dinoWeight         the user's weight of L_DINO, 0 or more
 * @param barlowWeight       the user's weight of L_BT, 0 or more
 * @param learningRateFactor factor on the schedule's learning rate, above 0
 */
public record LiveSettings(double dinoWeight, double barlowWeight, double learningRateFactor) {
    /** As configured, before any change. */
    public static LiveSettings of(RunConfig config) {
        return new LiveSettings(
                config.objective().dinoWeight(), config.objective().barlowWeight(), 1);
    }

    /** These settings with lines of {@code changes.jsonl} applied, oldest first; unreadable lines are skipped. */
    LiveSettings with(List<String> changes) {
        LiveSettings now = this;
        for (String line : changes) {
            try {
                JsonObject change = JsonParser.parseString(line).getAsJsonObject();
                now = new LiveSettings(
                        number(change, "dinoWeight", now.dinoWeight),
                        number(change, "barlowWeight", now.barlowWeight),
                        number(change, "learningRateFactor", now.learningRateFactor));
            } catch (JsonParseException | IllegalStateException | NumberFormatException e) {
                // The broken last line of a killed run.
            }
        }
        return now;
    }

    private static double number(JsonObject change, String key, double fallback) {
        JsonElement value = change.get(key);
        return value == null ? fallback : value.getAsDouble();
    }
}
