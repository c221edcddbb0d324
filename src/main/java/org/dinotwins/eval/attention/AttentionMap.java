package org.dinotwins.eval.attention;

import java.util.Arrays;
import java.util.Objects;

/**
 * Attention of one query token to all patches, one map per head.
 *
 * @param rows    rows of patches
 * @param columns columns of patches
 * @param heads   {@code [heads][rows * columns]} attention weights of the query's row, patches only; each head sums
 *                to less than 1
 */
// equals and hashCode compare contents.
@SuppressWarnings("ArrayRecordComponent")
public record AttentionMap(int rows, int columns, float[][] heads) {
    public AttentionMap {
        for (float[] head : heads) {
            if (head.length != rows * columns) {
                throw new IllegalArgumentException(head.length + " weights for " + rows + " x " + columns + " patches");
            }
        }
    }

    /** The grid of patches. */
    public PatchGrid grid() {
        return new PatchGrid(rows, columns);
    }

    /** Mean over the heads for each patch, {@code [rows * columns]}. */
    public float[] mean() {
        float[] mean = new float[rows * columns];
        for (float[] head : heads) {
            for (int i = 0; i < mean.length; i++) {
                mean[i] += head[i] / heads.length;
            }
        }
        return mean;
    }

    /** Maximum over the heads for each patch, {@code [rows * columns]}. */
    public float[] max() {
        float[] max = new float[rows * columns];
        for (float[] head : heads) {
            for (int i = 0; i < max.length; i++) {
                max[i] = Math.max(max[i], head[i]);
            }
        }
        return max;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof AttentionMap that
                && rows == that.rows
                && columns == that.columns
                && Arrays.deepEquals(heads, that.heads);
    }

    @Override
    public int hashCode() {
        return Objects.hash(rows, columns, Arrays.deepHashCode(heads));
    }
}
