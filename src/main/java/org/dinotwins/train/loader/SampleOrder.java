package org.dinotwins.train.loader;

import java.util.SplittableRandom;

/**
 * The order of pictures in each epoch and the random numbers of each picture of each step. They depend on the seed alone,
 * not on the number of threads or on pauses. Not thread-safe except for {@link #random}.
 */
final class SampleOrder {
    private final long seed;
    private final int pictures;
    private int[] order = {};
    private long orderedEpoch = -1;

    SampleOrder(long seed, int pictures) {
        this.seed = seed;
        this.pictures = pictures;
    }

    /** Indices of all pictures in the order of an epoch; do not write to it. */
    int[] order(long epoch) {
        if (epoch != orderedEpoch) {
            SplittableRandom random = new SplittableRandom(mixed(seed, epoch, -1));
            int[] fresh = new int[pictures];
            for (int i = 0; i < fresh.length; i++) {
                int other = random.nextInt(i + 1);
                fresh[i] = fresh[other];
                fresh[other] = i;
            }
            order = fresh;
            orderedEpoch = epoch;
        }
        return order;
    }

    /** Random numbers for the crops of one picture of a step. */
    SplittableRandom random(long step, int index) {
        return new SplittableRandom(mixed(seed, step, index));
    }

    /** Mixes three numbers into a seed with the finalizer of SplitMix64 (Steele, Lea and Flood 2014). */
    private static long mixed(long seed, long a, long b) {
        return mix(mix(mix(seed) + a) + b);
    }

    private static long mix(long value) {
        long z = value + 0x9e3779b97f4a7c15L;
        z = (z ^ z >>> 30) * 0xbf58476d1ce4e5b9L;
        z = (z ^ z >>> 27) * 0x94d049bb133111ebL;
        return z ^ z >>> 31;
    }
}
