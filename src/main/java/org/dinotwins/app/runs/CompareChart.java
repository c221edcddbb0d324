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

/** Chart of one metric of several runs over their steps, one colour per run. */
final class CompareChart extends StackPane {
    private static final float LINE = 1.8f;
    /** Minimum span of the axis as a fraction of the largest value. */
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
            data.addSeries(
                    i + " " + lines.get(i).name(),
                    new double[][] {lines.get(i).steps(), lines.get(i).values()});
        }
        plot.setDataset(data);
        spread(lines);
        colour();
        region.repaint();
    }

    /** Widens the axis if all values are equal, as after the first step. */
    private void spread(List<Line> lines) {
        double most = lines.stream()
                .flatMapToDouble(line -> Arrays.stream(line.values()))
                .filter(Double::isFinite)
                .map(Math::abs)
                .max()
                .orElse(1);
        valueAxis.setAutoRangeMinimumSize(Math.max(LEAST_RANGE, LEAST_SHARE * most));
    }

    private void colour() {
        for (int i = 0; i < plot.getSeriesCount(); i++) {
            renderer.setSeriesPaint(i, ThemeColours.awt(theme.palette().series(i)));
        }
    }
}
