package org.dinotwins.augment.corruption;

import java.util.SplittableRandom;

/** Corruptions that change each value independently. */
final class NoiseCorruptions {
    /** Standard deviation. */
    private static final double[] GAUSSIAN = {0.08, 0.12, 0.18, 0.26, 0.38};
    /** Number of photons at full brightness. */
    private static final double[] PHOTONS = {60, 25, 12, 5, 3};
    /** Fraction of the values that become 0 or 1. */
    private static final double[] STRUCK = {0.03, 0.06, 0.09, 0.17, 0.27};

    private NoiseCorruptions() {}

    static Planes gaussian(Planes planes, int level, SplittableRandom random) {
        for (float[] plane : planes.values) {
            for (int i = 0; i < plane.length; i++) {
                plane[i] += (float) (GAUSSIAN[level] * random.nextGaussian());
            }
        }
        return planes;
    }

    static Planes shot(Planes planes, int level, SplittableRandom random) {
        for (float[] plane : planes.values) {
            for (int i = 0; i < plane.length; i++) {
                plane[i] = (float) (poisson(plane[i] * PHOTONS[level], random) / PHOTONS[level]);
            }
        }
        return planes;
    }

    /** Salt-and-pepper noise, independent for each value. */
    static Planes impulse(Planes planes, int level, SplittableRandom random) {
        for (float[] plane : planes.values) {
            for (int i = 0; i < plane.length; i++) {
                double struck = random.nextDouble();
                boolean white = random.nextBoolean();
                if (struck < STRUCK[level]) {
                    plane[i] = white ? 1 : 0;
                }
            }
        }
        return planes;
    }

    /**
     * Poisson sample: counts events until their exponential waiting times exceed 1 (Knuth); fast for the small means
     * here.
     */
    private static int poisson(double mean, SplittableRandom random) {
        double end = Math.exp(-mean);
        double product = random.nextDouble();
        int count = 0;
        while (product > end) {
            product *= random.nextDouble();
            count++;
        }
        return count;
    }
}
