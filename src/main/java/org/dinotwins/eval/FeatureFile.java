package org.dinotwins.eval;

import java.io.IOException;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import org.dinotwins.tensor.HostTensor;
import org.dinotwins.tensor.safetensors.Safetensors;
import org.dinotwins.tensor.safetensors.SafetensorsException;

/**
 * Features in the safetensors format: the tensors {@code features [n, width]} and {@code rows [n]}, the pictures'
 * indices in the requested list. Unreadable pictures have no row.
 *
 * @param features {@code [n][width]}
 * @param rows     {@code [n]} indices of the pictures, ascending
 */
// equals and hashCode compare contents.
@SuppressWarnings("ArrayRecordComponent")
public record FeatureFile(float[][] features, int[] rows) {
    private static final String FEATURES = "features";
    private static final String ROWS = "rows";

    public FeatureFile {
        if (features.length != rows.length) {
            throw new IllegalArgumentException(features.length + " features of " + rows.length + " pictures");
        }
    }

    /** Writes the file, with {@code about} as its metadata. */
    public void write(WritableByteChannel target, Map<String, String> about) throws IOException {
        int width = features.length == 0 ? 0 : features[0].length;
        float[] flat = new float[Math.multiplyExact(features.length, width)];
        float[] numbers = new float[rows.length];
        for (int i = 0; i < rows.length; i++) {
            System.arraycopy(features[i], 0, flat, i * width, width);
            numbers[i] = Float.intBitsToFloat(rows[i]);
        }
        HostTensor bits = HostTensor.of(numbers, rows.length);
        new Safetensors(
                        Map.of(
                                FEATURES,
                                HostTensor.of(flat, rows.length, width),
                                ROWS,
                                new HostTensor(HostTensor.Type.I32, new long[] {rows.length}, bits.data())),
                        about)
                .write(target);
    }

    /** @throws IOException if the file is damaged or holds something else */
    public static FeatureFile read(ReadableByteChannel source) throws IOException {
        Safetensors file = Safetensors.read(source);
        HostTensor matrix = file.get(FEATURES);
        long[] shape = matrix.shape();
        int[] rows =
                Arrays.stream(file.get(ROWS).doubles()).mapToInt(v -> (int) v).toArray();
        if (shape.length != 2
                || shape[0] != rows.length
                || shape[1] > Integer.MAX_VALUE
                || !matrix.type().holdsWeights()) {
            throw new SafetensorsException("The features are no matrix with a row of numbers for each picture.");
        }
        for (int i = 0; i < rows.length; i++) {
            if (rows[i] < 0 || i > 0 && rows[i] <= rows[i - 1]) {
                throw new SafetensorsException("The features' row numbers do not ascend.");
            }
        }
        int width = (int) shape[1];
        float[] flat = matrix.floats();
        float[][] features = new float[rows.length][];
        Arrays.setAll(features, i -> Arrays.copyOfRange(flat, i * width, (i + 1) * width));
        return new FeatureFile(features, rows);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof FeatureFile that
                && Arrays.deepEquals(features, that.features)
                && Arrays.equals(rows, that.rows);
    }

    @Override
    public int hashCode() {
        return Objects.hash(Arrays.deepHashCode(features), Arrays.hashCode(rows));
    }
}
