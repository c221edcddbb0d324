package org.dinotwins.tensor;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * Named tensors and text metadata in the safetensors format: eight bytes of header length, a JSON header, the data.
 * The format holds no code. Format: github.com/huggingface/safetensors.
 *
 * @param tensors  by name, in file order
 * @param metadata text pairs of {@code __metadata__}
 */
public record Safetensors(Map<String, HostTensor> tensors, Map<String, String> metadata) {
    /** Longest header the format allows, in bytes. */
    private static final long MAX_HEADER = 100_000_000;

    private static final int ALIGNMENT = 8;
    private static final int SKIPPED_AT_ONCE = 1 << 20;

    public Safetensors {
        tensors = Collections.unmodifiableMap(new LinkedHashMap<>(tensors));
        metadata = Collections.unmodifiableMap(new LinkedHashMap<>(metadata));
    }

    /** The tensor of this name. */
    public HostTensor get(String name) throws IOException {
        HostTensor tensor = tensors.get(name);
        if (tensor == null) {
            throw new IOException("The file holds no tensor named " + name + ".");
        }
        return tensor;
    }

    /** Reads a whole file; a header that lies about lengths, types or offsets is an error, nothing is trusted. */
    public static Safetensors read(ReadableByteChannel source) throws IOException {
        return read(source, name -> true);
    }

    /** As {@link #read(ReadableByteChannel)}, but keeps only the tensors whose names are wanted. */
    public static Safetensors read(ReadableByteChannel source, Predicate<String> wanted) throws IOException {
        long length = fill(source, ByteBuffer.allocate(Long.BYTES)).getLong();
        if (length < 2 || length > MAX_HEADER) {
            throw new IOException("This is no safetensors file: its header would be " + length + " bytes long.");
        }
        String text = StandardCharsets.UTF_8
                .decode(fill(source, ByteBuffer.allocate((int) length)))
                .toString();
        Map<String, String> metadata = new LinkedHashMap<>();
        List<Entry> entries = new ArrayList<>();
        try {
            for (Map.Entry<String, JsonElement> item :
                    JsonParser.parseString(text).getAsJsonObject().entrySet()) {
                if (item.getKey().equals("__metadata__")) {
                    item.getValue().getAsJsonObject().asMap().forEach((k, v) -> metadata.put(k, v.getAsString()));
                } else {
                    entries.add(Entry.of(item.getKey(), item.getValue().getAsJsonObject()));
                }
            }
        } catch (JsonParseException
                | IllegalStateException
                | IllegalArgumentException
                | NullPointerException
                | UnsupportedOperationException
                | ArithmeticException e) {
            throw new IOException("The safetensors header is damaged: " + e.getMessage(), e);
        }
        entries.sort(Comparator.comparingLong(Entry::begin));
        Map<String, HostTensor> tensors = new LinkedHashMap<>();
        long at = 0;
        for (Entry entry : entries) {
            entry.checkFollows(at);
            if (wanted.test(entry.name())) {
                ByteBuffer data = fill(source, ByteBuffer.allocate(Math.toIntExact(entry.end() - entry.begin())));
                tensors.put(entry.name(), new HostTensor(entry.type(), entry.shape(), data));
            } else {
                skip(source, entry.end() - entry.begin());
            }
            at = entry.end();
        }
        return new Safetensors(tensors, metadata);
    }

    /** Writes the file. */
    public void write(WritableByteChannel target) throws IOException {
        JsonObject header = new JsonObject();
        if (!metadata.isEmpty()) {
            JsonObject texts = new JsonObject();
            metadata.forEach((key, value) -> texts.add(key, new JsonPrimitive(value)));
            header.add("__metadata__", texts);
        }
        long at = 0;
        for (Map.Entry<String, HostTensor> item : tensors.entrySet()) {
            HostTensor tensor = item.getValue();
            long end = at + tensor.data().limit();
            header.add(item.getKey(), new Entry(item.getKey(), tensor.type(), tensor.shape(), at, end).json());
            at = end;
        }
        byte[] text = header.toString().getBytes(StandardCharsets.UTF_8);
        int padded = (text.length + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
        ByteBuffer head = ByteBuffer.allocate(Long.BYTES + padded).order(ByteOrder.LITTLE_ENDIAN);
        head.putLong(padded).put(text);
        while (head.hasRemaining()) {
            head.put((byte) ' ');
        }
        drain(target, head.flip());
        for (HostTensor tensor : tensors.values()) {
            drain(target, tensor.data().duplicate());
        }
    }

    private static ByteBuffer fill(ReadableByteChannel source, ByteBuffer buffer) throws IOException {
        while (buffer.hasRemaining()) {
            if (source.read(buffer) < 0) {
                throw endsEarly();
            }
        }
        return buffer.flip().order(ByteOrder.LITTLE_ENDIAN);
    }

    private static EOFException endsEarly() {
        return new EOFException("The safetensors file ends early: it was cut off or is still being written.");
    }

    private static void skip(ReadableByteChannel source, long bytes) throws IOException {
        if (source instanceof SeekableByteChannel file) {
            if (file.size() - file.position() < bytes) {
                throw endsEarly();
            }
            file.position(file.position() + bytes);
            return;
        }
        ByteBuffer buffer = ByteBuffer.allocate((int) Math.min(bytes, SKIPPED_AT_ONCE));
        for (long left = bytes; left > 0; left -= buffer.limit()) {
            fill(source, buffer.clear().limit((int) Math.min(left, buffer.capacity())));
        }
    }

    private static void drain(WritableByteChannel target, ByteBuffer buffer) throws IOException {
        while (buffer.hasRemaining()) {
            target.write(buffer);
        }
    }

    // Never compared: read once, in order of the file.
    @SuppressWarnings("ArrayRecordComponent")
    private record Entry(String name, HostTensor.Type type, long[] shape, long begin, long end) {
        static Entry of(String name, JsonObject json) {
            long[] shape = json.getAsJsonArray("shape").asList().stream()
                    .mapToLong(JsonElement::getAsLong)
                    .toArray();
            List<JsonElement> offsets = json.getAsJsonArray("data_offsets").asList();
            return new Entry(
                    name,
                    HostTensor.Type.valueOf(json.get("dtype").getAsString()),
                    shape,
                    offsets.get(0).getAsLong(),
                    offsets.get(1).getAsLong());
        }

        void checkFollows(long at) throws IOException {
            for (long length : shape) {
                if (length < 0) {
                    throw new IOException("Tensor " + name + " has an axis of negative length.");
                }
            }
            if (begin != at
                    || end - begin != HostTensor.elements(shape) * type.bytes()
                    || end - begin > Integer.MAX_VALUE) {
                throw new IOException("Tensor " + name + " lies at bytes " + begin + " to " + end
                        + ", which fits neither its shape nor its neighbours.");
            }
        }

        JsonObject json() {
            JsonObject json = new JsonObject();
            json.addProperty("dtype", type.name());
            JsonArray lengths = new JsonArray();
            for (long length : shape) {
                lengths.add(length);
            }
            json.add("shape", lengths);
            JsonArray offsets = new JsonArray();
            offsets.add(begin);
            offsets.add(end);
            json.add("data_offsets", offsets);
            return json;
        }
    }
}
