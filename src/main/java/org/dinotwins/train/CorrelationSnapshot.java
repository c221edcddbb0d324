package org.dinotwins.train;

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
 * Barlow Twins' cross-correlation matrix at one step, reduced for display if it is large: each cell is the value of
 * largest magnitude in its block of {@code reduction x reduction} entries.
 *
 * @param step      training step
 * @param size      rows and columns of {@code values}
 * @param values    row-major, -1..1, row = embedding of the first global crop
 * @param dimension D, the true size of the matrix
 * @param reduction entries of the matrix per displayed cell along one axis; 1 if not reduced
 * @param samples   N, the number of pictures in the batch; the matrix has a rank of at most {@code N - 1}
 * @param diagonalMean      mean of the true diagonal
 * @param offDiagonalEnergy root mean square of the true off-diagonal
 */
// equals and hashCode compare contents.
@SuppressWarnings("ArrayRecordComponent")
public record CorrelationSnapshot(
        long step,
        int size,
        float[] values,
        int dimension,
        int reduction,
        int samples,
        double diagonalMean,
        double offDiagonalEnergy) {
    private static final String TENSOR = "correlation";

    /** Writes it as safetensors: the tensor {@code correlation} [size, size], all else as metadata. */
    public void save(WritableByteChannel target) throws IOException {
        Map<String, String> words = Map.of(
                "step",
                Long.toString(step),
                "dimension",
                Integer.toString(dimension),
                "reduction",
                Integer.toString(reduction),
                "samples",
                Integer.toString(samples),
                "diagonalMean",
                Double.toString(diagonalMean),
                "offDiagonalEnergy",
                Double.toString(offDiagonalEnergy));
        new Safetensors(Map.of(TENSOR, HostTensor.of(values, size, size)), words).write(target);
    }

    /**
     * Reads a file written by {@link #save}.
     *
     * @throws SafetensorsException if the file is damaged or holds something else
     */
    public static CorrelationSnapshot load(ReadableByteChannel source) throws IOException {
        Safetensors file = Safetensors.read(source);
        HostTensor tensor = file.get(TENSOR);
        long[] shape = tensor.shape();
        if (shape.length != 2
                || shape[0] != shape[1]
                || shape[0] == 0
                || !tensor.type().holdsWeights()) {
            throw new SafetensorsException("The correlation matrix is no square of floating-point numbers.");
        }
        Map<String, String> words = file.metadata();
        try {
            CorrelationSnapshot snapshot = new CorrelationSnapshot(
                    Long.parseLong(words.get("step")),
                    Math.toIntExact(shape[0]),
                    tensor.floats(),
                    Integer.parseInt(words.get("dimension")),
                    Integer.parseInt(words.get("reduction")),
                    Integer.parseInt(words.get("samples")),
                    Double.parseDouble(words.get("diagonalMean")),
                    Double.parseDouble(words.get("offDiagonalEnergy")));
            if (!snapshot.isConsistent()) {
                throw new SafetensorsException("The correlation matrix and its measures do not belong together.");
            }
            return snapshot;
        } catch (NumberFormatException | NullPointerException e) {
            throw new SafetensorsException("The correlation matrix lacks its step or its measures.");
        }
    }

    private boolean isConsistent() {
        return step >= 0
                && samples >= 1
                && reduction >= 1
                && dimension >= size
                && size == (dimension + reduction - 1L) / reduction;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof CorrelationSnapshot that
                && step == that.step
                && size == that.size
                && Arrays.equals(values, that.values)
                && dimension == that.dimension
                && reduction == that.reduction
                && samples == that.samples
                && Double.compare(diagonalMean, that.diagonalMean) == 0
                && Double.compare(offDiagonalEnergy, that.offDiagonalEnergy) == 0;
    }

    @Override
    public int hashCode() {
        return Objects.hash(
                step, size, Arrays.hashCode(values), dimension, reduction, samples, diagonalMean, offDiagonalEnergy);
    }
}
