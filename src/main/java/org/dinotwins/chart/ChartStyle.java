package org.dinotwins.chart;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import org.dinotwins.app.shared.Theme;
import org.dinotwins.app.shared.ThemeColours;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.axis.ValueAxis;
import org.jfree.chart.block.BlockBorder;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.title.LegendTitle;
import org.jfree.chart.ui.RectangleInsets;

/** Gives a JFreeChart the window's colours and type; without it a chart is a white box in a dark window. */
public final class ChartStyle {
    private static final String FAMILY = "Inter";
    private static final Font TICK = new Font(FAMILY, Font.PLAIN, 11);
    private static final Font LABEL = new Font(FAMILY, Font.PLAIN, 12);
    private static final Font TITLE = new Font(FAMILY, Font.BOLD, 13);

    private ChartStyle() {
    }

    /** Colours background, grid, axes, title and legend; series keep their paints. May be called at any theme change. */
    public static void apply(JFreeChart chart, Theme theme) {
        ThemeColours palette = theme.palette();
        Color surface = palette.awt("surface");
        chart.setBackgroundPaint(surface);
        chart.setBorderVisible(false);
        chart.setPadding(new RectangleInsets(8, 8, 8, 8));
        if (chart.getTitle() != null) {
            chart.getTitle().setPaint(palette.awt("text"));
            chart.getTitle().setFont(TITLE);
        }
        LegendTitle legend = chart.getLegend();
        if (legend != null) {
            legend.setBackgroundPaint(surface);
            legend.setItemPaint(palette.awt("muted"));
            legend.setItemFont(LABEL);
            legend.setFrame(BlockBorder.NONE);
        }
        if (chart.getPlot() instanceof XYPlot plot) {
            apply(plot, palette);
        }
    }

    private static void apply(XYPlot plot, ThemeColours palette) {
        plot.setBackgroundPaint(palette.awt("surface"));
        plot.setOutlineVisible(false);
        plot.setDomainGridlinesVisible(false);
        plot.setRangeGridlinePaint(palette.awt("grid"));
        plot.setRangeGridlineStroke(new BasicStroke(1f));
        plot.setAxisOffset(new RectangleInsets(0, 4, 4, 0));
        for (int i = 0; i < plot.getDomainAxisCount(); i++) {
            apply(plot.getDomainAxis(i), palette);
        }
        for (int i = 0; i < plot.getRangeAxisCount(); i++) {
            apply(plot.getRangeAxis(i), palette);
        }
    }

    private static void apply(ValueAxis axis, ThemeColours palette) {
        if (axis == null) {
            return;
        }
        axis.setTickLabelPaint(palette.awt("muted"));
        axis.setTickLabelFont(TICK);
        axis.setLabelPaint(palette.awt("muted"));
        axis.setLabelFont(LABEL);
        axis.setAxisLinePaint(palette.awt("border"));
        axis.setTickMarkPaint(palette.awt("border"));
    }
}
