package org.dinotwins.chart;

import java.awt.Graphics2D;
import java.awt.geom.Rectangle2D;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.axis.TickUnit;
import org.jfree.chart.ui.RectangleEdge;

/** An axis of numbers that names as many as can be taken in: apart in a small chart, few in a large one. */
public final class SparseTickAxis extends NumberAxis {
    /** Pixels from one named value to the next at least. */
    private static final double APART = 22;
    /** Named values at most, however large the chart. */
    private static final int MOST = 12;

    private double room;

    /** @param label what is counted; null for no words */
    public SparseTickAxis(String label) {
        super(label);
    }

    @Override
    protected void selectVerticalAutoTickUnit(Graphics2D g2, Rectangle2D dataArea, RectangleEdge edge) {
        room = dataArea.getHeight();
        super.selectVerticalAutoTickUnit(g2, dataArea, edge);
    }

    @Override
    protected void selectHorizontalAutoTickUnit(Graphics2D g2, Rectangle2D dataArea, RectangleEdge edge) {
        room = dataArea.getWidth();
        super.selectHorizontalAutoTickUnit(g2, dataArea, edge);
    }

    // The library leaves each named value the room that its text takes: these say how much that is.
    @Override
    protected double estimateMaximumTickLabelHeight(Graphics2D g2) {
        return Math.max(super.estimateMaximumTickLabelHeight(g2), Math.max(APART, room / MOST));
    }

    @Override
    protected double estimateMaximumTickLabelWidth(Graphics2D g2, TickUnit unit) {
        return Math.max(super.estimateMaximumTickLabelWidth(g2, unit), Math.max(APART, room / MOST));
    }
}
