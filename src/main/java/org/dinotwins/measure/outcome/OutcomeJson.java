package org.dinotwins.measure.outcome;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.util.List;
import java.util.Locale;
import org.dinotwins.config.Json;
import org.dinotwins.config.WorkbenchException;

/** Results as JSON: the record's components and its kind; NaN becomes null. */
public final class OutcomeJson {
    private static final String KIND = "kind";
    private static final List<Class<? extends Outcome>> KINDS = List.of(
            ProbeOutcome.class,
            KnnOutcome.class,
            SegmentationOutcome.class,
            RobustnessOutcome.class,
            DomainsOutcome.class);

    private OutcomeJson() {}

    public static String write(Outcome outcome) {
        JsonObject json = new JsonObject();
        json.addProperty(KIND, kind(outcome.getClass()));
        Json.GSON.toJsonTree(outcome).getAsJsonObject().asMap().forEach(json::add);
        return Json.GSON.toJson(json) + "\n";
    }

    /** @throws WorkbenchException if the text is no result */
    public static Outcome read(String text) throws WorkbenchException {
        try {
            JsonObject json = Json.object(text);
            for (Class<? extends Outcome> type : KINDS) {
                if (new JsonPrimitive(kind(type)).equals(json.get(KIND))) {
                    refuseEarlier(json);
                    Outcome outcome = Json.GSON.fromJson(json, type);
                    // Reads every component, which finds what is missing.
                    outcome.tables();
                    return outcome;
                }
            }
        } catch (EarlierVersionException e) {
            throw e;
        } catch (WorkbenchException | RuntimeException e) {
            // Gson passes on whatever the constructor of a record throws.
            throw new WorkbenchException("The saved result is damaged. Measure again.", e);
        }
        throw new WorkbenchException("The saved result is of an unknown kind. Measure again.");
    }

    /** A figure that an earlier version did not measure would be read as 0. */
    private static void refuseEarlier(JsonObject json) throws WorkbenchException {
        boolean earlier = switch (json.get(KIND).getAsString()) {
            case "robustness" -> !json.has("cleanHog");
            case "segmentation" ->
                json.get("scores") instanceof JsonArray scores
                        && !scores.isEmpty()
                        && scores.get(0) instanceof JsonObject score
                        && !score.has("halfObjects");
            default -> false;
        };
        if (earlier) {
            throw new EarlierVersionException();
        }
    }

    /** A result that lacks figures of the present version. */
    private static final class EarlierVersionException extends WorkbenchException {
        private static final long serialVersionUID = 1;

        EarlierVersionException() {
            super("The saved result is of an earlier version, which measured less. Measure again.");
        }
    }

    private static String kind(Class<?> type) {
        return type.getSimpleName().replace("Outcome", "").toLowerCase(Locale.ROOT);
    }
}
