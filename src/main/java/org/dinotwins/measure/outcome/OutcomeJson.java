package org.dinotwins.measure.outcome;

import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
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
            JsonObject json = JsonParser.parseString(text).getAsJsonObject();
            String kind = json.get(KIND).getAsString();
            for (Class<? extends Outcome> type : KINDS) {
                if (kind(type).equals(kind)) {
                    return Json.GSON.fromJson(json, type);
                }
            }
            throw new JsonParseException("unknown kind " + kind);
        } catch (JsonParseException | IllegalStateException | NullPointerException e) {
            throw new WorkbenchException("The saved result is damaged (" + e.getMessage() + "). Measure again.", e);
        }
    }

    private static String kind(Class<?> type) {
        return type.getSimpleName().replace("Outcome", "").toLowerCase(Locale.ROOT);
    }
}
