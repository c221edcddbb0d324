package org.dinotwins.data.coco;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.Arrays;
import java.util.regex.Pattern;
import org.dinotwins.data.outline.Outline;

/**
 * Lenient reading of JSON values: a value of the wrong type is skipped and read as NaN or empty. Every
 * method takes the parser at the first token of a value and leaves it at the last.
 */
final class JsonValues {
    /** Lists from this length on drop corners that paint nothing, so that ten million of them take little memory. */
    private static final int LONG = 1 << 16;

    /** Maximum length of a list of numbers: more than any outline has. */
    static final int MOST = 1 << 22;

    private static final double[] NO_NUMBERS = {Double.NaN};

    private static final Pattern DECIMAL = Pattern.compile("[+-]?([0-9]+\\.?[0-9]*|\\.[0-9]+)([eE][+-]?[0-9]+)?");

    private JsonValues() {}

    /** The value as a number; true is 1, false is 0, anything else that is no number is NaN. */
    static double number(JsonParser in) throws IOException {
        return switch (in.currentToken()) {
            case VALUE_NUMBER_FLOAT, VALUE_NUMBER_INT -> in.getDoubleValue();
            case VALUE_TRUE -> 1;
            case VALUE_FALSE -> 0;
            case VALUE_STRING -> parsed(in.getText());
            default -> {
                in.skipChildren();
                yield Double.NaN;
            }
        };
    }

    private static double parsed(String text) {
        // parseDouble alone would read 1d and 0x1p3 as numbers.
        return DECIMAL.matcher(text).matches() ? Double.parseDouble(text) : Double.NaN;
    }

    /** The value as text; empty if it is none. */
    static String text(JsonParser in) throws IOException {
        JsonToken token = in.currentToken();
        if (token == JsonToken.VALUE_STRING || token.isNumeric()) {
            return in.getText();
        }
        in.skipChildren();
        return "";
    }

    /** The value as a list of numbers; one NaN if it is no list. */
    static double[] numbers(JsonParser in) throws IOException {
        if (in.currentToken() != JsonToken.START_ARRAY) {
            in.skipChildren();
            return NO_NUMBERS;
        }
        in.nextToken();
        return remaining(in);
    }

    /** The numbers from this one to the end of the enclosing list; of more than {@link #MOST} the first. */
    static double[] remaining(JsonParser in) throws IOException {
        double[] values = new double[64];
        int count = 0;
        for (; in.currentToken() != JsonToken.END_ARRAY; in.nextToken()) {
            double value = number(in);
            if (count == MOST) {
                continue;
            }
            if (count == values.length) {
                values = Arrays.copyOf(values, count * 2);
            }
            values[count++] = value;
            if (count >= LONG && repeats(values, count)) {
                count -= 2;
            }
        }
        return Arrays.copyOf(values, count);
    }

    /** Whether the last two numbers are a corner of a polygon that paints nothing that the one before does not paint. */
    private static boolean repeats(double[] values, int count) {
        return count % 2 == 0
                && Double.isFinite(values[count - 2] + values[count - 1])
                && Outline.arePaintedAlike(values[count - 4], values[count - 3], values[count - 2], values[count - 1]);
    }
}
