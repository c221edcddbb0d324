package org.dinotwins.train;

/** Hears what happens in a run. Called on the training thread: implementations return at once. */
public interface TrainingListener {
    /** A step is done. */
    default void onStep(StepRecord step) {}

    /** A new cross-correlation matrix. */
    default void onCorrelation(CorrelationSnapshot snapshot) {}

    /** A run shows a sign of collapse or a fault; each kind is reported once until it clears. */
    default void onAlarm(Alarm alarm) {}
}
