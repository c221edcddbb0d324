package org.dinotwins.experiment.measure;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.google.gson.TypeAdapter;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import com.google.gson.stream.JsonWriter;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import org.dinotwins.experiment.ExperimentException;

/** Results as JSON: the record with its kind, NaN as null. */
final class OutcomeJson {
    private static final String KIND = "kind";
    private static final List<Class<? extends Outcome>> KINDS = List.of(Outcome.ProbeOutcome.class,
            Outcome.KnnOutcome.class, Outcome.SegmentationOutcome.class, Outcome.RobustnessOutcome.class,
            Outcome.DomainsOutcome.class);
    private static final Gson GSON = new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().serializeNulls()
            .registerTypeAdapter(double.class, new NumberOrNull()).registerTypeAdapter(Double.class, new NumberOrNull())
            .create();

    private OutcomeJson() {
    }

    static String write(Outcome outcome) {
        JsonObject json = new JsonObject();
        json.addProperty(KIND, kind(outcome.getClass()));
        GSON.toJsonTree(outcome).getAsJsonObject().asMap().forEach(json::add);
        return GSON.toJson(json) + "\n";
    }

    static Outcome read(String text) throws ExperimentException {
        try {
            JsonObject json = JsonParser.parseString(text).getAsJsonObject();
            String kind = json.get(KIND).getAsString();
            for (Class<? extends Outcome> type : KINDS) {
                if (kind(type).equals(kind)) {
                    return GSON.fromJson(json, type);
                }
            }
            throw new JsonParseException("unknown kind " + kind);
        } catch (JsonParseException | IllegalStateException | NullPointerException e) {
            throw new ExperimentException("The result cannot be read (" + e.getMessage() + "). Measure again.", e);
        }
    }

    private static String kind(Class<?> type) {
        return type.getSimpleName().replace("Outcome", "").toLowerCase(Locale.ROOT);
    }

    /** JSON knows no NaN. */
    private static final class NumberOrNull extends TypeAdapter<Double> {
        @Override
        public void write(JsonWriter out, Double value) throws IOException {
            if (Double.isFinite(value)) {
                out.value(value);
            } else {
                out.nullValue();
            }
        }

        @Override
        public Double read(JsonReader in) throws IOException {
            if (in.peek() == JsonToken.NULL) {
                in.nextNull();
                return Double.NaN;
            }
            return in.nextDouble();
        }
    }
}
