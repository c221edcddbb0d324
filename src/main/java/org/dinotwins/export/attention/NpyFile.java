package org.dinotwins.export.attention;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.dinotwins.config.WorkbenchException;
import org.dinotwins.files.AtomicFile;
import org.dinotwins.message.Reason;

/** Writes arrays as NumPy {@code .npy} files: format 1.0, float32, little-endian, row-major. */
public final class NpyFile {
    private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0};
    /** The format requires the data to start at a multiple of this. */
    private static final int ALIGNMENT = 64;

    private NpyFile() {}

    /** @param shape lengths of the axes; the last one varies fastest */
    public static void write(Path file, float[] values, int... shape) throws WorkbenchException {
        if (Arrays.stream(shape).reduce(1, Math::multiplyExact) != values.length) {
            throw new IllegalArgumentException(values.length + " values of shape " + Arrays.toString(shape));
        }
        String lengths = Arrays.stream(shape).mapToObj(Integer::toString).collect(Collectors.joining(", "));
        String header = "{'descr': '<f4', 'fortran_order': False, 'shape': (" + lengths + (shape.length == 1 ? "," : "")
                + "), }";
        int start = MAGIC.length + Short.BYTES;
        int whole = (start + header.length() + 1 + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
        ByteBuffer bytes =
                ByteBuffer.allocate(whole + values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        bytes.put(MAGIC).putShort((short) (whole - start)).put(header.getBytes(StandardCharsets.US_ASCII));
        while (bytes.position() < whole - 1) {
            bytes.put((byte) ' ');
        }
        bytes.put((byte) '\n');
        for (float value : values) {
            bytes.putFloat(value);
        }
        try {
            AtomicFile.write(file, bytes.array());
        } catch (IOException e) {
            throw new WorkbenchException(file + " cannot be written: " + Reason.of(e) + ".", e);
        }
    }

    /** Concatenates rows. */
    static float[] flat(float[][] rows) {
        float[] flat = new float[Arrays.stream(rows).mapToInt(row -> row.length).sum()];
        int at = 0;
        for (float[] row : rows) {
            System.arraycopy(row, 0, flat, at, row.length);
            at += row.length;
        }
        return flat;
    }
}
