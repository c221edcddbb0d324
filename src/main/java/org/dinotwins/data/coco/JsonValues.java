package org.dinotwins.data.coco;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.Arrays;

/**
 * Lenient reading of JSON values: a value of the wrong type is skipped and read as NaN or empty. Every
 * method takes the parser at the first token of a value and leaves it at the last.
 */
final class JsonValues {
    /** Whole numbers up to here survive as a double. */
    private static final double LARGEST_WHOLE = 1L << 53;

    private static final double[] NO_NUMBERS = {Double.NaN};

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
        try {
            return Double.parseDouble(text);
        } catch (NumberFormatException e) {
            return Double.NaN;
        }
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

    /** The numbers from this one to the end of the enclosing list. */
    static double[] remaining(JsonParser in) throws IOException {
        double[] values = new double[64];
        int count = 0;
        for (; in.currentToken() != JsonToken.END_ARRAY; in.nextToken()) {
            if (count == values.length) {
                values = Arrays.copyOf(values, count * 2);
            }
            values[count++] = number(in);
        }
        return Arrays.copyOf(values, count);
    }

    static boolean isWhole(double value) {
        return value == Math.rint(value) && Math.abs(value) <= LARGEST_WHOLE;
    }
}
