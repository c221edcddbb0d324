package org.dinotwins.chart;

import java.awt.Graphics2D;
import java.awt.geom.Rectangle2D;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.jfree.chart.axis.AxisState;
import org.jfree.chart.axis.LogAxis;
import org.jfree.chart.axis.NumberTick;
import org.jfree.chart.plot.PlotRenderingInfo;
import org.jfree.chart.ui.RectangleEdge;
import org.jfree.chart.ui.TextAnchor;

/** A vertical logarithmic axis with labels at powers of ten, and at 2 and 5 between them if there is space. */
final class LogScaleAxis extends LogAxis {
    /** Smallest distance between two labels in pixels. */
    private static final double LEAST_DISTANCE = 22;

    private static final double[][] CHOICES = {{1, 1.5, 2, 3, 4, 5, 6, 8}, {1, 2, 5}, {1, 3}, {1}};
    private static final double DECADE = 10;

    @Override
    protected List<NumberTick> refreshTicksVertical(Graphics2D g2, Rectangle2D area, RectangleEdge edge) {
        int most = Math.max(2, (int) (area.getHeight() / LEAST_DISTANCE));
        List<Double> values = new ArrayList<>();
        for (int i = 0; i < CHOICES.length; i++) {
            values = values(CHOICES[i], 1);
            if (values.size() <= most) {
                break;
            }
        }
        for (int each = 2; values.size() > most; each++) {
            values = values(CHOICES[CHOICES.length - 1], each);
        }
        if (getRange().getUpperBound() < DECADE * getRange().getLowerBound()) {
            List<Double> even = even(most);
            values = even.size() > values.size() ? even : values;
        }
        return values.stream()
                .map(v -> new NumberTick(v, NumberText.tick(v), TextAnchor.CENTER_RIGHT, TextAnchor.CENTER, 0))
                .toList();
    }

    /** Evenly spaced values, for a range too narrow for several round ones. */
    private List<Double> even(int most) {
        double low = getRange().getLowerBound();
        double high = getRange().getUpperBound();
        BigDecimal power = BigDecimal.ONE.scaleByPowerOfTen((int) Math.floor(Math.log10((high - low) / most)));
        List<Double> values = List.of();
        for (int times : new int[] {10, 5, 2, 1}) {
            BigDecimal step = power.multiply(BigDecimal.valueOf(times));
            long first = (long) (low / step.doubleValue());
            long last = (long) (high / step.doubleValue()) + 1;
            List<Double> finer = LongStream.rangeClosed(first, last)
                    .mapToObj(i -> step.multiply(BigDecimal.valueOf(i)).doubleValue())
                    .filter(value -> value >= low && value <= high)
                    .toList();
            values = finer.size() <= most ? finer : values;
        }
        return values;
    }

    private List<Double> values(double[] steps, int eachDecade) {
        List<Double> values = new ArrayList<>();
        int last = (int) Math.ceil(Math.log10(getRange().getUpperBound()));
        for (int decade = (int) Math.floor(Math.log10(getRange().getLowerBound())); decade <= last; decade++) {
            for (double step : steps) {
                double value = step * Math.pow(10, decade);
                if (Math.floorMod(decade, eachDecade) == 0 && getRange().contains(value)) {
                    values.add(value);
                }
            }
        }
        return values;
    }

    @Override
    public AxisState draw(
            Graphics2D g2,
            double cursor,
            Rectangle2D plotArea,
            Rectangle2D dataArea,
            RectangleEdge edge,
            PlotRenderingInfo info) {
        AxisState state = new AxisState(cursor);
        if (isVisible()) {
            state = drawTickMarksAndLabels(g2, cursor, plotArea, dataArea, edge);
        }
        return state;
    }
}
