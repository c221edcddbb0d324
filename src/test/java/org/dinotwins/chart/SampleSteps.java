package org.dinotwins.chart;

import org.dinotwins.train.StepRecord;

/** Synthetic training steps, for tests. */
public final class SampleSteps {
    private SampleSteps() {}

    /** A healthy step of a run with 10 steps per epoch, dim 128, K = 1024. */
    public static StepRecord healthy(long step) {
        return with(step, 1, 0.5, 1e-3, 4, 0.6, 0.08, 30);
    }

    public static StepRecord with(
            long step,
            double dinoWeight,
            double barlowWeight,
            double learningRate,
            double entropy,
            double kl,
            double std,
            double rankMe) {
        double dino = entropy + kl;
        double barlow = 10;
        return new StepRecord(
                step,
                step / 10.0,
                dinoWeight * dino + barlowWeight * barlow,
                dino,
                barlow,
                4,
                600,
                dinoWeight,
                barlowWeight,
                0.2,
                0.3,
                0.4,
                dinoWeight * 0.2 / (dinoWeight * 0.2 + barlowWeight * 0.3),
                Double.NaN,
                2,
                learningRate,
                0.04,
                0.996,
                0.04,
                entropy,
                kl,
                std,
                rankMe,
                0.7,
                0.1,
                step * 48,
                60,
                step * 0.8,
                100,
                300L << 20,
                900L << 20,
                Double.NaN);
    }
}
