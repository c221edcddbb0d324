package org.dinotwins.app.live;

import java.util.Arrays;

/**
 * One figure over the steps of a run, kept with a pyramid of extremes so that a million steps draw as fast as a
 * thousand.
 *
 * <p>The pyramid is extended while values arrive: level {@code k} knows the places of the least and the greatest value
 * of every {@code 4 * 2^k} neighbours. Drawing takes the level whose blocks are narrower than a pixel, so no spike is
 * lost at any zoom. One thread at a time.
 */
final class StepSeries {
    /** Values in a block of the lowest level. */
    private static final int BLOCK = 4;
    /** Blocks drawn for each column of pixels at most; two of them keep a line's slope inside a column. */
    private static final int BLOCKS_A_COLUMN = 2;
    private static final int FIRST_ROOM = 1024;

    private int[] steps = new int[FIRST_ROOM];
    private float[] values = new float[FIRST_ROOM];
    private int size;
    private Level[] levels = {};

    /** Places of the extremes of the blocks of one width. */
    private static final class Level {
        private int[] least = new int[FIRST_ROOM / BLOCK];
        private int[] greatest = new int[FIRST_ROOM / BLOCK];
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

    /** Points in order of their steps, ready to be joined by a line. */
    // Never compared: only painted.
    @SuppressWarnings("ArrayRecordComponent")
    record Line(double[] steps, double[] values) {
        int size() {
            return steps.length;
        }

        /** The points above 0, as a logarithmic scale needs. */
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
     * Appends a value. NaN is left out: the step did not compute it.
     *
     * @param step above the last one
     * @throws IllegalArgumentException if the step is not above the last one
     */
    void add(long step, double value) {
        if (Double.isNaN(value)) {
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
            level(k + 1).add(values[done.least[b]] < values[done.least[a]] ? done.least[b] : done.least[a],
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

    int size() {
        return size;
    }

    boolean isEmpty() {
        return size == 0;
    }

    long step(int place) {
        return steps[place];
    }

    double value(int place) {
        return values[place];
    }

    long firstStep() {
        return steps[0];
    }

    long lastStep() {
        return steps[size - 1];
    }

    double lastValue() {
        return values[size - 1];
    }

    /** The value at a step, or the nearest one before it; NaN before the first. */
    double at(double step) {
        int after = firstAfter(step);
        return after == 0 ? Double.NaN : values[after - 1];
    }

    /**
     * The points to draw between two steps, one beyond either end included so that the line runs out of the picture.
     *
     * @param columns width of the picture in pixels; about four points a column are given at most
     */
    Line between(double from, double to, int columns) {
        int first = Math.max(0, firstAfter(Math.nextDown(from)) - 1);
        int end = Math.min(size, firstAfter(to) + 1);
        int shown = end - first;
        int k = -1;
        int width = 1;
        while (shown / width > (k < 0 ? 2 : 1) * BLOCKS_A_COLUMN * Math.max(1, columns) && k + 1 < levels.length) {
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
        // What lies beyond the last whole block: fewer than a block's width.
        for (int i = Math.max(head, lastBlock * width); i < end; i++) {
            points.add(i);
        }
        return points.line();
    }

    /** Gathers points by their places; a place named twice in a row is taken once. */
    private final class Points {
        private double[] x;
        private double[] y;
        private int count;
        private int last = -1;

        Points(int room) {
            x = new double[room];
            y = new double[room];
        }

        void add(int place) {
            if (place == last) {
                return;
            }
            if (count == x.length) {
                x = Arrays.copyOf(x, 2 * count + 2);
                y = Arrays.copyOf(y, 2 * count + 2);
            }
            x[count] = steps[place];
            y[count++] = values[place];
            last = place;
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
