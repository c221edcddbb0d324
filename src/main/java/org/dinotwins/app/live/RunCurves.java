package org.dinotwins.app.live;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.dinotwins.train.StepRecord;

/** All curves of one run, step by step. One thread at a time. */
final class RunCurves {
    private final Map<Curve, StepSeries> series = new EnumMap<>(Curve.class);
    private long lastStep;

    RunCurves() {
        for (Curve curve : Curve.values()) {
            series.put(curve, new StepSeries());
        }
    }

    /** The curves of a run that is over. */
    static RunCurves of(List<StepRecord> steps) {
        RunCurves curves = new RunCurves();
        steps.forEach(curves::add);
        return curves;
    }

    /** Takes in a step. One that is not above the last, as after going on from an older checkpoint, is left out. */
    void add(StepRecord step) {
        if (step.step() <= lastStep) {
            return;
        }
        lastStep = step.step();
        series.forEach((curve, values) -> values.add(step.step(), curve.of(step)));
    }

    StepSeries get(Curve curve) {
        return series.get(curve);
    }

    /** The last step taken in, 0 before the first. */
    long lastStep() {
        return lastStep;
    }
}
