package org.dinotwins.measure.outcome;

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
                    Outcome outcome = Json.GSON.fromJson(json, type);
                    // Reads every component, which finds what is missing.
                    outcome.tables();
                    return outcome;
                }
            }
        } catch (WorkbenchException | RuntimeException e) {
            // Gson passes on whatever the constructor of a record throws.
            throw new WorkbenchException("The saved result is damaged. Measure again.", e);
        }
        throw new WorkbenchException("The saved result is of an unknown kind. Measure again.");
    }

    private static String kind(Class<?> type) {
        return type.getSimpleName().replace("Outcome", "").toLowerCase(Locale.ROOT);
    }
}
