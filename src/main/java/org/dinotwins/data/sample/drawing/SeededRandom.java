package org.dinotwins.data.sample.drawing;

import java.util.List;

/**
 * Random numbers for one picture: SplitMix64 (Steele, Lea and Flood, "Fast splittable pseudorandom number generators",
 * 2014), implemented here so that a seed gives the same numbers on every Java release.
 */
public final class SeededRandom {
    private static final long GOLDEN_GAMMA = 0x9E3779B97F4A7C15L;
    private long state;

    SeededRandom(long seed) {
        state = seed;
    }

    /**
     * The generator of one picture, independent of every other picture's, so that pictures can be made in any order.
     */
    public static SeededRandom forPicture(long seed, int number) {
        return new SeededRandom(mixed(mixed(seed + GOLDEN_GAMMA) ^ (number * 0xD1342543DE82EF95L)));
    }

    /** Mixes the bits of a number over all 64 positions. */
    static long mixed(long z) {
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }

    public long next() {
        state += GOLDEN_GAMMA;
        return mixed(state);
    }

    /** Uniform in [0, 1). */
    public double unit() {
        return (next() >>> 11) * 0x1p-53;
    }

    /** Uniform in [low, high). */
    public double between(double low, double high) {
        return low + (high - low) * unit();
    }

    /** Near 0, within plus or minus {@code reach}; the mean of three uniform numbers. */
    public double around(double reach) {
        return (between(-reach, reach) + between(-reach, reach) + between(-reach, reach)) / 3;
    }

    /** Uniform over the integers {@code low..high}, inclusive. */
    public int whole(int low, int high) {
        return low + (int) (unit() * (high - low + 1));
    }

    public boolean chance(double probability) {
        return unit() < probability;
    }

    public <T> T pick(List<T> choices) {
        return choices.get(whole(0, choices.size() - 1));
    }

    /** The numbers {@code 0..count-1} in random order. */
    public int[] shuffled(int count) {
        int[] order = new int[count];
        for (int i = 0; i < count; i++) {
            int j = whole(0, i);
            order[i] = order[j];
            order[j] = i;
        }
        return order;
    }
}
