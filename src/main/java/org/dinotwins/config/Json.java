package org.dinotwins.config;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.google.gson.Strictness;
import com.google.gson.TypeAdapter;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import com.google.gson.stream.JsonWriter;
import java.io.EOFException;
import java.io.IOException;
import java.io.StringReader;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * JSON text by Gson, for all files of the program. Only {@code data.coco} uses Jackson instead, because COCO annotation
 * files of hundreds of megabytes need its faster streaming parser.
 */
public final class Json {
    /** Indented JSON of records; NaN and infinities, which JSON cannot express, become {@code null} and are read as NaN. */
    public static final Gson GSON = new GsonBuilder()
            .setPrettyPrinting()
            .disableHtmlEscaping()
            .serializeNulls()
            .registerTypeAdapter(double.class, new NumberOrNull())
            .registerTypeAdapter(Double.class, new NumberOrNull())
            .create();

    /** How Gson names a place in a text. */
    private static final Pattern PLACE = Pattern.compile("at line (\\d+) column (\\d+)");

    private Json() {}

    /**
     * Parses a JSON object.
     *
     * @throws WorkbenchException when the text is not strictly valid JSON, or is no object; the message gives the place
     */
    public static JsonObject object(String json) throws WorkbenchException {
        try {
            JsonReader reader = new JsonReader(new StringReader(json));
            reader.setStrictness(Strictness.STRICT);
            JsonElement element = JsonParser.parseReader(reader);
            if (element.isJsonObject()) {
                return element.getAsJsonObject();
            }
        } catch (JsonParseException e) {
            throw new WorkbenchException("The text is not valid JSON" + place(e) + ".", e);
        }
        throw new WorkbenchException("The text is not a JSON object: it must begin with a brace.");
    }

    /** Where the parser stopped, as the end of a sentence; empty where it does not say so. */
    private static String place(JsonParseException e) {
        if (e.getCause() instanceof EOFException) {
            return "; it ends early";
        }
        Matcher place = PLACE.matcher(String.valueOf(e.getMessage()));
        return place.find() ? "; the fault is in line " + place.group(1) + ", column " + place.group(2) : "";
    }

    /** Indented JSON that ends with a line break. */
    public static String pretty(JsonObject json) {
        return GSON.toJson(json) + "\n";
    }

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
