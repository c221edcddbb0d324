package org.dinotwins.app.compare;

import java.awt.BasicStroke;
import java.awt.geom.Rectangle2D;
import java.util.Arrays;
import java.util.List;
import javafx.scene.canvas.Canvas;
import javafx.scene.layout.Region;
import org.dinotwins.app.compare.RunsViewModel.Line;
import org.dinotwins.app.shared.ChartTheme;
import org.dinotwins.app.shared.Palette;
import org.dinotwins.app.shared.Theme;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.XYLineAndShapeRenderer;
import org.jfree.data.xy.DefaultXYDataset;
import org.jfree.fx.FXGraphics2D;

/** One figure of several runs over their steps, a hue a run. */
final class CompareChart extends Region {
    private static final float LINE = 1.8f;
    /** Share of the largest value that the axis spans at least. */
    private static final double LEAST_SHARE = 0.01;
    private static final double LEAST_RANGE = 1e-9;

    private final Canvas canvas = new Canvas();
    private final NumberAxis stepAxis = new NumberAxis("step");
    private final NumberAxis valueAxis = new NumberAxis();
    private final XYLineAndShapeRenderer renderer = new XYLineAndShapeRenderer(true, false);
    private final XYPlot plot = new XYPlot(new DefaultXYDataset(), stepAxis, valueAxis, renderer);
    private final JFreeChart chart = new JFreeChart(null, null, plot, false);
    private Theme theme;

    CompareChart(Theme theme) {
        this.theme = theme;
        canvas.setManaged(false);
        getChildren().add(canvas);
        stepAxis.setStandardTickUnits(NumberAxis.createIntegerTickUnits());
        valueAxis.setAutoRangeIncludesZero(false);
        renderer.setAutoPopulateSeriesStroke(false);
        renderer.setDefaultStroke(new BasicStroke(LINE, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
        renderer.setDrawSeriesLineAsPath(true);
        setMinSize(160, 96);
        setTheme(theme);
    }

    void setTheme(Theme is) {
        theme = is;
        ChartTheme.apply(chart, is);
        colour();
        requestLayout();
    }

    void show(List<Line> lines) {
        DefaultXYDataset data = new DefaultXYDataset();
        for (int i = 0; i < lines.size(); i++) {
            data.addSeries(i + " " + lines.get(i).name(), new double[][] {lines.get(i).steps(), lines.get(i).values()});
        }
        plot.setDataset(data);
        spread(lines);
        colour();
        requestLayout();
    }

    /** Gives values that are all the same, as after a run's first step, an axis that can be read. */
    private void spread(List<Line> lines) {
        double most = lines.stream().flatMapToDouble(line -> Arrays.stream(line.values())).filter(Double::isFinite)
                .map(Math::abs).max().orElse(1);
        valueAxis.setAutoRangeMinimumSize(Math.max(LEAST_RANGE, LEAST_SHARE * most));
    }

    private void colour() {
        for (int i = 0; i < plot.getSeriesCount(); i++) {
            renderer.setSeriesPaint(i, Palette.awt(theme.palette().series(i)));
        }
    }

    @Override
    protected void layoutChildren() {
        canvas.setWidth(getWidth());
        canvas.setHeight(getHeight());
        canvas.getGraphicsContext2D().clearRect(0, 0, getWidth(), getHeight());
        if (getWidth() > 0 && getHeight() > 0) {
            chart.draw(new FXGraphics2D(canvas.getGraphicsContext2D()),
                    new Rectangle2D.Double(0, 0, getWidth(), getHeight()));
        }
    }
}
