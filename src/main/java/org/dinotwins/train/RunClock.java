package org.dinotwins.train;

/** Time and pictures of a run, pauses left out. */
final class RunClock {
    private static final double NANOS = 1e9;
    /** Share of the old average step time that stays at each step. */
    private static final double SMOOTHING = 0.95;

    private long last = System.nanoTime();
    private double seconds;
    private double stepSeconds = Double.NaN;
    private long pictures;

    /** Begins to count again after a pause. */
    void restart() {
        last = System.nanoTime();
    }

    /** Goes on where a saved run was. */
    void resume(long seenPictures, double elapsed) {
        pictures = seenPictures;
        seconds = elapsed;
        restart();
    }

    /** Counts a step that ends now. */
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

    /** Pictures a second of the step that is about to end. */
    double rate(int batch) {
        return batch / sinceLast();
    }

    /** Seconds of the run so far. */
    double elapsed() {
        return seconds + sinceLast();
    }

    /** Estimated seconds that so many steps will take. */
    double remaining(long steps) {
        double each = Double.isNaN(stepSeconds) ? sinceLast() : stepSeconds;
        return each * steps;
    }

    private double sinceLast() {
        return Math.max(1, System.nanoTime() - last) / NANOS;
    }
}
