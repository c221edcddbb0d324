package org.dinotwins.measure;

import org.dinotwins.measure.outcome.Outcome;
import org.dinotwins.run.Progress;

/** Receives the progress and intermediate results of a measurement, on the measuring thread. */
public interface MeasureListener extends Progress {
    /** Ignores everything and never cancels. */
    MeasureListener NONE = (share, what) -> {};

    /** Receives an intermediate result; it includes all earlier ones. */
    default void partial(Outcome soFar) {}
}
