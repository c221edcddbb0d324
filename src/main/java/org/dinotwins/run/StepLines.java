package org.dinotwins.run;

import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.StringReader;
import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
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
import org.dinotwins.train.StepRecord;

/** {@code metrics.jsonl}: a JSON object a line for each step, keys named as the record's components, NaN as null. */
final class StepLines {
    private static final RecordComponent[] PARTS = StepRecord.class.getRecordComponents();
    private static final Map<String, Integer> INDEX = index();
    private static final Constructor<StepRecord> CONSTRUCTOR = constructor();
    /** Bytes at the end of the file that hold several lines, in which the last whole one is looked for. */
    private static final int TAIL = 16_384;

    private StepLines() {
    }

    /** The step as a line, without its end. */
    static String write(StepRecord step) {
        StringBuilder line = new StringBuilder(700).append('{');
        for (RecordComponent part : PARTS) {
            line.append(line.length() > 1 ? "," : "").append('"').append(part.getName()).append("\":");
            Object value = value(step, part.getAccessor());
            boolean finite = !(value instanceof Double number) || Double.isFinite(number);
            line.append(finite ? value : "null");
        }
        return line.append('}').toString();
    }

    /** The step of a line; empty when the line is broken. Unknown keys are passed over. */
    static Optional<StepRecord> parse(String line) {
        Object[] values = new Object[PARTS.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = PARTS[i].getType() == long.class ? (Object) 0L : (Object) Double.NaN;
        }
        boolean numbered = false;
        try (JsonReader json = new JsonReader(new StringReader(line))) {
            json.beginObject();
            while (json.hasNext()) {
                String name = json.nextName();
                Integer at = INDEX.get(name);
                if (at == null || json.peek() == JsonToken.NULL) {
                    json.skipValue();
                } else {
                    values[at] = PARTS[at].getType() == long.class ? (Object) json.nextLong() : json.nextDouble();
                    numbered |= at == 0;
                }
            }
            json.endObject();
        } catch (IOException | IllegalStateException | NumberFormatException e) {
            return Optional.empty();
        }
        return numbered ? Optional.of(build(values)) : Optional.empty();
    }

    /** All whole lines of a file; none when there is no file. */
    static List<StepRecord> read(Path file) throws IOException {
        List<StepRecord> steps = new ArrayList<>();
        if (Files.exists(file)) {
            try (BufferedReader lines = Files.newBufferedReader(file, StandardCharsets.ISO_8859_1)) {
                for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                    parse(line).ifPresent(steps::add);
                }
            }
        }
        return steps;
    }

    /** The last whole line's step, without reading the whole file. */
    static Optional<StepRecord> last(Path file) {
        try (RandomAccessFile bytes = new RandomAccessFile(file.toFile(), "r")) {
            byte[] tail = new byte[(int) Math.min(TAIL, bytes.length())];
            bytes.seek(bytes.length() - tail.length);
            bytes.readFully(tail);
            List<String> lines = Arrays.asList(new String(tail, StandardCharsets.ISO_8859_1).split("\n"));
            for (int i = lines.size() - 1; i >= 0; i--) {
                Optional<StepRecord> step = parse(lines.get(i));
                if (step.isPresent()) {
                    return step;
                }
            }
        } catch (IOException e) {
            // A run that has not begun has no file yet.
        }
        return Optional.empty();
    }

    /** Leaves out steps after {@code step}, and broken lines. */
    static void cut(Path file, long step) throws IOException {
        StringBuilder kept = new StringBuilder();
        for (StepRecord record : read(file)) {
            if (record.step() <= step) {
                kept.append(write(record)).append('\n');
            }
        }
        AtomicFile.write(file, kept.toString());
    }

    private static Object value(StepRecord step, Method accessor) {
        try {
            return accessor.invoke(step);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    private static StepRecord build(Object[] values) {
        try {
            return CONSTRUCTOR.newInstance(values);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Map<String, Integer> index() {
        Map<String, Integer> index = new HashMap<>();
        for (int i = 0; i < PARTS.length; i++) {
            index.put(PARTS[i].getName(), i);
        }
        return index;
    }

    private static Constructor<StepRecord> constructor() {
        try {
            return StepRecord.class.getDeclaredConstructor(
                    Arrays.stream(PARTS).map(RecordComponent::getType).toArray(Class<?>[]::new));
        } catch (NoSuchMethodException e) {
            throw new IllegalStateException(e);
        }
    }
}
