package org.dinotwins.chart;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.dinotwins.train.StepRecord;

/** All curves of one run, step by step. One thread at a time. */
public final class RunCurves {
    private final Map<TrainingCurve, StepSeries> series = new EnumMap<>(TrainingCurve.class);
    private long lastStep;

    public RunCurves() {
        for (TrainingCurve curve : TrainingCurve.values()) {
            series.put(curve, new StepSeries());
        }
    }

    /** The curves of a run that is over. */
    public static RunCurves of(List<StepRecord> steps) {
        RunCurves curves = new RunCurves();
        steps.forEach(curves::add);
        return curves;
    }

    /** Takes in a step. One that is not above the last, as after going on from an older checkpoint, is left out. */
    public void add(StepRecord step) {
        if (step.step() <= lastStep) {
            return;
        }
        lastStep = step.step();
        series.forEach((curve, values) -> values.add(step.step(), curve.of(step)));
    }

    public StepSeries get(TrainingCurve curve) {
        return series.get(curve);
    }

    /** The last step taken in, 0 before the first. */
    public long lastStep() {
        return lastStep;
    }
}
