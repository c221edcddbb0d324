package org.dinotwins.chart;

import java.awt.geom.Rectangle2D;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.axis.ValueAxis;
import org.jfree.chart.ui.RectangleEdge;
import org.jfree.data.Range;

/** The vertical scale of a chart: linear or logarithmic, fitted to the visible lines or fixed. */
public final class ValueScale {
    /** Margin above and below the curves, relative to the range of values. */
    private static final double MARGIN = 0.06;
    /** Smallest margin relative to the values, so that a constant line is centred. */
    private static final double LEAST_MARGIN = 1e-3;

    private static final double MARGIN_AT_ZERO = 1e-12;
    /** The margin on the logarithmic scale, as a factor. */
    private static final double LEAST_FACTOR = 1.02;

    private static final Range EMPTY = new Range(0, 1);
    private static final Range EMPTY_LOGARITHMIC = new Range(0.1, 1);

    private final NumberAxis linear = new SparseTickAxis(null);
    private final LogScaleAxis logarithmic = new LogScaleAxis();
    private boolean logScale;
    private Range fixed;

    public ValueScale() {
        linear.setNumberFormatOverride(new TickFormat());
        linear.setTickMarksVisible(false);
        linear.setAxisLineVisible(false);
        logarithmic.setTickMarksVisible(false);
    }

    /** The axis in use. */
    ValueAxis axis() {
        return logScale ? logarithmic : linear;
    }

    public boolean isLogarithmic() {
        return logScale;
    }

    public void logarithmic(boolean on) {
        logScale = on;
    }

    /** Fixes the bounds of the linear scale. */
    public void fix(double low, double high) {
        fixed = new Range(low, high);
    }

    /** Hides the tick labels of the linear scale. */
    public void withoutLabels() {
        linear.setTickLabelsVisible(false);
    }

    /** Fits the scale to lines; the logarithmic one needs positive values. */
    void fit(LineDataset lines) {
        if (fixed != null && !logScale) {
            linear.setRange(fixed);
            return;
        }
        double low = Double.POSITIVE_INFINITY;
        double high = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < lines.getSeriesCount(); i++) {
            for (double value : lines.line(i).values()) {
                low = Math.min(low, value);
                high = Math.max(high, value);
            }
        }
        if (logScale) {
            logarithmic.setRange(
                    low > high ? logRange(EMPTY_LOGARITHMIC) : logRange(new Range(low, high)), false, false);
        } else {
            linear.setRange(low > high ? linearRange(EMPTY) : linearRange(new Range(low, high)), false, false);
        }
    }

    private static Range linearRange(Range values) {
        double low = values.getLowerBound();
        double high = values.getUpperBound();
        double margin = Math.max(
                (high - low) * MARGIN, Math.max(Math.abs(high), Math.abs(low)) * LEAST_MARGIN + MARGIN_AT_ZERO);
        // Values that are never negative start at 0.
        double bottom = low >= 0 && low - margin < 0 ? 0 : low - margin;
        return new Range(bottom, high + margin);
    }

    private static Range logRange(Range values) {
        double factor = Math.max(LEAST_FACTOR, Math.pow(values.getUpperBound() / values.getLowerBound(), MARGIN));
        return new Range(values.getLowerBound() / factor, values.getUpperBound() * factor);
    }

    /** The vertical position of a value in an area; NaN if it is out of range. */
    public double y(double value, Rectangle2D area) {
        return axis().getRange().contains(value) ? axis().valueToJava2D(value, area, RectangleEdge.LEFT) : Double.NaN;
    }
}
