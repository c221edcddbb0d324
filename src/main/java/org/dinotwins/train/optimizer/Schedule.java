package org.dinotwins.train.optimizer;

/**
 * Schedules of the public DINO code: a cosine with linear warm-up by step, and the teacher's temperature by epoch.
 *
 * @param base        value after the warm-up
 * @param end         value that the cosine approaches
 * @param warmupSteps steps of linear growth from 0 to {@code base}, both included; 0 for none
 * @param totalSteps  length of the schedule
 */
public record Schedule(double base, double end, long warmupSteps, long totalSteps) {
    /** The schedule over epochs of equal length. */
    public static Schedule cosine(double base, double end, double warmupEpochs, double epochs, long stepsPerEpoch) {
        long total = Math.max(1, Math.round(epochs * stepsPerEpoch));
        return new Schedule(base, end, Math.min(total, Math.round(warmupEpochs * stepsPerEpoch)), total);
    }

    /** Value at a step counted from 0; after the end, the last value. */
    public double at(long step) {
        if (step < warmupSteps) {
            return warmupSteps == 1 ? 0 : base * step / (warmupSteps - 1);
        }
        long length = totalSteps - warmupSteps;
        long position = Math.min(step, totalSteps - 1) - warmupSteps;
        return end + 0.5 * (base - end) * (1 + Math.cos(Math.PI * position / length));
    }

    /**
     * Temperature of the teacher in an epoch: linear from {@code start} to {@code last} over the first epochs, both
     * included, then {@code last}.
     *
     * @param epoch whole epoch, counted from 0
     */
    public static double teacherTemperature(double start, double last, double warmupEpochs, long epoch) {
        long warmup = Math.round(warmupEpochs);
        if (epoch >= warmup) {
            return last;
        }
        return warmup == 1 ? start : start + (last - start) * epoch / (warmup - 1);
    }
}
