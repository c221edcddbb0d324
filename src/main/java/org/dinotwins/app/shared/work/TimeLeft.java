package org.dinotwins.app.shared.work;

import java.util.function.LongSupplier;
import org.dinotwins.run.Progress;

/** Adds the estimated remaining time to progress messages. */
public final class TimeLeft implements Progress {
    /** Fraction of the work from which the remaining time is estimated. */
    private static final double GUESS_FROM = 0.02;

    private final Progress target;
    private final LongSupplier nanos;
    /** Last time at which the fraction was 0: preparation does not count towards the estimate. */
    private long started;

    public TimeLeft(Progress target) {
        this(target, System::nanoTime);
    }

    TimeLeft(Progress target, LongSupplier nanos) {
        this.target = target;
        this.nanos = nanos;
        started = nanos.getAsLong();
    }

    @Override
    public void at(double share, String what) {
        long now = nanos.getAsLong();
        if (share <= 0) {
            started = now;
        }
        boolean known = share >= GUESS_FROM && share < 1;
        target.at(share, known ? what + ", " + Progress.left((now - started) / 1e9 * (1 - share) / share) : what);
    }

    @Override
    public boolean cancelled() {
        return target.cancelled();
    }
}
