package org.dinotwins.eval.representation;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.Arrays;
import java.util.Objects;
import org.dinotwins.tensor.TorchScript;

/**
 * The first three principal components of patch features, shown as red, green and blue. Patches of one picture can be
 * projected on the components of another, which gives the same part of an object the same colour in both.
 *
 * @param mean       {@code [dim]} mean of the features from which the components were computed
 * @param components {@code [3][dim]} unit vectors in order of decreasing variance, each with its entry of largest magnitude
 *                   positive, so that colours are reproducible; zeros where the features vary in fewer directions
 * @param low        {@code [3]} projections shown as 0: the 2nd percentile, which is robust to outliers
 * @param high       {@code [3]} projections shown as 1: the 98th percentile
 */
// equals and hashCode compare contents.
@SuppressWarnings("ArrayRecordComponent")
public record PatchPca(float[] mean, float[][] components, float[] low, float[] high) {
    /** Number of components, one per colour channel. */
    public static final int COMPONENTS = 3;

    private static final double LOW_SHARE = 0.02;
    private static final double HIGH_SHARE = 0.98;
    private static final float MIDDLE = 0.5f;
    /** Variance, relative to the largest, below which a direction counts as rounding error. */
    private static final double LEAST_VARIANCE = 1e-9;

    private record Components(NDArray mean, NDArray directions, NDArray variances) {}

    private interface Arithmetic extends TorchScript {
        Components components(NDManager scope, NDArray x, int k);
    }

    /**
     * Computes the principal components of patches.
     *
     * @param features {@code [patches][dim]}, finite, at least one patch
     */
    public static PatchPca of(float[][] features) {
        if (features.length == 0) {
            throw new IllegalArgumentException("no patches");
        }
        int dim = features[0].length;
        int count = Math.min(COMPONENTS, dim);
        float[] mean;
        float[] directions;
        float[] variances;
        try (NDManager manager = NDManager.newBaseManager(Device.cpu());
                Arithmetic arithmetic = TorchScript.load(manager, Arithmetic.class, "patch_pca.py")) {
            NDArray all = manager.create(flat(features, dim), new Shape(features.length, dim));
            Components found = arithmetic.components(manager, all, count);
            mean = found.mean().toFloatArray();
            directions = found.directions().toFloatArray();
            variances = found.variances().toFloatArray();
        }
        float[][] components = new float[COMPONENTS][dim];
        for (int c = 0; c < count; c++) {
            if (variances[c] > LEAST_VARIANCE * variances[0]) {
                components[c] = signed(Arrays.copyOfRange(directions, c * dim, (c + 1) * dim));
            }
        }
        return scaled(mean, components, features);
    }

    /**
     * Coordinates along the components.
     *
     * @param features {@code [patches][dim]}
     * @return {@code [patches][3]}
     */
    public float[][] project(float[][] features) {
        float[][] projected = new float[features.length][COMPONENTS];
        for (int i = 0; i < features.length; i++) {
            for (int c = 0; c < COMPONENTS; c++) {
                double sum = 0;
                for (int d = 0; d < mean.length; d++) {
                    sum += (features[i][d] - mean[d]) * (double) components[c][d];
                }
                projected[i][c] = (float) sum;
            }
        }
        return projected;
    }

    /**
     * The patches' colours: opaque ARGB, each channel scaled from {@code low..high} and clamped. A channel without
     * variation has half brightness.
     *
     * @param features {@code [patches][dim]}
     * @return {@code [patches]}
     */
    public int[] colours(float[][] features) {
        float[][] projected = project(features);
        int[] colours = new int[projected.length];
        for (int i = 0; i < colours.length; i++) {
            int rgb = 0xff;
            for (int c = 0; c < COMPONENTS; c++) {
                float span = high[c] - low[c];
                float share = span > 0 ? (projected[i][c] - low[c]) / span : MIDDLE;
                rgb = rgb << 8 | Math.round(255 * Math.max(0, Math.min(1, share)));
            }
            colours[i] = rgb;
        }
        return colours;
    }

    /**
     * The patches on the side of the first component with the higher mean attention, which usually separates object
     * from background.
     *
     * @param features  {@code [patches][dim]}
     * @param attention {@code [patches]}
     */
    public boolean[] foreground(float[][] features, float[] attention) {
        float[][] projected = project(features);
        double[] sums = new double[2];
        int[] counts = new int[2];
        for (int i = 0; i < attention.length; i++) {
            int side = projected[i][0] > 0 ? 1 : 0;
            sums[side] += attention[i];
            counts[side]++;
        }
        boolean positive = counts[1] > 0 && (counts[0] == 0 || sums[1] / counts[1] >= sums[0] / counts[0]);
        boolean[] foreground = new boolean[projected.length];
        for (int i = 0; i < foreground.length; i++) {
            foreground[i] = projected[i][0] > 0 == positive;
        }
        return foreground;
    }

    private static PatchPca scaled(float[] mean, float[][] components, float[][] features) {
        float[][] projected =
                new PatchPca(mean, components, new float[COMPONENTS], new float[COMPONENTS]).project(features);
        float[] low = new float[COMPONENTS];
        float[] high = new float[COMPONENTS];
        float[] values = new float[features.length];
        for (int c = 0; c < COMPONENTS; c++) {
            for (int i = 0; i < values.length; i++) {
                values[i] = projected[i][c];
            }
            Arrays.sort(values);
            low[c] = percentile(values, LOW_SHARE);
            high[c] = percentile(values, HIGH_SHARE);
        }
        return new PatchPca(mean, components, low, high);
    }

    /** Interpolates linearly between the two nearest of sorted values. */
    private static float percentile(float[] sorted, double share) {
        double at = share * (sorted.length - 1);
        int below = (int) at;
        int above = Math.min(sorted.length - 1, below + 1);
        return (float) (sorted[below] + (at - below) * (sorted[above] - sorted[below]));
    }

    private static float[] signed(float[] direction) {
        int largest = 0;
        for (int d = 1; d < direction.length; d++) {
            if (Math.abs(direction[d]) > Math.abs(direction[largest])) {
                largest = d;
            }
        }
        if (direction[largest] < 0) {
            for (int d = 0; d < direction.length; d++) {
                direction[d] = -direction[d];
            }
        }
        return direction;
    }

    private static float[] flat(float[][] features, int dim) {
        float[] flat = new float[Math.multiplyExact(features.length, dim)];
        for (int i = 0; i < features.length; i++) {
            System.arraycopy(features[i], 0, flat, i * dim, dim);
        }
        return flat;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof PatchPca that
                && Arrays.equals(mean, that.mean)
                && Arrays.deepEquals(components, that.components)
                && Arrays.equals(low, that.low)
                && Arrays.equals(high, that.high);
    }

    @Override
    public int hashCode() {
        return Objects.hash(
                Arrays.hashCode(mean), Arrays.deepHashCode(components), Arrays.hashCode(low), Arrays.hashCode(high));
    }
}
