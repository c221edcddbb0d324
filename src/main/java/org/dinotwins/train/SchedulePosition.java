package org.dinotwins.train;

/**
 * How far a run has come in its schedules.
 *
 * @param step          steps from the beginning of the schedules, as if all epochs had had {@code stepsPerEpoch} steps
 * @param stepsPerEpoch steps of an epoch, at least 1
 */
public record SchedulePosition(long step, long stepsPerEpoch) {
    /** Passes over the pictures so far. */
    public double epoch() {
        return step / (double) stepsPerEpoch;
    }

    /** The nearest position at the same epoch with another number of steps in it. */
    SchedulePosition in(long steps) {
        return steps == stepsPerEpoch ? this : new SchedulePosition(Math.round(epoch() * steps), steps);
    }
}
