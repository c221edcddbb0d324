package org.dinotwins.chart;

import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The curves that a chart shows: smoothed or not, visible or hidden, clipped to the current zoom. */
public final class VisibleCurves {
    private static final int SMOOTHED_PER_CALL = 15_000;

    private final List<TrainingCurve> curves;
    private final LineDataset lines;
    private final LineDataset unsmoothed;
    private final Map<TrainingCurve, SmoothedSeries> smoothed = new EnumMap<>(TrainingCurve.class);
    private final Set<TrainingCurve> hidden = EnumSet.noneOf(TrainingCurve.class);
    private RunCurves run = new RunCurves();
    private double smoothing = 1;

    /** @param curves in the order of drawing, the last on top */
    public VisibleCurves(List<TrainingCurve> curves) {
        this.curves = List.copyOf(curves);
        this.lines = new LineDataset(curves.stream().map(TrainingCurve::label).toList());
        this.unsmoothed =
                new LineDataset(curves.stream().map(TrainingCurve::label).toList());
    }

    public List<TrainingCurve> curves() {
        return curves;
    }

    /** One line per curve, smoothed if smoothing is on. */
    LineDataset lines() {
        return lines;
    }

    /** The original values behind smoothed lines; empty if smoothing is off. */
    LineDataset unsmoothed() {
        return unsmoothed;
    }

    /** Switches to the curves of another run. */
    public void setRun(RunCurves curvesOfRun) {
        run = curvesOfRun;
        smooth(smoothing);
    }

    /** Smooths over this number of steps; 1 for no smoothing. */
    public void smooth(double steps) {
        smoothing = steps;
        smoothed.clear();
        if (steps > 1) {
            curves.forEach(curve -> smoothed.put(curve, new SmoothedSeries(run.get(curve), steps)));
        }
    }

    public void setVisible(TrainingCurve curve, boolean visible) {
        if (visible) {
            hidden.remove(curve);
        } else {
            hidden.add(curve);
        }
    }

    /**
     * Clips the lines to a range of steps.
     *
     * @param columns  width of the chart in pixels
     * @param positive skips values that are not positive, for a logarithmic scale
     * @return false if a long run needs further calls to finish smoothing, so that no frame is late
     */
    public boolean clip(double from, double to, int columns, boolean positive) {
        boolean all = true;
        for (int i = 0; i < curves.size(); i++) {
            lines.clear(i);
            unsmoothed.clear(i);
            TrainingCurve curve = curves.get(i);
            if (hidden.contains(curve)) {
                continue;
            }
            SmoothedSeries average = smoothed.get(curve);
            if (average == null) {
                lines.set(i, clip(run.get(curve), from, to, columns, positive));
            } else {
                all &= average.catchUp(SMOOTHED_PER_CALL);
                unsmoothed.set(i, clip(run.get(curve), from, to, columns, positive));
                lines.set(i, clip(average.line(), from, to, columns, positive));
            }
        }
        return all;
    }

    private static StepSeries.Line clip(StepSeries series, double from, double to, int columns, boolean positive) {
        StepSeries.Line line = series.between(from, to, columns);
        return positive ? line.positive() : line;
    }

    /** The value of a curve at a step, smoothed if smoothing is on; NaN before the first value. */
    public double valueAt(TrainingCurve curve, double step) {
        SmoothedSeries average = smoothed.get(curve);
        StepSeries line = average == null ? run.get(curve) : average.line();
        return line.at(step);
    }

    /** The same, but NaN for a hidden curve. */
    public double visibleValueAt(TrainingCurve curve, double step) {
        return hidden.contains(curve) ? Double.NaN : valueAt(curve, step);
    }
}
