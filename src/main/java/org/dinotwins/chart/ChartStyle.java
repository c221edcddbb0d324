package org.dinotwins.chart;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.axis.ValueAxis;
import org.jfree.chart.block.BlockBorder;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.title.LegendTitle;
import org.jfree.chart.ui.RectangleInsets;

/** Applies a theme's colours and fonts to a JFreeChart. */
public final class ChartStyle {
    private static final String FAMILY = "Inter";
    static final Font TICK = new Font(FAMILY, Font.PLAIN, 11);
    private static final Font LABEL = new Font(FAMILY, Font.PLAIN, 12);
    private static final Font TITLE = new Font(FAMILY, Font.BOLD, 13);

    private ChartStyle() {}

    /**
     * Colours background, grid, axes, title and legend; series keep their paints. Call again after the theme changes.
     */
    public static void apply(JFreeChart chart, ChartColours colours) {
        Color surface = colours.get("surface");
        chart.setBackgroundPaint(surface);
        chart.setBorderVisible(false);
        chart.setPadding(new RectangleInsets(8, 8, 8, 8));
        if (chart.getTitle() != null) {
            chart.getTitle().setPaint(colours.get("text"));
            chart.getTitle().setFont(TITLE);
        }
        LegendTitle legend = chart.getLegend();
        if (legend != null) {
            legend.setBackgroundPaint(surface);
            legend.setItemPaint(colours.get("muted"));
            legend.setItemFont(LABEL);
            legend.setFrame(BlockBorder.NONE);
        }
        if (chart.getPlot() instanceof XYPlot plot) {
            apply(plot, colours);
        }
    }

    private static void apply(XYPlot plot, ChartColours colours) {
        plot.setBackgroundPaint(colours.get("surface"));
        plot.setOutlineVisible(false);
        plot.setDomainGridlinesVisible(false);
        plot.setRangeGridlinePaint(colours.get("grid"));
        plot.setRangeGridlineStroke(new BasicStroke(1f));
        plot.setAxisOffset(new RectangleInsets(0, 4, 4, 0));
        for (int i = 0; i < plot.getDomainAxisCount(); i++) {
            apply(plot.getDomainAxis(i), colours);
        }
        for (int i = 0; i < plot.getRangeAxisCount(); i++) {
            apply(plot.getRangeAxis(i), colours);
        }
    }

    private static void apply(ValueAxis axis, ChartColours colours) {
        if (axis == null) {
            return;
        }
        axis.setTickLabelPaint(colours.get("muted"));
        axis.setTickLabelFont(TICK);
        axis.setLabelPaint(colours.get("muted"));
        axis.setLabelFont(LABEL);
        axis.setAxisLinePaint(colours.get("border"));
        axis.setTickMarkPaint(colours.get("border"));
    }
}
