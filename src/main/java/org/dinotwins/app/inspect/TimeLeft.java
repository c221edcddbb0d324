package org.dinotwins.app.inspect;

import java.util.Locale;
import org.dinotwins.experiment.Progress;

/** Adds the time that is left to what a job tells of its progress. */
final class TimeLeft implements Progress {
    private final Progress whole;
    private final long begin = System.nanoTime();

    TimeLeft(Progress whole) {
        this.whole = whole;
    }

    @Override
    public void at(double share, String what) {
        double left = (System.nanoTime() - begin) / 1e9 * (1 - share) / share;
        whole.at(share, share > 0 ? String.format(Locale.ROOT, "%s  ·  %.0f s left", what, Math.ceil(left)) : what);
    }

    @Override
    public boolean cancelled() {
        return whole.cancelled();
    }
}
