package org.dinotwins.config;

import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import com.google.gson.stream.JsonWriter;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.RandomAccessFile;
import java.io.StringReader;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.lang.reflect.Constructor;
import java.lang.reflect.RecordComponent;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.dinotwins.files.AtomicFile;

/**
 * Files of one JSON object per line, each a record: keys are the component names, numbers that are not finite are null.
 * Unknown keys and null values are skipped. A line that lacks its first component, a text or an enum is broken, as the
 * last line of a killed run may be; a missing {@code double} is NaN and a missing {@code long} 0.
 *
 * @param <T> components are {@code long}, {@code double}, {@link String} and enums
 */
public final class JsonLines<T extends Record> {
    /** Bytes read from the end of a file to find its last whole line: room for several lines. */
    private static final int TAIL_BYTES = 16_384;

    private final RecordComponent[] components;
    private final Map<String, Integer> indexByName = new HashMap<>();
    private final Constructor<T> constructor;

    public JsonLines(Class<T> type) {
        components = type.getRecordComponents();
        for (int i = 0; i < components.length; i++) {
            indexByName.put(components[i].getName(), i);
        }
        try {
            constructor = type.getDeclaredConstructor(
                    Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new));
        } catch (NoSuchMethodException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The record as one line, without the line break. */
    public String write(T record) {
        StringWriter line = new StringWriter();
        try (JsonWriter json = new JsonWriter(line)) {
            json.setHtmlSafe(false);
            json.beginObject();
            for (RecordComponent component : components) {
                json.name(component.getName());
                Object value = component.getAccessor().invoke(record);
                if (value instanceof Double number && !Double.isFinite(number)) {
                    json.nullValue();
                } else if (value instanceof Number number) {
                    json.value(number);
                } else {
                    json.value(value instanceof Enum<?> constant ? constant.name() : (String) value);
                }
            }
            json.endObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
        return line.toString();
    }

    /** The record of a line; empty when the line is broken. */
    public Optional<T> parse(String line) {
        Object[] values = new Object[components.length];
        for (int i = 1; i < values.length; i++) {
            Class<?> type = components[i].getType();
            values[i] = type == long.class ? (Object) 0L : type == double.class ? (Object) Double.NaN : null;
        }
        try (JsonReader json = new JsonReader(new StringReader(line))) {
            json.beginObject();
            while (json.hasNext()) {
                Integer index = indexByName.get(json.nextName());
                if (index == null || json.peek() == JsonToken.NULL) {
                    json.skipValue();
                } else {
                    values[index] = value(json, components[index].getType());
                }
            }
            json.endObject();
        } catch (IOException | IllegalStateException | IllegalArgumentException e) {
            return Optional.empty();
        }
        return Arrays.asList(values).contains(null) ? Optional.empty() : Optional.of(build(values));
    }

    private static Object value(JsonReader json, Class<?> type) throws IOException {
        if (type == long.class) {
            return json.nextLong();
        }
        if (type == double.class) {
            return json.nextDouble();
        }
        String text = json.nextString();
        return type == String.class
                ? text
                : Arrays.stream(type.getEnumConstants())
                        .filter(constant -> ((Enum<?>) constant).name().equals(text))
                        .findFirst()
                        .orElse(null);
    }

    private T build(Object[] values) {
        try {
            return constructor.newInstance(values);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The records of a file, oldest first, without broken lines; empty when there is no file. */
    public List<T> read(Path file) throws IOException {
        List<T> records = new ArrayList<>();
        if (Files.exists(file)) {
            // Unlike Files.newBufferedReader, this replaces the bytes of a character that was cut off.
            try (BufferedReader lines =
                    new BufferedReader(new InputStreamReader(Files.newInputStream(file), StandardCharsets.UTF_8))) {
                for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                    parse(line).ifPresent(records::add);
                }
            }
        }
        return records;
    }

    /** The last record, without reading the whole file; empty without one, or no file. */
    public Optional<T> last(Path file) {
        try (RandomAccessFile bytes = new RandomAccessFile(file.toFile(), "r")) {
            byte[] tail = new byte[(int) Math.min(TAIL_BYTES, bytes.length())];
            bytes.seek(bytes.length() - tail.length);
            bytes.readFully(tail);
            List<String> lines = Arrays.asList(new String(tail, StandardCharsets.UTF_8).split("\n"));
            for (int i = lines.size() - 1; i >= 0; i--) {
                Optional<T> record = parse(lines.get(i));
                if (record.isPresent()) {
                    return record;
                }
            }
        } catch (IOException e) {
            // A run that has not begun has no file yet.
        }
        return Optional.empty();
    }

    /** Keeps the lines whose number under {@code key} is at most {@code limit}, unchanged; broken lines are removed. */
    public static void keepUpTo(Path file, String key, long limit) throws IOException {
        if (!Files.exists(file)) {
            return;
        }
        StringBuilder kept = new StringBuilder();
        for (String line : Files.readAllLines(file)) {
            try {
                if (JsonParser.parseString(line).getAsJsonObject().get(key).getAsLong() <= limit) {
                    kept.append(line).append('\n');
                }
            } catch (JsonParseException | IllegalStateException | NumberFormatException | NullPointerException e) {
                // The broken last line of a killed run.
            }
        }
        AtomicFile.write(file, kept.toString());
    }
}
