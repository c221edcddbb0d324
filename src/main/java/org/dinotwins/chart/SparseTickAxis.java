package org.dinotwins.chart;

import java.awt.Graphics2D;
import java.awt.geom.Rectangle2D;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.axis.TickUnit;
import org.jfree.chart.ui.RectangleEdge;

/** A number axis whose tick labels keep a minimum distance in a small chart and a maximum number in a large one. */
public final class SparseTickAxis extends NumberAxis {
    /** Smallest distance between two labels in pixels. */
    private static final double LEAST_DISTANCE = 22;
    /** Largest number of labels on an axis. */
    private static final int MOST_LABELS = 12;

    private double length;

    /** @param label may be null */
    public SparseTickAxis(String label) {
        super(label);
    }

    @Override
    protected void selectVerticalAutoTickUnit(Graphics2D g2, Rectangle2D dataArea, RectangleEdge edge) {
        length = dataArea.getHeight();
        super.selectVerticalAutoTickUnit(g2, dataArea, edge);
    }

    @Override
    protected void selectHorizontalAutoTickUnit(Graphics2D g2, Rectangle2D dataArea, RectangleEdge edge) {
        length = dataArea.getWidth();
        super.selectHorizontalAutoTickUnit(g2, dataArea, edge);
    }

    // The library spaces tick labels by these two estimates.
    @Override
    protected double estimateMaximumTickLabelHeight(Graphics2D g2) {
        return Math.max(super.estimateMaximumTickLabelHeight(g2), Math.max(LEAST_DISTANCE, length / MOST_LABELS));
    }

    @Override
    protected double estimateMaximumTickLabelWidth(Graphics2D g2, TickUnit unit) {
        return Math.max(super.estimateMaximumTickLabelWidth(g2, unit), Math.max(LEAST_DISTANCE, length / MOST_LABELS));
    }
}
