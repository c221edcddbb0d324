package org.dinotwins.chart;

import java.util.Arrays;

/**
 * One value over the steps of a run, with a pyramid of extremes, so that a million steps draw as fast as a thousand.
 *
 * <p>The pyramid grows as values arrive: level {@code k} holds the indices of the smallest and the largest value of
 * every {@code 4 * 2^k} neighbours. Drawing uses the level whose blocks are narrower than a pixel, so no spike is lost
 * at any zoom. Not thread-safe.
 */
public final class StepSeries {
    /** Values in a block of the lowest level. */
    private static final int BLOCK = 4;
    /** Largest number of blocks per column of pixels; two preserve the slope of a line inside a column. */
    private static final int BLOCKS_PER_COLUMN = 2;

    private static final int FIRST_CAPACITY = 1024;

    private int[] steps = new int[FIRST_CAPACITY];
    private float[] values = new float[FIRST_CAPACITY];
    private int size;
    private Level[] levels = {};

    /** Indices of the extremes of all blocks of one width. */
    private static final class Level {
        private int[] least = new int[FIRST_CAPACITY / BLOCK];
        private int[] greatest = new int[FIRST_CAPACITY / BLOCK];
        private int blocks;

        void add(int low, int high) {
            if (blocks == least.length) {
                least = Arrays.copyOf(least, blocks * 2);
                greatest = Arrays.copyOf(greatest, blocks * 2);
            }
            least[blocks] = low;
            greatest[blocks] = high;
            blocks++;
        }
    }

    /** Points in the order of their steps. */
    // Only painted, never compared.
    @SuppressWarnings("ArrayRecordComponent")
    public record Line(double[] steps, double[] values) {
        public int size() {
            return steps.length;
        }

        /** The points above 0, for a logarithmic scale. */
        Line positive() {
            double[] x = new double[steps.length];
            double[] y = new double[steps.length];
            int count = 0;
            for (int i = 0; i < steps.length; i++) {
                if (values[i] > 0) {
                    x[count] = steps[i];
                    y[count++] = values[i];
                }
            }
            return count == steps.length ? this : new Line(Arrays.copyOf(x, count), Arrays.copyOf(y, count));
        }
    }

    /**
     * Appends a value. A value that is not finite is skipped; NaN means that the step did not compute it.
     *
     * @param step step after the last one
     * @throws IllegalArgumentException if the step is not after the last one
     */
    public void add(long step, double value) {
        if (!Double.isFinite(value)) {
            return;
        }
        if (size > 0 && step <= steps[size - 1]) {
            throw new IllegalArgumentException("step " + step + " after step " + steps[size - 1]);
        }
        if (size == steps.length) {
            steps = Arrays.copyOf(steps, size * 2);
            values = Arrays.copyOf(values, size * 2);
        }
        steps[size] = Math.toIntExact(step);
        values[size] = (float) value;
        size++;
        if (size % BLOCK == 0) {
            closeBlocks();
        }
    }

    private void closeBlocks() {
        int low = size - BLOCK;
        int high = low;
        for (int i = low + 1; i < size; i++) {
            low = values[i] < values[low] ? i : low;
            high = values[i] > values[high] ? i : high;
        }
        level(0).add(low, high);
        for (int k = 0; levels[k].blocks % 2 == 0; k++) {
            Level done = levels[k];
            int a = done.blocks - 2;
            int b = done.blocks - 1;
            level(k + 1)
                    .add(
                            values[done.least[b]] < values[done.least[a]] ? done.least[b] : done.least[a],
                            values[done.greatest[b]] > values[done.greatest[a]] ? done.greatest[b] : done.greatest[a]);
        }
    }

    private Level level(int k) {
        if (k == levels.length) {
            levels = Arrays.copyOf(levels, k + 1);
            levels[k] = new Level();
        }
        return levels[k];
    }

    public int size() {
        return size;
    }

    public boolean isEmpty() {
        return size == 0;
    }

    long step(int index) {
        return steps[index];
    }

    public double value(int index) {
        return values[index];
    }

    public long firstStep() {
        return steps[0];
    }

    public long lastStep() {
        return steps[size - 1];
    }

    public double lastValue() {
        return values[size - 1];
    }

    /** The value at a step, or at the nearest step before it; NaN before the first value. */
    double at(double step) {
        int after = firstAfter(step);
        return after == 0 ? Double.NaN : values[after - 1];
    }

    /**
     * The points to draw between two steps, and one more on either side so that the line reaches the edges.
     *
     * @param columns width in pixels; the line has at most about four points per column
     */
    public Line between(double from, double to, int columns) {
        int first = Math.max(0, firstAfter(Math.nextDown(from)) - 1);
        int end = Math.min(size, firstAfter(to) + 1);
        int shown = end - first;
        int k = -1;
        int width = 1;
        while (shown / width > (k < 0 ? 2 : 1) * BLOCKS_PER_COLUMN * Math.max(1, columns) && k + 1 < levels.length) {
            k++;
            width = BLOCK << k;
        }
        return k < 0 ? plain(first, end) : extremes(first, end, levels[k], width);
    }

    private Line plain(int first, int end) {
        Points points = new Points(Math.max(0, end - first));
        for (int i = first; i < end; i++) {
            points.add(i);
        }
        return points.line();
    }

    private Line extremes(int first, int end, Level level, int width) {
        int block = (first + width - 1) / width;
        int lastBlock = Math.max(block, Math.min(level.blocks, end / width));
        Points points = new Points(2 * (lastBlock - block) + 2 * width + 2);
        int head = Math.min(end, block * width);
        for (int i = first; i < head; i++) {
            points.add(i);
        }
        for (int b = block; b < lastBlock; b++) {
            points.add(Math.min(level.least[b], level.greatest[b]));
            points.add(Math.max(level.least[b], level.greatest[b]));
        }
        // The values after the last complete block.
        for (int i = Math.max(head, lastBlock * width); i < end; i++) {
            points.add(i);
        }
        return points.line();
    }

    /** Collects points by index; an index repeated in succession counts once. */
    private final class Points {
        private double[] x;
        private double[] y;
        private int count;
        private int last = -1;

        Points(int capacity) {
            x = new double[capacity];
            y = new double[capacity];
        }

        void add(int index) {
            if (index == last) {
                return;
            }
            if (count == x.length) {
                x = Arrays.copyOf(x, 2 * count + 2);
                y = Arrays.copyOf(y, 2 * count + 2);
            }
            x[count] = steps[index];
            y[count++] = values[index];
            last = index;
        }

        Line line() {
            return new Line(Arrays.copyOf(x, count), Arrays.copyOf(y, count));
        }
    }

    private int firstAfter(double step) {
        int low = 0;
        int high = size;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (steps[middle] > step) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return low;
    }
}
