package org.dinotwins.tensor.safetensors;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.CRC32C;

/**
 * A safetensors file with a CRC-32C of all its bytes in its own metadata, read and checked in one pass. The eight digits of
 * the checksum count as zeros. Files without a checksum are read unchecked.
 */
public final class SafetensorsChecksum implements ReadableByteChannel {
    private static final String KEY = "crc32c";
    /** Key that says which checksum there is: a bit that is flipped in one of the two keys leaves the other. */
    private static final String KIND = "checksum";

    private static final String BLANK = "00000000";
    private static final Pattern ENTRY = Pattern.compile("\"" + KEY + "\":\"([0-9a-f]{8})\"");
    private static final String KIND_ENTRY = "\"" + KIND + "\":\"" + KEY + "\"";
    /** Longest header the format allows, in bytes. */
    private static final long MAX_HEADER = 100_000_000;

    private static final int READ_AT_ONCE = 1 << 20;

    private final ReadableByteChannel source;
    private final ByteBuffer head;
    private final CRC32C sum = new CRC32C();
    private final boolean announced;
    private String expected = "";

    /** @param source at the beginning of a file; not closed with this */
    public SafetensorsChecksum(ReadableByteChannel source) throws IOException {
        this.source = source;
        ByteBuffer length = read(source, Long.BYTES);
        long bytes = length.remaining() < Long.BYTES ? 0 : length.getLong(0);
        boolean header = bytes > 0 && bytes <= MAX_HEADER && !endsBefore(source, bytes);
        ByteBuffer text = read(source, header ? (int) bytes : 0);
        head = ByteBuffer.allocate(length.remaining() + text.remaining())
                .put(length)
                .put(text)
                .flip();
        byte[] counted = head.array().clone();
        String words = new String(counted, StandardCharsets.ISO_8859_1);
        announced = words.contains(KIND_ENTRY);
        Matcher entry = ENTRY.matcher(words);
        if (entry.find()) {
            expected = entry.group(1);
            System.arraycopy(BLANK.getBytes(StandardCharsets.US_ASCII), 0, counted, entry.start(1), BLANK.length());
        }
        sum.update(counted);
    }

    private static boolean endsBefore(ReadableByteChannel source, long bytes) throws IOException {
        return source instanceof SeekableByteChannel file && file.size() - file.position() < bytes;
    }

    /** Up to {@code bytes} bytes: fewer at the end of the file. */
    private static ByteBuffer read(ReadableByteChannel source, int bytes) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
        while (buffer.hasRemaining() && source.read(buffer) >= 0) {
            // Read until full.
        }
        return buffer.flip().order(ByteOrder.LITTLE_ENDIAN);
    }

    /**
     * Reads a file and checks it.
     *
     * @param wanted names of the tensors to keep
     * @throws DamagedFileException if it is damaged
     */
    public static Safetensors read(ReadableByteChannel source, Predicate<String> wanted) throws IOException {
        SafetensorsChecksum checked = new SafetensorsChecksum(source);
        try {
            Safetensors file = Safetensors.read(checked, wanted);
            checked.verify();
            return file;
        } catch (EOFException e) {
            throw new DamagedFileException(e.getMessage(), e);
        } catch (IOException | RuntimeException e) {
            // A wrong checksum explains whatever error the reader found.
            checked.verify();
            throw e instanceof IOException fault
                    ? new DamagedFileException(fault.getMessage(), fault)
                    : new DamagedFileException("Its header is damaged.", e);
        }
    }

    /**
     * Reads a file only to check it; one without a checksum passes.
     *
     * @throws DamagedFileException if it is damaged
     */
    public static void check(ReadableByteChannel source) throws IOException {
        new SafetensorsChecksum(source).verify();
    }

    /** Writes a file with its checksum. */
    public static void write(Safetensors content, WritableByteChannel target) throws IOException {
        CRC32C sum = new CRC32C();
        with(content, BLANK).write(new Counted(sum));
        with(content, text(sum)).write(target);
    }

    private static Safetensors with(Safetensors content, String checksum) {
        Map<String, String> metadata = new LinkedHashMap<>(content.metadata());
        metadata.put(KIND, KEY);
        metadata.put(KEY, checksum);
        return new Safetensors(content.tensors(), metadata);
    }

    private static String text(CRC32C sum) {
        return String.format(Locale.ROOT, "%08x", sum.getValue());
    }

    @Override
    public int read(ByteBuffer target) throws IOException {
        if (head.hasRemaining()) {
            int bytes = Math.min(head.remaining(), target.remaining());
            target.put(head.slice(head.position(), bytes));
            head.position(head.position() + bytes);
            return bytes;
        }
        ByteBuffer read = target.duplicate();
        int bytes = source.read(target);
        if (bytes > 0) {
            sum.update(read.limit(target.position()));
        }
        return bytes;
    }

    /**
     * Reads the rest of the file and compares the checksum.
     *
     * @throws DamagedFileException if it differs
     */
    public void verify() throws IOException {
        if (expected.isEmpty() && !announced) {
            return;
        }
        ByteBuffer rest = ByteBuffer.allocate(READ_AT_ONCE);
        while (read(rest.clear()) >= 0) {
            // Counted by read.
        }
        if (!announced || !expected.equals(text(sum))) {
            throw new DamagedFileException(
                    "It is damaged: its contents do not match the checksum that was saved with them.");
        }
    }

    @Override
    public boolean isOpen() {
        return source.isOpen();
    }

    @Override
    public void close() {
        // The source belongs to the caller.
    }

    /** Adds everything to a checksum and stores nothing. */
    private record Counted(CRC32C sum) implements WritableByteChannel {
        @Override
        public int write(ByteBuffer bytes) {
            int count = bytes.remaining();
            sum.update(bytes);
            return count;
        }

        @Override
        public boolean isOpen() {
            return true;
        }

        @Override
        public void close() {}
    }
}
