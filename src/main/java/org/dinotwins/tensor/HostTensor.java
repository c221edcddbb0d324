package org.dinotwins.tensor;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

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
    /** Element types of the safetensors format. Those of less than 8 bits, 8-bit floats and complex numbers are only named. */
    public enum Type {
        F64(Double.SIZE),
        F32(Float.SIZE),
        F16(Short.SIZE),
        BF16(Short.SIZE),
        I64(Long.SIZE),
        I32(Integer.SIZE),
        I16(Short.SIZE),
        I8(Byte.SIZE),
        U64(Long.SIZE),
        U32(Integer.SIZE),
        U16(Short.SIZE),
        U8(Byte.SIZE),
        BOOL(Byte.SIZE),
        C64(2 * Float.SIZE),
        F8_E5M2(Byte.SIZE),
        F8_E4M3(Byte.SIZE),
        F8_E5M2FNUZ(Byte.SIZE),
        F8_E4M3FNUZ(Byte.SIZE),
        F8_E8M0(Byte.SIZE),
        F6_E2M3(6),
        F6_E3M2(6),
        F4(4);

        private static final Map<String, Type> BY_NAME =
                Arrays.stream(values()).collect(Collectors.toUnmodifiableMap(Type::name, type -> type));
        private static final Set<Type> ONLY_NAMED =
                EnumSet.of(C64, F8_E5M2, F8_E4M3, F8_E5M2FNUZ, F8_E4M3FNUZ, F8_E8M0, F6_E2M3, F6_E3M2, F4);
        private static final Set<Type> WEIGHTS = EnumSet.of(F64, F32, F16, BF16);

        private final int bits;

        Type(int bits) {
            this.bits = bits;
        }

        /** The type that a file calls by this name; empty if the format has none. */
        public static Optional<Type> named(String name) {
            return Optional.ofNullable(BY_NAME.get(name));
        }

        /** Bits of an element; elements of less than a byte lie close together. */
        public int bits() {
            return bits;
        }

        /** Whether this program can read the elements as numbers. */
        public boolean isReadable() {
            return !ONLY_NAMED.contains(this);
        }

        /** Whether weights of a network can be of this type: floating-point numbers of 16 bits or more. */
        public boolean holdsWeights() {
            return WEIGHTS.contains(this);
        }
    }

    public HostTensor {
        Objects.requireNonNull(type, "type");
        data = data.slice().order(ByteOrder.LITTLE_ENDIAN);
        if (data.remaining() != Math.multiplyExact(elements(shape), type.bits()) / Byte.SIZE) {
            throw new IllegalArgumentException(String.format(
                    Locale.ROOT,
                    "%s of shape %s needs %d bytes, not %d",
                    type,
                    Arrays.toString(shape),
                    elements(shape) * type.bits() / Byte.SIZE,
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

    /**
     * The elements as float32.
     *
     * @throws IllegalStateException if their type is not {@link Type#isReadable}
     */
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

    /** Like {@link #floats}, float64. */
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
                case U64 -> unsigned(data.getLong(i * 8));
                case U32 -> Integer.toUnsignedLong(data.getInt(i * 4));
                case U16 -> Short.toUnsignedInt(data.getShort(i * 2));
                case I8 -> data.get(i);
                case U8, BOOL -> data.get(i) & 0xff;
                case F16 -> half(data.getShort(i * 2));
                case C64, F8_E5M2, F8_E4M3, F8_E5M2FNUZ, F8_E4M3FNUZ, F8_E8M0, F6_E2M3, F6_E3M2, F4 ->
                    throw new IllegalStateException(type + " cannot be read as numbers");
            };
        }
        return values;
    }

    /** The nearest double: both halves are exact, and their sum is rounded once. */
    private static double unsigned(long bits) {
        return (bits >>> Integer.SIZE) * 0x1p32 + (bits & 0xffff_ffffL);
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

    public static long elements(long[] shape) {
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
