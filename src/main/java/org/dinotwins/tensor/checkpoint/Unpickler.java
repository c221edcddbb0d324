package org.dinotwins.tensor.checkpoint;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.dinotwins.tensor.checkpoint.PickledValue.Inert;
import org.dinotwins.tensor.checkpoint.PickledValue.Name;
import org.dinotwins.tensor.checkpoint.PickledValue.Storage;
import org.dinotwins.tensor.checkpoint.PickledValue.Tuple;

/**
 * Interprets a pickle of protocol 2 to 5 as data: it moves values between a stack and containers, and never constructs an object
 * of a named class or calls a function. Names mean what {@link PickledNames} says. Memory grows with the pickle's bytes alone: no
 * length that it states is trusted.
 */
final class Unpickler {
    private static final Object MARK = new Object();
    private static final int LONG_BYTES = 8;

    private final ByteBuffer bytes;
    private final List<Object> stack = new ArrayList<>();
    private final Map<Integer, Object> memo = new HashMap<>();
    private final Map<String, Storage> storages = new LinkedHashMap<>();

    private Unpickler(ByteBuffer bytes) {
        this.bytes = bytes.order(ByteOrder.LITTLE_ENDIAN);
    }

    /**
     * What a pickle holds.
     *
     * @param root     the value
     * @param storages all storages that it refers to, by key, wherever they are used
     */
    record Pickled(Object root, Map<String, Storage> storages) {}

    /**
     * Reads one pickle.
     *
     * @param bytes from the buffer's position, which is afterwards behind the pickle
     * @throws CheckpointFileException if it is cut or damaged, uses what no checkpoint does, or asks to run something
     */
    static Pickled read(ByteBuffer bytes) throws CheckpointFileException {
        Unpickler unpickler = new Unpickler(bytes);
        try {
            return new Pickled(unpickler.run(), unpickler.storages);
        } catch (BufferUnderflowException e) {
            throw new CheckpointFileException("It ends in the middle: the file was cut off.", e);
        } catch (IndexOutOfBoundsException | ClassCastException | IllegalArgumentException e) {
            throw new CheckpointFileException("Its description of the tensors is damaged.", e);
        }
    }

    private Object run() throws CheckpointFileException {
        while (true) {
            char code = (char) (bytes.get() & 0xff);
            if (code == '.') {
                return pop();
            }
            if (!scalar(code) && !container(code) && !object(code)) {
                throw new CheckpointFileException(
                        String.format("It holds the unknown instruction 0x%02x: the file is damaged.", (int) code));
            }
        }
    }

    private boolean scalar(char code) throws CheckpointFileException {
        switch (code) {
            case 0x80 -> bytes.get(); // protocol
            case 0x95 -> bytes.getLong(); // frame, which only helps streaming
            case 'N' -> push(null);
            case 0x88 -> push(true);
            case 0x89 -> push(false);
            case 'J' -> push((long) bytes.getInt());
            case 'K' -> push((long) (bytes.get() & 0xff));
            case 'M' -> push((long) (bytes.getShort() & 0xffff));
            case 0x8a -> push(integer(bytes.get() & 0xff));
            case 0x8b -> push(integer(bytes.getInt()));
            case 'G' -> push(Double.longBitsToDouble(Long.reverseBytes(bytes.getLong())));
            case 'I', 'L' -> push(decimal(line()));
            case 'F' -> push(Double.valueOf(line()));
            case 'X' -> push(text(bytes.getInt()));
            case 0x8c -> push(text(bytes.get() & 0xff));
            case 0x8d -> push(text(bytes.getLong()));
            case 'U' -> push(text(bytes.get() & 0xff));
            case 'T' -> push(text(bytes.getInt()));
            case 'V' -> push(line());
            case 'C' -> push(raw(bytes.get() & 0xff));
            case 'B' -> push(raw(bytes.getInt()));
            case 0x8e, 0x96 -> push(raw(bytes.getLong()));
            default -> {
                return false;
            }
        }
        return true;
    }

    private boolean container(char code) throws CheckpointFileException {
        switch (code) {
            case '(' -> stack.add(MARK);
            case ')' -> push(new Tuple(List.of()));
            case 't' -> push(new Tuple(Collections.unmodifiableList(sinceMark())));
            case 0x85 -> push(new Tuple(last(1)));
            case 0x86 -> push(new Tuple(last(2)));
            case 0x87 -> push(new Tuple(last(3)));
            case ']', 0x8f -> push(new ArrayList<>());
            case 'l', 0x91 -> push(sinceMark());
            case 'a' -> {
                Object item = pop();
                list(peek()).add(item);
            }
            case 'e', 0x90 -> {
                List<Object> items = sinceMark();
                list(peek()).addAll(items);
            }
            case '}' -> push(new LinkedHashMap<>());
            case 'd' -> {
                List<Object> items = sinceMark();
                Map<Object, Object> map = new LinkedHashMap<>();
                putAll(map, items);
                push(map);
            }
            case 's' -> {
                List<Object> pair = last(2);
                putAll(peek(), pair);
            }
            case 'u' -> {
                List<Object> items = sinceMark();
                putAll(peek(), items);
            }
            case '0' -> pop();
            case '1' -> sinceMark();
            case '2' -> push(peek());
            case 'q' -> memo.put(bytes.get() & 0xff, peek());
            case 'r' -> memo.put(bytes.getInt(), peek());
            case 'p' -> memo.put(Integer.valueOf(line()), peek());
            case 0x94 -> memo.put(memo.size(), peek());
            case 'h' -> push(remembered(bytes.get() & 0xff));
            case 'j' -> push(remembered(bytes.getInt()));
            case 'g' -> push(remembered(Integer.parseInt(line())));
            default -> {
                return false;
            }
        }
        return true;
    }

    private boolean object(char code) throws CheckpointFileException {
        switch (code) {
            case 'c' -> push(PickledNames.checked(new Name(line(), line())));
            case 0x93 -> {
                List<Object> name = last(2);
                push(PickledNames.checked(new Name((String) name.get(0), (String) name.get(1))));
            }
            case 'R', 0x81 -> {
                List<Object> call = last(2);
                push(applied(call.get(0), (Tuple) call.get(1)));
            }
            case 0x92 -> {
                List<Object> call = last(3);
                push(applied(call.get(0), new Tuple(List.of())));
            }
            case 'o' -> {
                List<Object> call = sinceMark();
                push(applied(call.get(0), new Tuple(List.of())));
            }
            case 'i' -> {
                Name name = PickledNames.checked(new Name(line(), line()));
                sinceMark();
                push(new Inert(name));
            }
            // The state of an object: of containers it holds attributes, such as the version of a model, which are not
            // needed.
            case 'b' -> pop();
            case 'Q' -> {
                Storage storage = PickledNames.persistent(pop());
                storages.put(storage.key(), storage);
                push(storage);
            }
            default -> {
                return false;
            }
        }
        return true;
    }

    private static Object applied(Object callable, Tuple arguments) throws CheckpointFileException {
        return callable instanceof Name name ? PickledNames.applied(name, arguments) : new Inert(new Name("", "?"));
    }

    private static void putAll(Object map, List<Object> items) {
        if (items.size() % 2 != 0) {
            throw new IllegalArgumentException("an odd number of keys and values");
        }
        if (map instanceof Map<?, ?>) {
            @SuppressWarnings("unchecked")
            Map<Object, Object> target = (Map<Object, Object>) map;
            for (int i = 0; i < items.size(); i += 2) {
                // A container as a key could contain itself, and would have no hash code then.
                Object key = items.get(i);
                target.put(key instanceof String || key instanceof Long ? key : String.valueOf(i), items.get(i + 1));
            }
        }
    }

    @SuppressWarnings("unchecked")
    private static List<Object> list(Object value) {
        // Items of an inert object are dropped with it.
        return value instanceof List<?> ? (List<Object>) value : new ArrayList<>();
    }

    private Object remembered(int index) {
        if (!memo.containsKey(index)) {
            throw new IllegalArgumentException("nothing is remembered as " + index);
        }
        return memo.get(index);
    }

    private void push(Object value) {
        stack.add(value);
    }

    private Object pop() {
        Object value = stack.remove(stack.size() - 1);
        if (value == MARK) {
            throw new IllegalArgumentException("a mark in place of a value");
        }
        return value;
    }

    private Object peek() {
        return stack.get(stack.size() - 1);
    }

    private List<Object> last(int count) {
        List<Object> tail = stack.subList(stack.size() - count, stack.size());
        List<Object> values = new ArrayList<>(tail);
        tail.clear();
        return values;
    }

    private List<Object> sinceMark() {
        int mark = stack.lastIndexOf(MARK);
        List<Object> values = last(stack.size() - mark - 1);
        stack.remove(mark);
        return values;
    }

    private byte[] raw(long length) {
        if (length < 0 || length > bytes.remaining()) {
            throw new BufferUnderflowException();
        }
        byte[] values = new byte[(int) length];
        bytes.get(values);
        return values;
    }

    private String text(long length) {
        return new String(raw(length), StandardCharsets.UTF_8);
    }

    private String line() {
        int start = bytes.position();
        while (bytes.get() != '\n') {
            // Ends at the line feed, or with the buffer.
        }
        int length = bytes.position() - start - 1;
        byte[] values = new byte[length];
        bytes.get(start, values);
        return new String(values, StandardCharsets.UTF_8);
    }

    /** A little-endian integer; one that does not fit 64 bits, such as a magic number, becomes text. */
    private Object integer(int length) {
        byte[] little = raw(length);
        if (length > LONG_BYTES) {
            return "integer of " + length + " bytes: " + HexFormat.of().formatHex(little, 0, Math.min(length, 32));
        }
        long value = length > 0 && little[length - 1] < 0 ? -1 : 0;
        for (int i = length - 1; i >= 0; i--) {
            value = value << 8 | little[i] & 0xff;
        }
        return value;
    }

    private static Object decimal(String digits) {
        return switch (digits) {
            case "00" -> false;
            case "01" -> true;
            default -> Long.valueOf(digits.replace("L", ""));
        };
    }
}
