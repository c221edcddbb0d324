package org.dinotwins.app.measure;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import javafx.scene.Node;
import javafx.scene.layout.VBox;
import org.dinotwins.app.shared.ChartRegion;
import org.dinotwins.app.shared.Theme;
import org.dinotwins.app.shared.ThemeColours;
import org.dinotwins.app.shared.WorkbenchState;
import org.dinotwins.app.shared.form.ResultTable;
import org.dinotwins.app.shared.form.Sections;
import org.dinotwins.measure.outcome.Outcome;
import org.dinotwins.measure.outcome.SegmentationOutcome;
import org.dinotwins.measure.outcome.SegmentationOutcome.PictureOverlap;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.axis.NumberTickUnit;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.StandardXYBarPainter;
import org.jfree.chart.renderer.xy.XYBarRenderer;
import org.jfree.data.xy.XYBarDataset;
import org.jfree.data.xy.XYSeries;
import org.jfree.data.xy.XYSeriesCollection;

/** Overlap of attention with masks: scores, distribution over pictures, best and worst pictures. */
final class SegmentationView implements OutcomePanel.ResultView {
    private static final int SCORES = 6;
    private static final int EXAMPLES = 7;
    private static final double CHART_HEIGHT = 200;
    private static final double TENTH = 0.1;

    private final ResultTable scores = new ResultTable("segmentation-scores", SCORES);
    private final ResultTable scoresByPicture = new ResultTable("segmentation-scores-by-picture", SCORES);
    private final XYBarRenderer bars = new XYBarRenderer(0.1);
    private final NumberAxis overlap = new NumberAxis("Jaccard index, best head per object");
    private final XYPlot plot = new XYPlot(new XYSeriesCollection(), overlap, new NumberAxis("pictures"), bars);
    private final ChartRegion chart;
    private final ThumbnailRow best;
    private final ThumbnailRow worst;
    private final VBox page;

    SegmentationView(WorkbenchState workbench) {
        bars.setShadowVisible(false);
        bars.setBarPainter(new StandardXYBarPainter());
        overlap.setRange(0, 1);
        overlap.setTickUnit(new NumberTickUnit(TENTH));
        plot.getRangeAxis().setStandardTickUnits(NumberAxis.createIntegerTickUnits());
        chart = new ChartRegion(
                new JFreeChart(null, null, plot, false),
                workbench.themeProperty().get());
        chart.setId("segmentation-histogram");
        chart.setMinHeight(CHART_HEIGHT);
        chart.setPrefHeight(CHART_HEIGHT);
        best = new ThumbnailRow(workbench.background());
        worst = new ThumbnailRow(workbench.background());
        paint(workbench.themeProperty().get());
        workbench.themeProperty().addListener((of, old, is) -> paint(is));
        page = Sections.page(
                Sections.of(
                        "Overlap",
                        "Jaccard index of attention masks with instance masks, in per cent, averaged over all objects. "
                                + "Attention has found objects if it exceeds the rows above it, which need no network "
                                + "or another picture.",
                        scores),
                Sections.of(
                        "Overlap by picture",
                        "The same, averaged over the objects of each picture, then over the pictures: the rule of DINO's "
                                + "authors.",
                        scoresByPicture),
                Sections.of("Over all pictures", "", chart),
                Sections.of("Best pictures", "", best),
                Sections.of("Worst pictures", "", worst));
    }

    private void paint(Theme theme) {
        bars.setSeriesPaint(0, ThemeColours.awt(theme.palette().series(0)));
        chart.setTheme(theme);
    }

    @Override
    public Node node() {
        return page;
    }

    @Override
    public void show(Outcome outcome) {
        SegmentationOutcome o = (SegmentationOutcome) outcome;
        scores.show(o.tables().get(0));
        scoresByPicture.show(o.tables().get(1));
        XYSeries series = new XYSeries("pictures");
        int[] histogram = o.histogram();
        for (int i = 0; i < histogram.length; i++) {
            series.add((i + 0.5) / histogram.length, histogram[i]);
        }
        plot.setDataset(new XYBarDataset(new XYSeriesCollection(series), 1.0 / histogram.length));
        chart.repaint();
        List<PictureOverlap> ranked = o.ranked();
        int some = Math.min(EXAMPLES, ranked.size());
        best.show(items(o, ranked.subList(0, some)));
        List<PictureOverlap> last = new ArrayList<>(ranked.subList(ranked.size() - some, ranked.size()));
        Collections.reverse(last);
        worst.show(items(o, last));
    }

    private static List<ThumbnailRow.Item> items(SegmentationOutcome o, List<PictureOverlap> some) {
        return some.stream()
                .map(p -> new ThumbnailRow.Item(
                        Path.of(o.about().root()).resolve(p.file()),
                        String.format(Locale.ROOT, "%.1f %%", 100 * p.best())))
                .toList();
    }
}
