package org.dinotwins.chart;

import java.awt.geom.Rectangle2D;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.axis.ValueAxis;
import org.jfree.chart.ui.RectangleEdge;
import org.jfree.data.Range;

/** The vertical scale of a chart: linear or logarithmic, fitted to the lines in view or kept at bounds. */
public final class ValueScale {
    /** Free room above and below the curves, as a share of the shown range. */
    private static final double MARGIN = 0.06;
    /** Least free room as a share of the values: a line that does not change lies in the middle. */
    private static final double LEAST_ROOM = 1e-3;
    private static final double ROOM_AT_ZERO = 1e-12;
    /** The same on the logarithmic scale, as a factor. */
    private static final double LEAST_FACTOR = 1.02;
    private static final Range NOTHING = new Range(0, 1);
    private static final Range NOTHING_LOGARITHMIC = new Range(0.1, 1);

    private final NumberAxis linear = new SparseTickAxis(null);
    private final LogScaleAxis logarithmic = new LogScaleAxis();
    private boolean logScale;
    private Range kept;

    public ValueScale() {
        linear.setNumberFormatOverride(new TickFormat());
        linear.setTickMarksVisible(false);
        linear.setAxisLineVisible(false);
        logarithmic.setTickMarksVisible(false);
    }

    /** The axis in force. */
    ValueAxis axis() {
        return logScale ? logarithmic : linear;
    }

    public boolean isLogarithmic() {
        return logScale;
    }

    public void logarithmic(boolean on) {
        logScale = on;
    }

    /** Keeps the linear scale at these bounds. */
    public void keep(double low, double high) {
        kept = new Range(low, high);
    }

    /** Writes no values beside the linear scale. */
    public void withoutValues() {
        linear.setTickLabelsVisible(false);
    }

    /** Fits the scale to lines. On the logarithmic one their values are above 0. */
    void fit(LineDataset lines) {
        if (kept != null && !logScale) {
            linear.setRange(kept);
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
            logarithmic.setRange(low > high ? logRange(NOTHING_LOGARITHMIC) : logRange(new Range(low, high)), false, false);
        } else {
            linear.setRange(low > high ? linearRange(NOTHING) : linearRange(new Range(low, high)), false, false);
        }
    }

    private static Range linearRange(Range values) {
        double low = values.getLowerBound();
        double high = values.getUpperBound();
        double room = Math.max((high - low) * MARGIN,
                Math.max(Math.abs(high), Math.abs(low)) * LEAST_ROOM + ROOM_AT_ZERO);
        // Figures that are never below 0 begin at 0 rather than below it.
        double bottom = low >= 0 && low - room < 0 ? 0 : low - room;
        return new Range(bottom, high + room);
    }

    private static Range logRange(Range values) {
        double factor = Math.max(LEAST_FACTOR, Math.pow(values.getUpperBound() / values.getLowerBound(), MARGIN));
        return new Range(values.getLowerBound() / factor, values.getUpperBound() * factor);
    }

    /** Where in an area a value lies; NaN for one that is not in view. */
    public double y(double value, Rectangle2D area) {
        return axis().getRange().contains(value) ? axis().valueToJava2D(value, area, RectangleEdge.LEFT) : Double.NaN;
    }
}
