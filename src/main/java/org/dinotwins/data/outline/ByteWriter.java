package org.dinotwins.data.outline;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/** A growing little-endian byte buffer. */
public final class ByteWriter {
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    /** Maximum number of bytes of a number in base 128. */
    private static final int LONGEST = 10;

    private static final int LOW_BITS = 0x7f;
    private static final int MORE = 0x80;

    private byte[] bytes = new byte[1 << 10];
    private int length;

    public int length() {
        return length;
    }

    public void put(int value) {
        room(1);
        bytes[length++] = (byte) value;
    }

    public void putLong(long value) {
        room(Long.BYTES);
        LONGS.set(bytes, length, value);
        length += Long.BYTES;
    }

    public void putDouble(double value) {
        putLong(Double.doubleToRawLongBits(value));
    }

    /** Appends a zigzag varint: seven bits per byte, the sign in the lowest bit. */
    public void putVarying(long value) {
        room(LONGEST);
        long left = value << 1 ^ value >> Long.SIZE - 1;
        while ((left & ~LOW_BITS) != 0) {
            bytes[length++] = (byte) (left & LOW_BITS | MORE);
            left >>>= 7;
        }
        bytes[length++] = (byte) left;
    }

    public void put(byte[] values) {
        room(values.length);
        System.arraycopy(values, 0, bytes, length, values.length);
        length += values.length;
    }

    /** Reads a number that {@link #putVarying} wrote, and advances the buffer's position. */
    public static long varying(ByteBuffer from) {
        long value = 0;
        int shift = 0;
        int next;
        do {
            next = from.get();
            value |= (long) (next & LOW_BITS) << shift;
            shift += 7;
        } while (next < 0);
        return value >>> 1 ^ -(value & 1);
    }

    /** The bytes so far, shared. */
    public ByteBuffer buffer() {
        return ByteBuffer.wrap(bytes, 0, length).slice().order(ByteOrder.LITTLE_ENDIAN);
    }

    private void room(int more) {
        if (length + more > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.addExact(Math.max(length + more, bytes.length), bytes.length / 2));
        }
    }
}
