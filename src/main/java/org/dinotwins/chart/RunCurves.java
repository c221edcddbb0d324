package org.dinotwins.chart;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.dinotwins.train.StepRecord;

/** All curves of one run, extended step by step. Not thread-safe. */
public final class RunCurves {
    private final Map<TrainingCurve, StepSeries> series = new EnumMap<>(TrainingCurve.class);
    private long firstStep;
    private long lastStep;

    public RunCurves() {
        for (TrainingCurve curve : TrainingCurve.values()) {
            series.put(curve, new StepSeries());
        }
    }

    /** The curves of recorded steps. */
    public static RunCurves of(List<StepRecord> steps) {
        RunCurves curves = new RunCurves();
        steps.forEach(curves::add);
        return curves;
    }

    /** Appends a step. A step that is not after the last one, as when resuming from an older checkpoint, is skipped. */
    public void add(StepRecord step) {
        if (step.step() <= lastStep) {
            return;
        }
        firstStep = lastStep == 0 ? step.step() : firstStep;
        lastStep = step.step();
        series.forEach((curve, values) -> values.add(step.step(), curve.of(step)));
    }

    public StepSeries get(TrainingCurve curve) {
        return series.get(curve);
    }

    /** The first step; 0 without steps. */
    public long firstStep() {
        return firstStep;
    }

    /** The last step; 0 without steps. */
    public long lastStep() {
        return lastStep;
    }
}
