package org.dinotwins.chart;

import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The curves of a run that a chart shows: each plain or averaged, in view or hidden, cut to the present zoom. */
public final class VisibleCurves {
    private static final int AVERAGED_A_FRAME = 15_000;

    private final List<TrainingCurve> curves;
    private final LineDataset strong;
    private final LineDataset faint;
    private final Map<TrainingCurve, SmoothedSeries> smoothed = new EnumMap<>(TrainingCurve.class);
    private final Set<TrainingCurve> hidden = EnumSet.noneOf(TrainingCurve.class);
    private RunCurves run = new RunCurves();
    private double smoothing = 1;

    /** @param curves in the order of drawing, the last on top */
    public VisibleCurves(List<TrainingCurve> curves) {
        this.curves = List.copyOf(curves);
        this.strong = new LineDataset(curves.size());
        this.faint = new LineDataset(curves.size());
    }

    public List<TrainingCurve> curves() {
        return curves;
    }

    /** The lines that count: averages where curves are averaged, else the curves. In the order of the curves. */
    LineDataset strong() {
        return strong;
    }

    /** What lies behind averages: the curves as they are. */
    LineDataset faint() {
        return faint;
    }

    /** Takes the curves of another run. */
    public void take(RunCurves curvesOfRun) {
        run = curvesOfRun;
        smooth(smoothing);
    }

    /** Averages over so many steps; 1 for none. */
    public void smooth(double steps) {
        smoothing = steps;
        smoothed.clear();
        if (steps > 1) {
            curves.forEach(curve -> smoothed.put(curve, new SmoothedSeries(run.get(curve), steps)));
        }
    }

    public void show(TrainingCurve curve, boolean visible) {
        if (visible) {
            hidden.remove(curve);
        } else {
            hidden.add(curve);
        }
    }

    /**
     * Cuts the lines to a stretch of steps.
     *
     * @param columns  width in pixels that they are drawn at
     * @param positive leaves out values of 0 and below
     * @return whether that is all: a long run is averaged over several calls, so that no frame is late
     */
    public boolean cut(double from, double to, int columns, boolean positive) {
        boolean all = true;
        for (int i = 0; i < curves.size(); i++) {
            strong.clear(i);
            faint.clear(i);
            TrainingCurve curve = curves.get(i);
            if (hidden.contains(curve)) {
                continue;
            }
            SmoothedSeries average = smoothed.get(curve);
            if (average == null) {
                strong.set(i, cut(run.get(curve), from, to, columns, positive));
            } else {
                all &= average.catchUp(AVERAGED_A_FRAME);
                faint.set(i, cut(run.get(curve), from, to, columns, positive));
                strong.set(i, cut(average.line(), from, to, columns, positive));
            }
        }
        return all;
    }

    private static StepSeries.Line cut(StepSeries series, double from, double to, int columns, boolean positive) {
        StepSeries.Line line = series.between(from, to, columns);
        return positive ? line.positive() : line;
    }

    /** The value of a curve at a step, the average where it is averaged; NaN where there is none. */
    public double valueAt(TrainingCurve curve, double step) {
        SmoothedSeries average = smoothed.get(curve);
        StepSeries line = average == null ? run.get(curve) : average.line();
        return line.at(step);
    }

    /** The same, NaN for a hidden curve too. */
    public double shownAt(TrainingCurve curve, double step) {
        return hidden.contains(curve) ? Double.NaN : valueAt(curve, step);
    }
}
