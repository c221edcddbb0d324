package org.dinotwins.chart;

import java.util.ArrayList;
import java.util.List;
import org.jfree.data.DomainOrder;
import org.jfree.data.xy.AbstractXYDataset;

/** The points of a chart's lines that are drawn at the present zoom: what JFreeChart sees of a run. */
final class LineDataset extends AbstractXYDataset {
    private static final StepSeries.Line NOTHING = new StepSeries.Line(new double[0], new double[0]);

    private final transient List<StepSeries.Line> lines = new ArrayList<>();

    LineDataset(int count) {
        for (int i = 0; i < count; i++) {
            lines.add(NOTHING);
        }
    }

    /** Replaces a line; the chart is told nothing and drawn by its owner. */
    void set(int series, StepSeries.Line line) {
        lines.set(series, line);
    }

    void clear(int series) {
        lines.set(series, NOTHING);
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
        return series;
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
