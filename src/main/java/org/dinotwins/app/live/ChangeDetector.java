package org.dinotwins.app.live;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.dinotwins.chart.NumberText;
import org.dinotwins.chart.SettingChange;
import org.dinotwins.config.RunConfig;
import org.dinotwins.objective.Balancing;
import org.dinotwins.train.StepRecord;
import org.dinotwins.train.TrainConfig;
import org.dinotwins.train.optimizer.Schedule;

/**
 * Detects from the steps of a run where the user changed loss weights or the learning rate, by comparing the values in
 * force with those that the configuration and the previous steps imply. A run opened from its folder thus shows the
 * same markers as a run in progress.
 */
final class ChangeDetector {
    /** Relative difference below which two values are equal; metrics are written rounded. */
    private static final double EQUAL = 1e-4;

    private final RunConfig config;
    private double share = Double.NaN;
    private double dino = Double.NaN;
    private double barlow = Double.NaN;
    private double rateFactor = Double.NaN;
    private Schedule learningRate;

    ChangeDetector(RunConfig config) {
        this.config = config;
    }

    /** All changes in the following steps. */
    List<SettingChange> changes(List<StepRecord> steps) {
        List<SettingChange> found = new ArrayList<>();
        steps.forEach(step -> next(step).ifPresent(found::add));
        return found;
    }

    /** The change that takes effect at this step. Steps must be passed in order. */
    Optional<SettingChange> next(StepRecord step) {
        List<String> what = new ArrayList<>();
        if (config.objective().balancing() == Balancing.GRADIENT_SHARE) {
            if (differ(share, step.dinoShareTarget())) {
                what.add("DINO share " + NumberText.typed(step.dinoShareTarget()));
            }
        } else {
            weights(step, what);
        }
        double factor = step.learningRate() / schedule(step).at(step.step() - 1);
        if (differ(rateFactor, factor)) {
            what.add("rate ×" + NumberText.typed(factor));
        }
        share = step.dinoShareTarget();
        dino = step.dinoWeight();
        barlow = step.barlowWeight();
        rateFactor = Double.isFinite(factor) ? factor : rateFactor;
        return what.isEmpty() ? Optional.empty() : Optional.of(new SettingChange(step.step(), String.join(", ", what)));
    }

    private void weights(StepRecord step, List<String> what) {
        boolean fixed = config.objective().balancing() == Balancing.FIXED;
        boolean switched = step.dinoWeight() == 0 != (dino == 0) || step.barlowWeight() == 0 != (barlow == 0);
        if (differ(dino, step.dinoWeight())) {
            what.add("DINO " + NumberText.typed(step.dinoWeight()));
        }
        // The initial ratio also changes this weight when a loss is switched on or off.
        if (differ(barlow, step.barlowWeight()) && (fixed || !switched)) {
            what.add(
                    fixed || step.barlowWeight() == 0
                            ? "Barlow Twins " + NumberText.typed(step.barlowWeight())
                            : "Barlow Twins ×" + NumberText.typed(step.barlowWeight() / barlow));
        }
    }

    private Schedule schedule(StepRecord step) {
        if (learningRate == null) {
            TrainConfig train = config.train();
            learningRate = Schedule.cosine(
                    train.learningRate(),
                    train.minLearningRate(),
                    train.warmupEpochs(),
                    train.epochs(),
                    stepsPerEpoch(step));
        }
        return learningRate;
    }

    /** Steps per epoch, from the number of a step and its epoch. */
    static long stepsPerEpoch(StepRecord step) {
        return Math.max(1, Math.round(step.step() / step.epoch()));
    }

    private static boolean differ(double before, double now) {
        return Double.isFinite(before)
                && Double.isFinite(now)
                && Math.abs(now - before) > EQUAL * Math.max(Math.abs(before), Math.abs(now));
    }
}
