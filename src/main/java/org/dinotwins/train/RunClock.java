package org.dinotwins.train;

import java.util.function.LongSupplier;

/** Training time and pictures of a run, without pauses. */
final class RunClock {
    private static final double NANOS = 1e9;
    /** Weight of the old average in the average step time. */
    private static final double SMOOTHING = 0.95;

    private final LongSupplier nanoseconds;
    private long last;
    private double seconds;
    private double stepSeconds = Double.NaN;
    private long pictures;

    /** @param nanoseconds a time since any start, such as {@link System#nanoTime} */
    RunClock(LongSupplier nanoseconds) {
        this.nanoseconds = nanoseconds;
        restart();
    }

    /** Restarts the clock after a pause. */
    void restart() {
        last = nanoseconds.getAsLong();
    }

    /** Continues the counts of a saved run. */
    void resume(long seenPictures, double elapsed) {
        pictures = seenPictures;
        seconds = elapsed;
        restart();
    }

    /** Counts a step that has just ended. */
    void stepDone(int batch) {
        double took = sinceLast();
        seconds += took;
        stepSeconds = Double.isNaN(stepSeconds) ? took : SMOOTHING * stepSeconds + (1 - SMOOTHING) * took;
        pictures += batch;
        restart();
    }

    long pictures() {
        return pictures;
    }

    /** Pictures per second of the step that is about to end. */
    double rate(int batch) {
        return batch / sinceLast();
    }

    /** Seconds of the run so far. */
    double elapsed() {
        return seconds + sinceLast();
    }

    /** Estimated seconds for this many steps. */
    double remaining(long steps) {
        double each = Double.isNaN(stepSeconds) ? sinceLast() : stepSeconds;
        return each * steps;
    }

    private double sinceLast() {
        return Math.max(1, nanoseconds.getAsLong() - last) / NANOS;
    }
}
