package org.dinotwins.chart;

import java.util.ArrayList;
import java.util.List;
import org.jfree.data.DomainOrder;
import org.jfree.data.xy.AbstractXYDataset;

/** A JFreeChart dataset with the points of each line at the current zoom. */
final class LineDataset extends AbstractXYDataset {
    private static final StepSeries.Line EMPTY = new StepSeries.Line(new double[0], new double[0]);

    private final transient List<StepSeries.Line> lines = new ArrayList<>();

    private final transient List<String> names;

    /** @param names names for the legend, one per line */
    LineDataset(List<String> names) {
        this.names = List.copyOf(names);
        names.forEach(name -> lines.add(EMPTY));
    }

    /** Replaces a line without notifying the chart, which its owner redraws. */
    void set(int series, StepSeries.Line line) {
        lines.set(series, line);
    }

    void clear(int series) {
        lines.set(series, EMPTY);
    }

    StepSeries.Line line(int series) {
        return lines.get(series);
    }

    @Override
    public int getSeriesCount() {
        return lines.size();
    }

    @Override
    public Comparable<?> getSeriesKey(int series) {
        return names.get(series);
    }

    @Override
    public int getItemCount(int series) {
        return lines.get(series).size();
    }

    @Override
    public DomainOrder getDomainOrder() {
        return DomainOrder.ASCENDING;
    }

    @Override
    public double getXValue(int series, int item) {
        return lines.get(series).steps()[item];
    }

    @Override
    public double getYValue(int series, int item) {
        return lines.get(series).values()[item];
    }

    @Override
    public Number getX(int series, int item) {
        return getXValue(series, item);
    }

    @Override
    public Number getY(int series, int item) {
        return getYValue(series, item);
    }
}
