package org.dinotwins.measure;

import java.util.concurrent.CancellationException;
import org.dinotwins.measure.outcome.Outcome;
import org.dinotwins.run.Progress;

/** How far a measurement is, in units of one picture seen by one network, and whether it is to go on. */
final class MeasurementProgress {
    /** What fitting a classifier costs for each training picture. */
    static final double FIT = 0.5;
    /** Share of the work from which on the rest can be guessed. */
    private static final double GUESS_FROM = 0.02;

    private final MeasureListener listener;
    private final long begun = System.nanoTime();
    private double total;
    private double done;
    private String what = "Opening the pictures";

    MeasurementProgress(MeasureListener listener) {
        this.listener = listener;
    }

    /** Adds work to do. */
    void expect(double units) {
        total += units;
    }

    /** Work that need not be done after all. */
    void skip(double units) {
        total -= units;
    }

    /** Says what comes next. */
    void now(String next) {
        what = next;
        tell();
    }

    /** Some work is done. */
    void did(double units) {
        done += units;
        tell();
    }

    /** @throws CancellationException when the measurement is to end */
    void check() {
        if (listener.cancelled()) {
            throw new CancellationException("the measurement was cancelled");
        }
    }

    /** Hands on what is known so far. */
    void partial(Outcome outcome) {
        listener.partial(outcome);
    }

    private void tell() {
        check();
        double share = total <= 0 ? 0 : Math.min(1, done / total);
        double seconds = (System.nanoTime() - begun) / 1e9;
        listener.at(share, share < GUESS_FROM ? what
                : what + ", " + Progress.left(seconds * (1 - share) / share));
    }
}
