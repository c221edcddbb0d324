package org.dinotwins.config;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.dinotwins.config.ConfigJson.Problem;
import org.dinotwins.message.Quote;

/**
 * Settings records as JSON objects whose keys are the component names. Strict: an unknown key, a missing key or a wrong
 * type is a problem with its path. Components are numbers, booleans, texts, enums and records.
 */
final class RecordJson {
    /** Cached, because a form needs them at every keystroke and the JVM creates them at every call. */
    private static final ClassValue<RecordComponent[]> COMPONENTS = new ClassValue<>() {
        @Override
        protected RecordComponent[] computeValue(Class<?> type) {
            return type.getRecordComponents();
        }
    };

    private RecordJson() {}

    static JsonObject write(Record record) {
        JsonObject json = new JsonObject();
        for (RecordComponent component : COMPONENTS.get(record.getClass())) {
            Object value = value(record, component);
            json.add(component.getName(), value instanceof Record inner ? write(inner) : leaf(value));
        }
        return json;
    }

    private static JsonPrimitive leaf(Object value) {
        if (value instanceof Double number) {
            return new JsonPrimitive(decimal(number));
        }
        if (value instanceof Number number) {
            return new JsonPrimitive(number);
        }
        return value instanceof Boolean flag ? new JsonPrimitive(flag) : new JsonPrimitive(value.toString());
    }

    /** A number in plain notation: {@code 0.0005}, not {@code 5.0E-4}. */
    static Number decimal(double value) {
        if (!Double.isFinite(value)) {
            return value;
        }
        BigDecimal exact = BigDecimal.valueOf(value).stripTrailingZeros();
        return exact.scale() < 0 ? exact.setScale(0) : exact;
    }

    private static Object value(Record record, RecordComponent component) {
        try {
            return component.getAccessor().invoke(record);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(component.toString(), e);
        }
    }

    /** Reads a record; empty if there was a problem, which is added to {@code problems}. */
    static <T extends Record> Optional<T> read(Class<T> type, JsonObject json, String path, List<Problem> problems) {
        int before = problems.size();
        RecordComponent[] components = COMPONENTS.get(type);
        List<String> names =
                Arrays.stream(components).map(RecordComponent::getName).toList();
        for (String key : json.keySet()) {
            if (!names.contains(key)) {
                problems.add(problem(at(path, key), "is not a setting" + SpellingSuggestion.hint(key, names)));
            }
        }
        Object[] values = new Object[components.length];
        for (int i = 0; i < components.length; i++) {
            JsonElement element = json.get(names.get(i));
            String here = at(path, names.get(i));
            if (element == null || element.isJsonNull()) {
                problems.add(problem(here, "is missing; it needs " + kind(components[i].getType())));
            } else {
                values[i] = value(components[i].getType(), element, here, problems);
            }
        }
        return problems.size() == before ? build(type, components, values, path, problems) : Optional.empty();
    }

    private static <T extends Record> Optional<T> build(
            Class<T> type, RecordComponent[] components, Object[] values, String path, List<Problem> problems) {
        try {
            Class<?>[] types =
                    Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
            var constructor = type.getDeclaredConstructor(types);
            return Optional.of(constructor.newInstance(values));
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof IllegalArgumentException rejected) {
                // The message is a sentence, which problem ends.
                problems.add(
                        problem(path, "is invalid: " + rejected.getMessage().replaceFirst("\\.$", "")));
                return Optional.empty();
            }
            throw new IllegalStateException(e.getCause());
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Object value(Class<?> type, JsonElement element, String path, List<Problem> problems) {
        if (type.isRecord()) {
            if (element.isJsonObject()) {
                return read(type.asSubclass(Record.class), element.getAsJsonObject(), path, problems)
                        .orElse(null);
            }
        } else if (element.isJsonPrimitive()) {
            Object value = primitive(type, element.getAsJsonPrimitive());
            if (value != null) {
                return value;
            }
        }
        problems.add(problem(path, "must be " + kind(type) + ", not " + Quote.bare(element.toString())));
        return null;
    }

    private static Object primitive(Class<?> type, JsonPrimitive json) {
        if (type == boolean.class) {
            return json.isBoolean() ? json.getAsBoolean() : null;
        }
        if (type == String.class) {
            return json.isString() ? json.getAsString() : null;
        }
        if (type.isEnum()) {
            return Arrays.stream(type.getEnumConstants())
                    .filter(c -> json.isString() && c.toString().equals(json.getAsString()))
                    .findFirst()
                    .orElse(null);
        }
        try {
            if (!json.isNumber()) {
                return null;
            }
            BigDecimal number = json.getAsBigDecimal();
            if (type == double.class) {
                return number.doubleValue();
            }
            return type == int.class ? (Object) number.intValueExact() : (Object) number.longValueExact();
        } catch (ArithmeticException | NumberFormatException e) {
            return null;
        }
    }

    /** Type of the setting at a path below a record; empty without one. */
    static Optional<Class<?>> leafType(Class<?> type, String path) {
        Class<?> here = type;
        for (String name : path.split("\\.", -1)) {
            Optional<Class<?>> next = !here.isRecord()
                    ? Optional.empty()
                    : Arrays.stream(COMPONENTS.get(here))
                            .filter(c -> c.getName().equals(name))
                            .<Class<?>>map(RecordComponent::getType)
                            .findFirst();
            if (next.isEmpty()) {
                return next;
            }
            here = next.get();
        }
        return here.isRecord() ? Optional.empty() : Optional.of(here);
    }

    /** A value that a user typed, as JSON of its type; an invalid value stays text, which {@link #read} rejects. */
    static JsonPrimitive typed(Class<?> type, String text) {
        String word = text.strip();
        if (type == boolean.class && (word.equalsIgnoreCase("true") || word.equalsIgnoreCase("false"))) {
            return new JsonPrimitive(Boolean.parseBoolean(word));
        }
        if (type.isEnum()) {
            return new JsonPrimitive(word.toUpperCase(Locale.ROOT).replace('-', '_'));
        }
        if (type == String.class || type == boolean.class) {
            return new JsonPrimitive(text);
        }
        try {
            return new JsonPrimitive(new BigDecimal(word));
        } catch (NumberFormatException e) {
            return new JsonPrimitive(text);
        }
    }

    private static String kind(Class<?> type) {
        if (type.isRecord()) {
            return "an object in braces";
        }
        if (type.isEnum()) {
            List<String> names =
                    Arrays.stream(type.getEnumConstants()).map(Object::toString).toList();
            return "one of " + String.join(", ", names);
        }
        if (type == boolean.class) {
            return "true or false";
        }
        return type == String.class ? "text" : type == double.class ? "a number" : "a whole number";
    }

    private static Problem problem(String path, String what) {
        return new Problem(path, (path.isEmpty() ? "The configuration" : Quote.bare(path)) + " " + what + ".", false);
    }

    private static String at(String path, String name) {
        return path.isEmpty() ? name : path + "." + name;
    }
}
