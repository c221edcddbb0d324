package org.dinotwins.measure;

import java.util.concurrent.CancellationException;
import org.dinotwins.measure.outcome.Outcome;
import org.dinotwins.run.Progress;

/** Progress of a measurement, in units of one picture that passes through one network. */
final class MeasurementProgress {
    /** Cost of fitting a classifier, in units per training picture. */
    static final double FIT_COST = 0.5;
    /** Share of the work after which the remaining time can be estimated. */
    private static final double ESTIMATE_FROM = 0.02;

    private final MeasureListener listener;
    private final long begun = System.nanoTime();
    private double total;
    private double done;
    private String activity = "Opening the pictures";

    MeasurementProgress(MeasureListener listener) {
        this.listener = listener;
    }

    /** Adds work that is to be done. */
    void expect(double units) {
        total += units;
    }

    /** Removes expected work that turned out not to be needed. */
    void skip(double units) {
        total -= units;
    }

    /** Reports what is being done now. */
    void describe(String newActivity) {
        activity = newActivity;
        report();
    }

    /** Adds completed work. */
    void completed(double units) {
        done += units;
        report();
    }

    /** @throws CancellationException when the listener has cancelled */
    void throwIfCancelled() {
        if (listener.cancelled()) {
            throw new CancellationException("the measurement was cancelled");
        }
    }

    /** Reports an intermediate result. */
    void partial(Outcome outcome) {
        listener.partial(outcome);
    }

    private void report() {
        throwIfCancelled();
        double share = total <= 0 ? 0 : Math.min(1, done / total);
        double seconds = (System.nanoTime() - begun) / 1e9;
        listener.at(
                share,
                share < ESTIMATE_FROM ? activity : activity + ", " + Progress.left(seconds * (1 - share) / share));
    }
}
