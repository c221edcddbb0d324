package org.dinotwins.app.runs;

import java.awt.BasicStroke;
import java.util.Arrays;
import java.util.List;
import javafx.scene.layout.StackPane;
import org.dinotwins.app.runs.RunsViewModel.Line;
import org.dinotwins.app.shared.ChartRegion;
import org.dinotwins.app.shared.Theme;
import org.dinotwins.app.shared.ThemeColours;
import org.dinotwins.chart.SparseTickAxis;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.XYLineAndShapeRenderer;
import org.jfree.data.xy.DefaultXYDataset;

/** One figure of several runs over their steps, a hue a run. */
final class CompareChart extends StackPane {
    private static final float LINE = 1.8f;
    /** Share of the largest value that the axis spans at least. */
    private static final double LEAST_SHARE = 0.01;
    private static final double LEAST_RANGE = 1e-9;

    private final NumberAxis stepAxis = new SparseTickAxis("step");
    private final NumberAxis valueAxis = new SparseTickAxis(null);
    private final XYLineAndShapeRenderer renderer = new XYLineAndShapeRenderer(true, false);
    private final XYPlot plot = new XYPlot(new DefaultXYDataset(), stepAxis, valueAxis, renderer);
    private final ChartRegion region;
    private Theme theme;

    CompareChart(Theme theme) {
        this.theme = theme;
        stepAxis.setStandardTickUnits(NumberAxis.createIntegerTickUnits());
        valueAxis.setAutoRangeIncludesZero(false);
        renderer.setAutoPopulateSeriesStroke(false);
        renderer.setDefaultStroke(new BasicStroke(LINE, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
        renderer.setDrawSeriesLineAsPath(true);
        region = new ChartRegion(new JFreeChart(null, null, plot, false), theme);
        region.setMinSize(160, 96);
        getChildren().add(region);
    }

    void setTheme(Theme is) {
        theme = is;
        colour();
        region.setTheme(is);
    }

    void show(List<Line> lines) {
        DefaultXYDataset data = new DefaultXYDataset();
        for (int i = 0; i < lines.size(); i++) {
            data.addSeries(i + " " + lines.get(i).name(), new double[][] {lines.get(i).steps(), lines.get(i).values()});
        }
        plot.setDataset(data);
        spread(lines);
        colour();
        region.repaint();
    }

    /** Gives values that are all the same, as after a run's first step, an axis that can be read. */
    private void spread(List<Line> lines) {
        double most = lines.stream().flatMapToDouble(line -> Arrays.stream(line.values())).filter(Double::isFinite)
                .map(Math::abs).max().orElse(1);
        valueAxis.setAutoRangeMinimumSize(Math.max(LEAST_RANGE, LEAST_SHARE * most));
    }

    private void colour() {
        for (int i = 0; i < plot.getSeriesCount(); i++) {
            renderer.setSeriesPaint(i, ThemeColours.awt(theme.palette().series(i)));
        }
    }
}
