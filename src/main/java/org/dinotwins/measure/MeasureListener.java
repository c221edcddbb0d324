package org.dinotwins.measure;

import org.dinotwins.measure.outcome.Outcome;
import org.dinotwins.run.Progress;

/** Hears of a measurement under way; called on its thread. */
public interface MeasureListener extends Progress {
    /** Nobody listens and nobody cancels. */
    MeasureListener NONE = (share, what) -> {
    };

    /** A part of the result is known; each call holds what the ones before held. */
    default void partial(Outcome soFar) {
    }
}
