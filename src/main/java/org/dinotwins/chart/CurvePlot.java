package org.dinotwins.chart;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.geom.Rectangle2D;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.LegendItemCollection;
import org.jfree.chart.axis.AxisSpace;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.plot.DatasetRenderingOrder;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.XYLineAndShapeRenderer;
import org.jfree.chart.ui.RectangleInsets;

/** Draws curves with axes, grid and markers as a JFreeChart. */
public final class CurvePlot {
    private static final int LINES = 0;
    private static final int UNSMOOTHED = 1;
    private static final float LINE_WIDTH = 1.6f;
    private static final float UNSMOOTHED_WIDTH = 1f;
    private static final int UNSMOOTHED_ALPHA = 70;
    /** Margin of a page chart for half of the last step number. */
    private static final RectangleInsets PAGE_INSETS = new RectangleInsets(4, 0, 0, 10);

    private static final RectangleInsets NO_INSETS = new RectangleInsets(0, 0, 0, 0);

    private final VisibleCurves curves;
    private final ValueScale scale;
    private final NumberAxis stepAxis = new NumberAxis();
    private final XYPlot plot;
    private final JFreeChart chart;
    private final PlotMarkers markers;

    /** @param stepsShown whether step numbers are shown below */
    public CurvePlot(VisibleCurves curves, ValueScale scale, boolean stepsShown) {
        this.curves = curves;
        this.scale = scale;
        stepAxis.setNumberFormatOverride(new TickFormat());
        stepAxis.setStandardTickUnits(NumberAxis.createIntegerTickUnits());
        stepAxis.setTickLabelsVisible(stepsShown);
        stepAxis.setTickMarksVisible(false);
        plot = new XYPlot(curves.lines(), stepAxis, scale.axis(), lines(LINE_WIDTH));
        plot.setDataset(UNSMOOTHED, curves.unsmoothed());
        plot.setRenderer(UNSMOOTHED, lines(UNSMOOTHED_WIDTH));
        plot.setDatasetRenderingOrder(DatasetRenderingOrder.REVERSE);
        plot.setInsets(NO_INSETS);
        chart = new JFreeChart(null, null, plot, false);
        markers = new PlotMarkers(plot);
    }

    private static XYLineAndShapeRenderer lines(float width) {
        XYLineAndShapeRenderer renderer = new XYLineAndShapeRenderer(true, false);
        renderer.setDrawSeriesLineAsPath(true);
        renderer.setAutoPopulateSeriesStroke(false);
        renderer.setDefaultStroke(new BasicStroke(width, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
        return renderer;
    }

    public PlotMarkers markers() {
        return markers;
    }

    public void withoutGrid() {
        plot.setRangeGridlinesVisible(false);
    }

    /**
     * Applies the current scale and the colours of a theme. Call again after either changes or markers are added.
     */
    // By reference: equal axes are still different objects to paint with.
    @SuppressWarnings("ReferenceEquality")
    public void paint(ChartColours colours) {
        if (plot.getRangeAxis() != scale.axis()) {
            plot.setRangeAxis(scale.axis());
        }
        ChartStyle.apply(chart, colours);
        chart.setPadding(NO_INSETS);
        plot.setAxisOffset(NO_INSETS);
        for (int i = 0; i < curves.curves().size(); i++) {
            Color colour = colours.get(curves.curves().get(i).tone().colour());
            plot.getRenderer(LINES).setSeriesPaint(i, colour);
            plot.getRenderer(UNSMOOTHED)
                    .setSeriesPaint(
                            i, new Color(colour.getRed(), colour.getGreen(), colour.getBlue(), UNSMOOTHED_ALPHA));
        }
        markers.paint(colours);
    }

    /**
     * Draws the curves, which were clipped to these steps.
     *
     * @param whole the chart with its margins
     * @param area  the part of it inside the axes
     */
    public void draw(Graphics2D graphics, Rectangle2D whole, Rectangle2D area, double from, double to) {
        fit(from, to);
        AxisSpace steps = new AxisSpace();
        steps.setTop(area.getMinY() - whole.getMinY());
        steps.setBottom(whole.getMaxY() - area.getMaxY());
        plot.setFixedDomainAxisSpace(steps, false);
        AxisSpace values = new AxisSpace();
        values.setLeft(area.getMinX() - whole.getMinX());
        values.setRight(whole.getMaxX() - area.getMaxX());
        plot.setFixedRangeAxisSpace(values, false);
        chart.draw(graphics, whole, null, null);
    }

    private void fit(double from, double to) {
        stepAxis.setRange(from, to);
        markers.placeLabels(from, to);
        scale.fit(curves.lines());
    }

    /** A chart of the curves for a page, clipped to these steps, with title, axis label and legend. */
    JFreeChart page(String title, ChartColours colours, double from, double to) {
        fit(from, to);
        paint(colours);
        stepAxis.setLabel("Step");
        JFreeChart page = new JFreeChart(
                title, JFreeChart.DEFAULT_TITLE_FONT, plot, curves.curves().size() > 1);
        LegendItemCollection legend = new LegendItemCollection();
        for (int i = 0; i < curves.curves().size(); i++) {
            if (curves.lines().getItemCount(i) > 0) {
                legend.add(plot.getRenderer(LINES).getLegendItem(LINES, i));
            }
        }
        plot.setFixedLegendItems(legend);
        plot.setInsets(PAGE_INSETS);
        ChartStyle.apply(page, colours);
        return page;
    }
}
