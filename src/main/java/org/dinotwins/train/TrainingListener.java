package org.dinotwins.train;

/** Receives the events of a run on the training thread; implementations must return at once. */
public interface TrainingListener {
    /** A step is complete. */
    default void onStep(StepRecord step) {}

    /** A new cross-correlation matrix. */
    default void onCorrelation(CorrelationSnapshot snapshot) {}

    /** A run shows a sign of collapse or an error; each kind is reported once until it clears. */
    default void onAlarm(Alarm alarm) {}
}
