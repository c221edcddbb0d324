package org.dinotwins.app.inspect.state;

import org.dinotwins.run.Progress;

/** Passes a wish to end on to a part of a job, and not the part's progress, which is a small share of the whole. */
public record CancelOnlyProgress(Progress whole) implements Progress {
    @Override
    public void at(double share, String what) {
        // The whole tells its own.
    }

    @Override
    public boolean cancelled() {
        return whole.cancelled();
    }
}
