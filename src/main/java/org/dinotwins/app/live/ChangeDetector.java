package org.dinotwins.app.live;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.dinotwins.chart.NumberText;
import org.dinotwins.chart.SettingChange;
import org.dinotwins.config.RunConfig;
import org.dinotwins.objective.Balancing;
import org.dinotwins.train.Schedule;
import org.dinotwins.train.StepRecord;
import org.dinotwins.train.TrainConfig;

/**
 * Reads from the steps of a run where the user changed weights or learning rate: what was in force differs from what
 * the configuration and the steps before would give. So a run opened from its folder shows the same marks as one
 * watched live.
 *
 * <p>One change cannot be read: the Barlow Twins weight under balancing by gradient norms, which moves at every step.
 */
final class ChangeDetector {
    /** Relative difference below which two figures are the same; metrics are written with rounding. */
    private static final double SAME = 1e-4;

    private final RunConfig config;
    private double dino = Double.NaN;
    private double barlow = Double.NaN;
    private double rateFactor = Double.NaN;
    private Schedule learningRate;

    ChangeDetector(RunConfig config) {
        this.config = config;
    }

    /** All changes in the next steps. */
    List<SettingChange> in(List<StepRecord> steps) {
        List<SettingChange> found = new ArrayList<>();
        steps.forEach(step -> look(step).ifPresent(found::add));
        return found;
    }

    /** The change that this step is the first to show. Steps come in order. */
    Optional<SettingChange> look(StepRecord step) {
        List<String> what = new ArrayList<>();
        boolean switched = step.dinoWeight() == 0 != (dino == 0) || step.barlowWeight() == 0 != (barlow == 0);
        if (differ(dino, step.dinoWeight())) {
            what.add("DINO " + NumberText.typed(step.dinoWeight()));
        }
        if (differ(barlow, step.barlowWeight()) && readable(switched)) {
            what.add(config.objective().balancing() == Balancing.FIXED || step.barlowWeight() == 0
                    ? "Barlow Twins " + NumberText.typed(step.barlowWeight())
                    : "Barlow Twins ×" + NumberText.typed(step.barlowWeight() / barlow));
        }
        double factor = step.learningRate() / schedule(step).at(step.step() - 1);
        if (differ(rateFactor, factor)) {
            what.add("rate ×" + NumberText.typed(factor));
        }
        dino = step.dinoWeight();
        barlow = step.barlowWeight();
        rateFactor = Double.isFinite(factor) ? factor : rateFactor;
        return what.isEmpty() ? Optional.empty() : Optional.of(new SettingChange(step.step(), String.join(", ", what)));
    }

    /** Whether a new Barlow Twins weight tells of the user: balancing changes it too when a half goes on or off. */
    private boolean readable(boolean switched) {
        return switch (config.objective().balancing()) {
            case FIXED -> true;
            case INITIAL_RATIO -> !switched;
            case GRADIENT_NORM -> false;
        };
    }

    private Schedule schedule(StepRecord step) {
        if (learningRate == null) {
            TrainConfig train = config.train();
            learningRate = Schedule.cosine(train.learningRate(), train.minLearningRate(), train.warmupEpochs(),
                    train.epochs(), stepsPerEpoch(step));
        }
        return learningRate;
    }

    /** Batches in an epoch, from a step's number and its place in epochs. */
    static long stepsPerEpoch(StepRecord step) {
        return Math.max(1, Math.round(step.step() / step.epoch()));
    }

    private static boolean differ(double before, double now) {
        return Double.isFinite(before) && Double.isFinite(now)
                && Math.abs(now - before) > SAME * Math.max(Math.abs(before), Math.abs(now));
    }
}
