package org.dinotwins.app.live;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.geom.Rectangle2D;
import javafx.scene.canvas.GraphicsContext;
import org.dinotwins.app.shared.ChartTheme;
import org.dinotwins.app.shared.Theme;
import org.dinotwins.app.shared.ThemeColours;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.axis.AxisSpace;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.plot.DatasetRenderingOrder;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.XYLineAndShapeRenderer;
import org.jfree.chart.ui.RectangleInsets;
import org.jfree.fx.FXGraphics2D;

/** The drawing of curves with their axes, grid and marks: a JFreeChart whose margins a {@link PlotArea} fixes. */
final class CurvePlot {
    private static final int STRONG = 0;
    private static final int FAINT = 1;
    private static final float STRONG_LINE = 1.6f;
    private static final float FAINT_LINE = 1f;
    private static final int FAINT_ALPHA = 70;
    private static final RectangleInsets NO_ROOM = new RectangleInsets(0, 0, 0, 0);

    private final PlotArea area;
    private final ShownCurves curves;
    private final ValueScale scale;
    private final NumberAxis stepAxis = new NumberAxis();
    private final XYPlot plot;
    private final JFreeChart chart;
    private final PlotMarks marks;

    /** @param stepsShown writes step numbers below */
    CurvePlot(PlotArea area, ShownCurves curves, ValueScale scale, boolean stepsShown) {
        this.area = area;
        this.curves = curves;
        this.scale = scale;
        stepAxis.setNumberFormatOverride(new FigureFormat());
        stepAxis.setStandardTickUnits(NumberAxis.createIntegerTickUnits());
        stepAxis.setTickLabelsVisible(stepsShown);
        stepAxis.setTickMarksVisible(false);
        plot = new XYPlot(curves.strong(), stepAxis, scale.axis(), lines(STRONG_LINE));
        plot.setDataset(FAINT, curves.faint());
        plot.setRenderer(FAINT, lines(FAINT_LINE));
        plot.setDatasetRenderingOrder(DatasetRenderingOrder.REVERSE);
        plot.setInsets(NO_ROOM);
        chart = new JFreeChart(null, null, plot, false);
        marks = new PlotMarks(plot);
    }

    private static XYLineAndShapeRenderer lines(float width) {
        XYLineAndShapeRenderer renderer = new XYLineAndShapeRenderer(true, false);
        renderer.setDrawSeriesLineAsPath(true);
        renderer.setAutoPopulateSeriesStroke(false);
        renderer.setDefaultStroke(new BasicStroke(width, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
        return renderer;
    }

    PlotMarks marks() {
        return marks;
    }

    void withoutGrid() {
        plot.setRangeGridlinesVisible(false);
    }

    /** Puts the scale in force and paints axes, curves and marks in the colours of a theme; later ones want it again. */
    // By reference: equal axes are still different objects to paint with.
    @SuppressWarnings("ReferenceEquality")
    void paint(Theme theme) {
        ThemeColours palette = theme.palette();
        if (plot.getRangeAxis() != scale.axis()) {
            plot.setRangeAxis(scale.axis());
        }
        ChartTheme.apply(chart, theme);
        chart.setPadding(NO_ROOM);
        plot.setAxisOffset(NO_ROOM);
        for (int i = 0; i < curves.curves().size(); i++) {
            Color colour = ThemeColours.awt(colour(curves.curves().get(i), palette));
            plot.getRenderer(STRONG).setSeriesPaint(i, colour);
            plot.getRenderer(FAINT).setSeriesPaint(i,
                    new Color(colour.getRed(), colour.getGreen(), colour.getBlue(), FAINT_ALPHA));
        }
        marks.paint(palette);
    }

    /** Colour of a curve in a theme. */
    static javafx.scene.paint.Color colour(Curve curve, ThemeColours palette) {
        return palette.get(switch (curve.tone()) {
            case TOTAL -> "total";
            case DINO -> "dino";
            case BARLOW -> "barlow";
            case QUIET -> "teacher";
        });
    }

    /** Draws the curves, which were cut to these steps. */
    void draw(GraphicsContext gc, double from, double to) {
        stepAxis.setRange(from, to);
        marks.place(from, to);
        scale.fit(curves.strong());
        fixMargins();
        gc.clearRect(0, 0, area.chartWidth(), area.chartHeight());
        chart.draw(new FXGraphics2D(gc), new Rectangle2D.Double(0, 0, area.chartWidth(), area.chartHeight()), null, null);
    }

    private void fixMargins() {
        AxisSpace steps = new AxisSpace();
        steps.setTop(area.top());
        steps.setBottom(area.chartHeight() - area.bottom());
        plot.setFixedDomainAxisSpace(steps, false);
        AxisSpace values = new AxisSpace();
        values.setLeft(area.left());
        values.setRight(area.chartWidth() - area.right());
        plot.setFixedRangeAxisSpace(values, false);
    }
}
