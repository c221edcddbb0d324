package org.dinotwins.config;

import com.google.gson.JsonElement;
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
import java.util.OptionalLong;
import java.util.function.Function;
import org.dinotwins.files.AtomicFile;

/**
 * Files of one JSON object per line, each a record: keys are the component names, numbers that are not finite are null.
 * Unknown keys and null values are skipped. A line that lacks its first component, a text or an enum is damaged, as the
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

    /** The record of a line; empty when the line is damaged. */
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
            if (json.peek() != JsonToken.END_DOCUMENT) {
                return Optional.empty();
            }
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

    /** The records of a file, oldest first, without damaged lines; empty when there is no file. */
    public List<T> read(Path file) throws IOException {
        return read(file, this::parse).records();
    }

    /**
     * What a file of lines holds.
     *
     * @param records      oldest first
     * @param damaged      number of lines that are no records; the last line of a killed run, which has no line break, does
     *                     not count
     * @param firstDamaged number of the first damaged line, from 1; 0 for none
     */
    public record Lines<T>(List<T> records, long damaged, long firstDamaged) {
        public Lines {
            records = List.copyOf(records);
        }
    }

    /**
     * Reads a file of lines; empty when there is no file.
     *
     * @param parser the record of a line, empty when the line is damaged
     */
    public static <T> Lines<T> read(Path file, Function<String, Optional<T>> parser) throws IOException {
        List<T> records = new ArrayList<>();
        long damaged = 0;
        long first = 0;
        if (Files.exists(file)) {
            boolean whole = endsWithLineBreak(file);
            // Unlike Files.newBufferedReader, this replaces the bytes of a character that was cut off.
            try (BufferedReader lines =
                    new BufferedReader(new InputStreamReader(Files.newInputStream(file), StandardCharsets.UTF_8))) {
                long number = 1;
                String line = lines.readLine();
                while (line != null) {
                    Optional<T> record = line.isBlank() ? Optional.empty() : parser.apply(line);
                    String next = lines.readLine();
                    if (record.isPresent()) {
                        records.add(record.get());
                    } else if (!line.isBlank() && (next != null || whole)) {
                        first = damaged == 0 ? number : first;
                        damaged++;
                    }
                    line = next;
                    number++;
                }
            }
        }
        return new Lines<>(records, damaged, first);
    }

    private static boolean endsWithLineBreak(Path file) throws IOException {
        try (RandomAccessFile bytes = new RandomAccessFile(file.toFile(), "r")) {
            bytes.seek(Math.max(0, bytes.length() - 1));
            return bytes.read() == '\n';
        }
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

    /**
     * Removes everything after the last line whose number under {@code key} is at most {@code limit}, and lines before it
     * with a larger number. Damaged lines before it stay, so that they are reported again.
     */
    public static void keepUpTo(Path file, String key, long limit) throws IOException {
        if (!Files.exists(file)) {
            return;
        }
        StringBuilder kept = new StringBuilder();
        StringBuilder damaged = new StringBuilder();
        for (String line : new String(Files.readAllBytes(file), StandardCharsets.UTF_8).split("\n")) {
            OptionalLong number = number(line, key);
            if (number.isEmpty()) {
                damaged.append(line).append('\n');
            } else if (number.getAsLong() <= limit) {
                kept.append(damaged).append(line).append('\n');
                damaged.setLength(0);
            }
        }
        AtomicFile.write(file, kept.toString());
    }

    private static OptionalLong number(String line, String key) {
        try {
            JsonElement value = Json.object(line).get(key);
            return value != null && value.isJsonPrimitive()
                    ? OptionalLong.of(Long.parseLong(value.getAsString()))
                    : OptionalLong.empty();
        } catch (WorkbenchException | NumberFormatException e) {
            return OptionalLong.empty();
        }
    }
}
