package org.dinotwins.tensor;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Locale;
import java.util.Objects;

/**
 * A tensor in host memory, in the layout of a safetensors file.
 *
 * @param type  element type
 * @param shape lengths of the axes; empty for a scalar
 * @param data  little-endian elements, row-major, position 0 to limit
 */
// equals and hashCode compare contents.
@SuppressWarnings("ArrayRecordComponent")
public record HostTensor(Type type, long[] shape, ByteBuffer data) {
    /** Element types of the safetensors format that this program supports. */
    public enum Type {
        F64(8),
        F32(4),
        F16(2),
        BF16(2),
        I64(8),
        I32(4),
        I16(2),
        I8(1),
        U8(1),
        BOOL(1);

        private final int bytes;

        Type(int bytes) {
            this.bytes = bytes;
        }

        /** Bytes per element. */
        public int bytes() {
            return bytes;
        }
    }

    public HostTensor {
        Objects.requireNonNull(type, "type");
        data = data.slice().order(ByteOrder.LITTLE_ENDIAN);
        if (data.remaining() != elements(shape) * type.bytes()) {
            throw new IllegalArgumentException(String.format(
                    Locale.ROOT,
                    "%s of shape %s needs %d bytes, not %d",
                    type,
                    Arrays.toString(shape),
                    elements(shape) * type.bytes(),
                    data.remaining()));
        }
    }

    /** A float32 tensor. */
    public static HostTensor of(float[] values, long... shape) {
        ByteBuffer bytes = ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(values);
        return new HostTensor(Type.F32, shape, bytes);
    }

    /** Number of elements. */
    public long elements() {
        return elements(shape);
    }

    /** The elements as float32. */
    public float[] floats() {
        if (type == Type.F32) {
            float[] values = new float[Math.toIntExact(elements())];
            data.asFloatBuffer().get(0, values);
            return values;
        }
        double[] wide = doubles();
        float[] values = new float[wide.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) wide[i];
        }
        return values;
    }

    /** The elements as float64. */
    public double[] doubles() {
        double[] values = new double[Math.toIntExact(elements())];
        for (int i = 0; i < values.length; i++) {
            values[i] = switch (type) {
                case F64 -> data.getDouble(i * 8);
                case F32 -> data.getFloat(i * 4);
                case BF16 -> Float.intBitsToFloat(data.getShort(i * 2) << 16);
                case I64 -> data.getLong(i * 8);
                case I32 -> data.getInt(i * 4);
                case I16 -> data.getShort(i * 2);
                case I8 -> data.get(i);
                case U8, BOOL -> data.get(i) & 0xff;
                case F16 -> half(data.getShort(i * 2));
            };
        }
        return values;
    }

    private static double half(short bits) {
        int exponent = bits >> 10 & 0x1f;
        int fraction = bits & 0x3ff;
        double magnitude = switch (exponent) {
            case 0 -> Math.scalb((double) fraction, -24);
            case 0x1f -> fraction == 0 ? Double.POSITIVE_INFINITY : Double.NaN;
            default -> Math.scalb(1024.0 + fraction, exponent - 25);
        };
        return bits < 0 ? -magnitude : magnitude;
    }

    static long elements(long[] shape) {
        long count = 1;
        for (long length : shape) {
            count = Math.multiplyExact(count, length);
        }
        return count;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof HostTensor that
                && type.equals(that.type)
                && Arrays.equals(shape, that.shape)
                && data.equals(that.data);
    }

    @Override
    public int hashCode() {
        return Objects.hash(type, Arrays.hashCode(shape), data);
    }
}
