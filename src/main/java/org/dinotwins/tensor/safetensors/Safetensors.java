package org.dinotwins.tensor.safetensors;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.dinotwins.message.Quote;
import org.dinotwins.tensor.HostTensor;

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
    /** Bytes taken at once from a source whose length is not known. */
    private static final int UNPROVEN_AT_ONCE = 1 << 20;
    /** Bytes that a Java array can hold. */
    private static final long MAX_TENSOR = Integer.MAX_VALUE - 8L;

    /** Name and element type of a tensor whose data have not been read. */
    public record Description(String name, HostTensor.Type type) {}

    public Safetensors {
        tensors = Collections.unmodifiableMap(new LinkedHashMap<>(tensors));
        metadata = Collections.unmodifiableMap(new LinkedHashMap<>(metadata));
    }

    /** The tensor of this name. */
    public HostTensor get(String name) throws IOException {
        HostTensor tensor = tensors.get(name);
        if (tensor == null) {
            throw new SafetensorsException("The file holds no tensor named " + Quote.of(name) + ".");
        }
        return tensor;
    }

    /**
     * Names, types and shapes of a file's tensors, in the order of their data, without reading the data.
     *
     * @throws SafetensorsException if the file breaks the format
     */
    public static List<Description> describe(ReadableByteChannel source) throws IOException {
        SafetensorsHeader header = header(source);
        skip(source, header.dataBytes());
        expectEnd(source);
        return header.tensors().stream()
                .map(entry -> new Description(entry.name(), entry.type()))
                .toList();
    }

    /**
     * Reads a whole file; nothing that it states is trusted.
     *
     * @throws SafetensorsException if it breaks the format, or holds elements that are no numbers for this program
     */
    public static Safetensors read(ReadableByteChannel source) throws IOException {
        return read(source, name -> true);
    }

    /** Like {@link #read(ReadableByteChannel)}, but keeps only the tensors whose names are wanted. */
    public static Safetensors read(ReadableByteChannel source, Predicate<String> wanted) throws IOException {
        SafetensorsHeader header = header(source);
        Map<String, HostTensor> tensors = new LinkedHashMap<>();
        for (SafetensorsHeader.Entry entry : header.tensors()) {
            if (wanted.test(entry.name())) {
                tensors.put(entry.name(), new HostTensor(entry.type(), entry.shape(), data(source, entry)));
            } else {
                skip(source, entry.bytes());
            }
        }
        expectEnd(source);
        return new Safetensors(tensors, header.metadata());
    }

    private static SafetensorsHeader header(ReadableByteChannel source) throws IOException {
        long length = fill(source, Long.BYTES).getLong();
        if (length < 2 || length > MAX_HEADER) {
            throw new SafetensorsException("This is not a safetensors file: its header would be "
                    + Long.toUnsignedString(length) + " bytes long.");
        }
        SafetensorsHeader header = SafetensorsHeader.of(fill(source, length));
        if (source instanceof SeekableByteChannel file) {
            long rest = file.size() - file.position();
            if (rest < header.dataBytes()) {
                throw endsEarly();
            }
            if (rest > header.dataBytes()) {
                throw trailing();
            }
        }
        return header;
    }

    private static ByteBuffer data(ReadableByteChannel source, SafetensorsHeader.Entry entry) throws IOException {
        if (!entry.type().isReadable()) {
            throw new SafetensorsException("Tensor " + Quote.of(entry.name()) + " has elements of the type "
                    + entry.type() + ", which cannot be computed with here; save it as F32.");
        }
        if (entry.bytes() > MAX_TENSOR) {
            throw new SafetensorsException(
                    "Tensor " + Quote.of(entry.name()) + " is larger than 2 GB, which cannot be held here.");
        }
        return fill(source, entry.bytes());
    }

    /** Writes the file. */
    public void write(WritableByteChannel target) throws IOException {
        JsonObject header = new JsonObject();
        if (!metadata.isEmpty()) {
            JsonObject texts = new JsonObject();
            metadata.forEach((key, value) -> texts.add(key, new JsonPrimitive(value)));
            header.add(SafetensorsHeader.METADATA, texts);
        }
        long at = 0;
        for (Map.Entry<String, HostTensor> item : tensors.entrySet()) {
            HostTensor tensor = item.getValue();
            long end = at + tensor.data().limit();
            header.add(item.getKey(), json(tensor, at, end));
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

    private static JsonObject json(HostTensor tensor, long begin, long end) {
        JsonObject json = new JsonObject();
        json.addProperty("dtype", tensor.type().name());
        JsonArray lengths = new JsonArray();
        for (long length : tensor.shape()) {
            lengths.add(length);
        }
        json.add("shape", lengths);
        JsonArray offsets = new JsonArray();
        offsets.add(begin);
        offsets.add(end);
        json.add("data_offsets", offsets);
        return json;
    }

    /** Reads the next bytes. Memory grows with the bytes read, not with the stated length. */
    private static ByteBuffer fill(ReadableByteChannel source, long bytes) throws IOException {
        if (source instanceof SeekableByteChannel file && file.size() - file.position() < bytes) {
            throw endsEarly();
        }
        boolean trusted = source instanceof SeekableByteChannel;
        ByteBuffer buffer = ByteBuffer.allocate((int) (trusted ? bytes : Math.min(bytes, UNPROVEN_AT_ONCE)));
        while (buffer.position() < bytes) {
            if (!buffer.hasRemaining()) {
                int larger = (int) Math.min(bytes, 2L * buffer.capacity());
                buffer = ByteBuffer.allocate(larger).put(buffer.flip());
            }
            if (source.read(buffer) < 0) {
                throw endsEarly();
            }
        }
        return buffer.flip().order(ByteOrder.LITTLE_ENDIAN);
    }

    private static void expectEnd(ReadableByteChannel source) throws IOException {
        ByteBuffer one = ByteBuffer.allocate(1);
        int read = source.read(one);
        while (read == 0) {
            read = source.read(one);
        }
        if (read > 0) {
            throw trailing();
        }
    }

    private static SafetensorsException endsEarly() {
        return new SafetensorsException("The safetensors file ends early: it was cut off or is still being written.");
    }

    private static SafetensorsException trailing() {
        return new SafetensorsException(
                "The safetensors file has bytes behind its last tensor: it is damaged or was joined with another file.");
    }

    private static void skip(ReadableByteChannel source, long bytes) throws IOException {
        if (source instanceof SeekableByteChannel file) {
            file.position(file.position() + bytes);
            return;
        }
        for (long left = bytes; left > 0; left -= Math.min(left, UNPROVEN_AT_ONCE)) {
            fill(source, Math.min(left, UNPROVEN_AT_ONCE));
        }
    }

    private static void drain(WritableByteChannel target, ByteBuffer buffer) throws IOException {
        while (buffer.hasRemaining()) {
            target.write(buffer);
        }
    }
}
