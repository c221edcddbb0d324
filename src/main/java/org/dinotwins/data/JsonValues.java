package org.dinotwins.data;

import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import java.io.IOException;

/** Values of a JSON stream whose types need not be right: what does not fit is passed over and read as nothing. */
final class JsonValues {
    /** Whole numbers up to here survive as a double. */
    private static final double LARGEST_WHOLE = 1L << 53;

    private JsonValues() {
    }

    /** The next value as a number; true is 1, false is 0, anything else that is no number is NaN. */
    static double number(JsonReader in) throws IOException {
        JsonToken token = in.peek();
        if (token == JsonToken.NUMBER) {
            return in.nextDouble();
        }
        if (token == JsonToken.BOOLEAN) {
            return in.nextBoolean() ? 1 : 0;
        }
        if (token != JsonToken.STRING) {
            in.skipValue();
            return Double.NaN;
        }
        try {
            return Double.parseDouble(in.nextString());
        } catch (NumberFormatException e) {
            return Double.NaN;
        }
    }

    /** The next value as text; empty if it is none. */
    static String text(JsonReader in) throws IOException {
        JsonToken token = in.peek();
        if (token == JsonToken.STRING || token == JsonToken.NUMBER) {
            return in.nextString();
        }
        in.skipValue();
        return "";
    }

    static boolean isWhole(double value) {
        return value == Math.rint(value) && Math.abs(value) <= LARGEST_WHOLE;
    }
}
