package org.dinotwins.data.coco.files;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** A JSON file that can be parsed from any byte; locations of errors refer to the whole file. */
public record JsonFile(Path path, long size) {
    public static final int BUFFER = 1 << 16;

    private static final JsonFactory JSON = JsonFactory.builder()
            .enable(StreamReadFeature.USE_FAST_DOUBLE_PARSER)
            // Python writes NaN and Infinity, which strict JSON does not know.
            .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
            .enable(JsonReadFeature.ALLOW_TRAILING_COMMA)
            .build();

    /** Invalid JSON at a byte of the file. */
    public static final class Damage extends IOException {
        public final long at;

        public Damage(JsonProcessingException cause, long origin) {
            super("the JSON is not valid", cause);
            this.at = origin
                    + Math.max(
                            0,
                            cause.getLocation() == null
                                    ? 0
                                    : cause.getLocation().getByteOffset());
        }
    }

    /** A parser that starts at a byte of the file, preceded by bytes that make the rest a document. */
    public JsonParser parser(long from, byte[] before) throws IOException {
        InputStream rest = Files.newInputStream(path);
        rest.skipNBytes(from);
        InputStream all = before.length == 0 ? rest : new SequenceInputStream(new ByteArrayInputStream(before), rest);
        return JSON.createParser(all);
    }

    /** Whether the byte at an offset has this value. */
    public boolean startsWith(long at, int value) throws IOException {
        try (InputStream in = Files.newInputStream(path)) {
            in.skipNBytes(at);
            return in.read() == value;
        }
    }

    /** Line and column of a byte, from 1, as an editor shows them. */
    public String place(long offset) throws IOException {
        long line = 1;
        long column = 1;
        try (InputStream in = new BufferedInputStream(Files.newInputStream(path), BUFFER)) {
            for (long at = 0; at < Math.min(offset, size); at++) {
                column++;
                if (in.read() == '\n') {
                    line++;
                    column = 1;
                }
            }
        }
        return "line " + line + ", column " + column;
    }
}
