package org.dinotwins.fuzz;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/**
 * One change of a file.
 *
 * @param kind   what is done
 * @param at     where, as a share of the file's bytes or tokens
 * @param length how many bytes or tokens it concerns
 * @param choice which of the replacements
 */
record Mutation(Kind kind, double at, int length, int choice) {
    enum Kind {
        FLIP_BIT,
        SET_BYTE,
        DELETE_BYTES,
        REPEAT_BYTES,
        CUT_END,
        REPLACE_TOKEN,
        DELETE_TOKEN,
        REPEAT_TOKEN,
        SWAP_TOKENS
    }

    /** Longest file that repeated mutations may build. */
    private static final int LONGEST = 1 << 20;

    private static final int DEEP = 20_000;

    /** JSON's and XML's smallest parts, in bytes read as Latin-1. */
    private static final Pattern TOKEN = Pattern.compile(
            "\"(?:[^\"\\\\]|\\\\.)*+\"|-?\\d+(?:\\.\\d+)?(?:[eE][+-]?\\d+)?|true|false|null|</?\\w+|[\\[\\]{},:<>/=]|\\w+");

    /** What parsers and their users stumble over. */
    private static final List<String> TOKENS = List.of(
            "null",
            "true",
            "0",
            "-1",
            "-0",
            "1.5",
            "1e3",
            "1e400",
            "-1e400",
            "1e-400",
            "NaN",
            "Infinity",
            "2147483648",
            "-2147483649",
            "4294967296",
            "9223372036854775807",
            "9223372036854775808",
            "-9223372036854775808",
            "99999999999999999999999999",
            "4611686018427387904",
            "\"\"",
            "\"1d\"",
            "\"1e999\"",
            "\"\\u0000<script>\"",
            "\"\\ud800\"",
            "\"../../etc/passwd\"",
            "\"F8_E4M3\"",
            "[]",
            "{}",
            "[[]]",
            "[null]",
            "[{}]",
            "{\"a\":{}}",
            "\"" + "x".repeat(5000) + "\"",
            "[" + "7,".repeat(300) + "7]",
            "[".repeat(DEEP),
            "{\"a\":".repeat(DEEP),
            "[".repeat(DEEP) + "]".repeat(DEEP),
            "<a>".repeat(DEEP),
            "<!DOCTYPE a [<!ENTITY b \"c\">]>",
            "&b;",
            "&#0;",
            "\u00ff\u00fe",
            "\u0000",
            "\n",
            "'",
            "//",
            "#");

    static Arbitrary<Mutation> any() {
        return Combinators.combine(
                        Arbitraries.of(Kind.values()),
                        Arbitraries.doubles().between(0, 1),
                        Arbitraries.integers().between(1, 40),
                        Arbitraries.integers().between(0, 255))
                .as(Mutation::new);
    }

    byte[] apply(byte[] file) {
        if (file.length == 0) {
            return TOKENS.get(choice % TOKENS.size()).getBytes(StandardCharsets.ISO_8859_1);
        }
        byte[] changed = switch (kind) {
            case FLIP_BIT -> with(file, (byte) (file[place(file.length)] ^ 1 << choice % Byte.SIZE));
            case SET_BYTE -> with(file, (byte) choice);
            case DELETE_BYTES -> spliced(file, place(file.length), place(file.length) + length, new byte[0]);
            case REPEAT_BYTES -> spliced(file, place(file.length), place(file.length), part(file));
            case CUT_END -> Arrays.copyOf(file, place(file.length));
            case REPLACE_TOKEN, DELETE_TOKEN, REPEAT_TOKEN, SWAP_TOKENS -> tokens(file);
        };
        return changed.length > LONGEST ? file : changed;
    }

    /** Like {@link #apply}, of the JSON header of a safetensors file, whose length stays right. */
    byte[] applyToHeader(byte[] file) {
        int length = (int) ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN).getLong();
        byte[] header = apply(Arrays.copyOfRange(file, Long.BYTES, Long.BYTES + length));
        return ByteBuffer.allocate(file.length - length + header.length)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(header.length)
                .put(header)
                .put(file, Long.BYTES + length, file.length - Long.BYTES - length)
                .array();
    }

    private int place(int count) {
        return Math.min(count - 1, (int) (at * count));
    }

    private byte[] with(byte[] file, byte value) {
        byte[] changed = file.clone();
        changed[place(file.length)] = value;
        return changed;
    }

    private byte[] part(byte[] file) {
        int from = place(file.length);
        byte[] part = Arrays.copyOfRange(file, from, Math.min(file.length, from + length));
        ByteArrayOutputStream repeated = new ByteArrayOutputStream();
        for (int i = 0; i <= choice; i++) {
            repeated.writeBytes(part);
        }
        return repeated.toByteArray();
    }

    private byte[] tokens(byte[] file) {
        String text = new String(file, StandardCharsets.ISO_8859_1);
        List<MatchResult> tokens = TOKEN.matcher(text).results().toList();
        if (tokens.isEmpty()) {
            return file;
        }
        int first = place(tokens.size());
        int last = Math.min(tokens.size() - 1, first + (length - 1) % 8);
        MatchResult token = tokens.get(first);
        byte[] own = token.group().getBytes(StandardCharsets.ISO_8859_1);
        return switch (kind) {
            case REPLACE_TOKEN ->
                spliced(
                        file,
                        token.start(),
                        token.end(),
                        TOKENS.get(choice % TOKENS.size()).getBytes(StandardCharsets.ISO_8859_1));
            case DELETE_TOKEN -> spliced(file, token.start(), tokens.get(last).end(), new byte[0]);
            case REPEAT_TOKEN ->
                spliced(
                        file,
                        token.end(),
                        token.end(),
                        text.substring(token.start(), tokens.get(last).end()).getBytes(StandardCharsets.ISO_8859_1));
            default -> {
                MatchResult other = tokens.get(choice * tokens.size() / 256);
                byte[] others = other.group().getBytes(StandardCharsets.ISO_8859_1);
                yield other.start() > token.end()
                        ? spliced(spliced(file, other.start(), other.end(), own), token.start(), token.end(), others)
                        : file;
            }
        };
    }

    private static byte[] spliced(byte[] file, int from, int to, byte[] middle) {
        int end = Math.min(file.length, to);
        return ByteBuffer.allocate(from + middle.length + file.length - end)
                .put(file, 0, from)
                .put(middle)
                .put(file, end, file.length - end)
                .array();
    }
}
