package org.dinotwins.data.coco;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonParser.NumberType;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.regex.Pattern;

/**
 * The id of an image, annotation or category as one {@code long}. Whole numbers of 64 bits stand for themselves, also
 * where they are written as text or with a decimal point. Every other text, such as {@code "007"}, {@code "1d"} or a UUID,
 * and every larger number is represented by 62 bits of its SHA-256 digest, below all numbers that stand for themselves.
 */
final class CocoId {
    /** Marks a missing id. */
    static final long NONE = Long.MIN_VALUE;

    /** Ids below this represent texts; among a million texts two are alike with a probability of 1e-7. */
    private static final long FIRST_NUMBER = Long.MIN_VALUE / 2;
    /** Below this every whole number survives as a double. */
    private static final double LARGEST_EXACT = 1L << 53;
    /** Longest exponent of a number that is expanded: no 64-bit number is longer. */
    private static final int LONGEST = 40;

    private static final Pattern WHOLE = Pattern.compile("0|-?[1-9][0-9]{0,18}");

    private CocoId() {}

    /** The id that is the parser's current token, {@link #NONE} if that is neither a number nor a text. */
    static long read(JsonParser in) throws IOException {
        return switch (in.currentToken()) {
            case VALUE_NUMBER_INT ->
                in.getNumberType() == NumberType.BIG_INTEGER ? ofText(in.getText()) : ofNumber(in.getLongValue());
            case VALUE_NUMBER_FLOAT -> ofFraction(in);
            case VALUE_STRING -> ofText(in.getText());
            default -> {
                in.skipChildren();
                yield NONE;
            }
        };
    }

    /** The id of a text. */
    static long ofText(String text) {
        if (text.isEmpty()) {
            return NONE;
        }
        if (WHOLE.matcher(text).matches()) {
            BigInteger number = new BigInteger(text);
            if (number.bitLength() < Long.SIZE && number.longValue() >= FIRST_NUMBER) {
                return number.longValue();
            }
        }
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return Math.max(
                    NONE + 1, FIRST_NUMBER - 1 - (ByteBuffer.wrap(digest).getLong() >>> 2));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** False for the id of a text, and for none. */
    static boolean isNumber(long id) {
        return id >= FIRST_NUMBER;
    }

    private static long ofNumber(long number) {
        return isNumber(number) ? number : ofText(Long.toString(number));
    }

    /** Programs that keep ids in a table with gaps write 7.0 or 7e0 for 7. */
    private static long ofFraction(JsonParser in) throws IOException {
        double value = in.getDoubleValue();
        if (value == Math.rint(value) && Math.abs(value) < LARGEST_EXACT) {
            return (long) value;
        }
        if (!Double.isFinite(value)) {
            return NONE;
        }
        BigDecimal exact = new BigDecimal(in.getText());
        boolean whole =
                Math.abs(exact.scale()) <= LONGEST && exact.stripTrailingZeros().scale() <= 0;
        return ofText(whole ? exact.toBigInteger().toString() : in.getText());
    }
}
