package org.dinotwins.tensor.device;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.dinotwins.tensor.MixedPrecision;
import org.dinotwins.tensor.Slices;

/**
 * The speed of a matrix product in bfloat16 relative to float32 on a device.
 *
 * @param median median ratio over the rounds, each of which times both types in sequence
 * @param low    ratio that a tenth of the rounds is below
 * @param high   ratio that a tenth of the rounds is above
 */
public record Bfloat16Speed(double median, double low, double high) {
    /** Sides of the matrices: several milliseconds per product, so that the product takes nearly all the time. */
    private static final int CPU_SIDE = 512;

    private static final int GPU_SIDE = 4096;
    /** The first rounds load kernels and allocate memory, and are ignored. */
    private static final int WARM_UP = 3;

    private static final int ROUNDS = 31;
    private static final int TENTH = ROUNDS / 10;
    /** Smallest gain that justifies changing a setting. */
    private static final double MARGIN = 1.1;

    /** Measures some rounds, in less than a second on a CPU with instructions for bfloat16. */
    static Bfloat16Speed measure(ComputeDevice device) {
        try (NDManager manager = NDManager.newBaseManager(device.device());
                MixedPrecision precision = MixedPrecision.load(manager);
                Slices slices = Slices.load(manager)) {
            int side = device.cuda() ? GPU_SIDE : CPU_SIDE;
            NDArray full = manager.randomNormal(new Shape(side, side));
            NDArray half = precision.toBfloat16(manager, full);
            double[] ratios = new double[ROUNDS];
            for (int round = -WARM_UP; round < ROUNDS; round++) {
                double before = round % 2 == 0 ? seconds(slices, precision, full) : 0;
                double bfloat16 = seconds(slices, precision, half);
                double float32 = round % 2 == 0 ? before : seconds(slices, precision, full);
                if (round >= 0) {
                    ratios[round] = float32 / bfloat16;
                }
            }
            return of(ratios);
        }
    }

    /** @param ratios ratios of the 31 rounds */
    static Bfloat16Speed of(double[] ratios) {
        double[] sorted = ratios.clone();
        Arrays.sort(sorted);
        return new Bfloat16Speed(sorted[ROUNDS / 2], sorted[TENTH], sorted[ROUNDS - 1 - TENTH]);
    }

    private static double seconds(Slices slices, MixedPrecision precision, NDArray matrix) {
        long start = System.nanoTime();
        try (NDManager scope = matrix.getManager().newSubManager();
                NDArray product = matrix.matMul(matrix)) {
            // Reading values waits for a GPU to finish.
            precision.toFloat32(scope, slices.rows(scope, product, 0, 1)).toFloatArray();
        }
        return (System.nanoTime() - start) / 1e9;
    }

    /** Whether bfloat16 is slower by a clear margin. */
    public boolean slower() {
        return high < 1 / MARGIN;
    }

    /** Advice on {@code train.precision}; empty if the rounds show no clear difference. */
    public Optional<String> advice() {
        if (low > MARGIN) {
            return Optional.of(String.format(
                    Locale.ROOT,
                    "Matrix products are %.1f times as fast as in float32 (%.1f to "
                            + "%.1f in most rounds): train.precision=BFLOAT16 saves time.",
                    median,
                    low,
                    high));
        }
        return slower()
                ? Optional.of(String.format(
                        Locale.ROOT,
                        "Matrix products take %.1f times as long as in float32 "
                                + "(%.1f to %.1f in most rounds): leave train.precision at FLOAT32.",
                        1 / median,
                        1 / high,
                        1 / low))
                : Optional.empty();
    }
}
