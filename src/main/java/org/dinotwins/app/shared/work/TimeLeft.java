package org.dinotwins.app.shared.work;

import java.util.function.LongSupplier;
import org.dinotwins.run.Progress;

/** Adds the time that is left to what a job tells of its progress. */
public final class TimeLeft implements Progress {
    /** Share of the work from which on the rest can be guessed. */
    private static final double GUESS_FROM = 0.02;

    private final Progress whole;
    private final LongSupplier nanos;
    /** When the job last had all of its work before it; what it opened until then says nothing of the rest. */
    private long begun;

    public TimeLeft(Progress whole) {
        this(whole, System::nanoTime);
    }

    TimeLeft(Progress whole, LongSupplier nanos) {
        this.whole = whole;
        this.nanos = nanos;
        begun = nanos.getAsLong();
    }

    @Override
    public void at(double share, String what) {
        long now = nanos.getAsLong();
        if (share <= 0) {
            begun = now;
        }
        boolean known = share >= GUESS_FROM && share < 1;
        whole.at(share, known ? what + ", " + Progress.left((now - begun) / 1e9 * (1 - share) / share) : what);
    }

    @Override
    public boolean cancelled() {
        return whole.cancelled();
    }
}
