package org.dinotwins.tensor;

import java.util.Arrays;
import java.util.random.RandomGenerator;

/** Random initial values as in the public code of DINO, of MoCo v3 and of PyTorch. */
public final class Initial {
    /** Standard deviation of the public DINO code's {@code trunc_normal_(std=.02)}. */
    private static final double DINO_STD = 0.02;
    /** Bounds of PyTorch's {@code trunc_normal_}, as absolute values. */
    private static final double BOUND = 2;

    private final RandomGenerator random;

    public Initial(RandomGenerator random) {
        this.random = random;
    }

    /** Normal with standard deviation 0.02, truncated at -2 and 2. */
    public HostTensor truncatedNormal(long... shape) {
        float[] values = new float[Math.toIntExact(HostTensor.elements(shape))];
        for (int i = 0; i < values.length; i++) {
            double value;
            do {
                value = random.nextGaussian() * DINO_STD;
            } while (Math.abs(value) > BOUND);
            values[i] = (float) value;
        }
        return HostTensor.of(values, shape);
    }

    /**
     * Uniform in {@code ±sqrt(6 / (in + out))} (Glorot and Bengio 2010, equation 16).
     *
     * @param out   number of outputs of the matrix
     * @param shape {@code [rows, in]}; more rows than {@code out} if several matrices share a tensor
     */
    public HostTensor xavier(long out, long... shape) {
        return uniform(Math.sqrt(6.0 / (out + shape[1])), shape);
    }

    /** Uniform in {@code ±1/sqrt(fanIn)}: PyTorch's default for weights and biases of linear and convolution layers. */
    public HostTensor uniform(long fanIn, long... shape) {
        return uniform(1 / Math.sqrt(fanIn), shape);
    }

    private HostTensor uniform(double bound, long... shape) {
        float[] values = new float[Math.toIntExact(HostTensor.elements(shape))];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) ((random.nextDouble() * 2 - 1) * bound);
        }
        return HostTensor.of(values, shape);
    }

    /** The same value in every element. */
    public static HostTensor constant(float value, long... shape) {
        float[] values = new float[Math.toIntExact(HostTensor.elements(shape))];
        Arrays.fill(values, value);
        return HostTensor.of(values, shape);
    }
}
