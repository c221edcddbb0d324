package org.dinotwins.app.inspect.state;

import org.dinotwins.run.Progress;

/** Passes on cancellation to a part of a job, but not that part's progress. */
record CancelOnlyProgress(Progress whole) implements Progress {
    @Override
    public void at(double share, String what) {
        // The whole job reports its own progress.
    }

    @Override
    public boolean cancelled() {
        return whole.cancelled();
    }
}
