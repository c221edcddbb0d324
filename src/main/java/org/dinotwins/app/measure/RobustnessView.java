package org.dinotwins.app.measure;

import java.awt.BasicStroke;
import java.awt.geom.Ellipse2D;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import javafx.scene.shape.Circle;
import org.dinotwins.app.shared.ChartRegion;
import org.dinotwins.app.shared.Theme;
import org.dinotwins.app.shared.ThemeColours;
import org.dinotwins.app.shared.WorkbenchState;
import org.dinotwins.app.shared.form.ResultTable;
import org.dinotwins.app.shared.form.Sections;
import org.dinotwins.augment.corruption.Corruption;
import org.dinotwins.measure.outcome.Outcome;
import org.dinotwins.measure.outcome.RobustnessOutcome;
import org.dinotwins.measure.outcome.RobustnessOutcome.CorruptionScore;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.XYLineAndShapeRenderer;
import org.jfree.data.xy.XYSeries;
import org.jfree.data.xy.XYSeriesCollection;

/** Robustness results: accuracy and feature similarity by severity and family, and a table of all corruptions. */
final class RobustnessView implements OutcomePanel.ResultView {
    private static final int SUMMARY = 6;
    private static final int TABLE = 15;
    private static final double CHART_HEIGHT = 220;
    private static final double PER_CENT = 100;
    private static final double DOT = 4;
    private static final BasicStroke DASHED =
            new BasicStroke(2f, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND, 1, new float[] {6, 5}, 0);
    private static final List<Corruption.Family> FAMILIES = List.of(Corruption.Family.values());

    private final ResultTable summary = new ResultTable("robustness-summary", SUMMARY);
    private final ResultTable corruptions = new ResultTable("robustness-corruptions", TABLE);
    private final Lines accuracy;
    private final Lines alike;
    private final FlowPane legend = new FlowPane(16, 4);
    private final VBox page;
    private Optional<Corruption> chosen = Optional.empty();
    private RobustnessOutcome shown;

    /** Chart of one value over severity: one line per family and one for all. */
    private static final class Lines {
        private final XYLineAndShapeRenderer renderer = new XYLineAndShapeRenderer(true, true);
        private final NumberAxis severity = new NumberAxis("severity");
        private final XYPlot plot;
        private final ChartRegion chart;

        Lines(String axis, Theme theme) {
            NumberAxis value = new NumberAxis(axis);
            value.setAutoRangeIncludesZero(false);
            severity.setStandardTickUnits(NumberAxis.createIntegerTickUnits());
            severity.setRange(-0.2, Corruption.SEVERITIES + 0.2);
            renderer.setAutoPopulateSeriesStroke(false);
            renderer.setDefaultStroke(new BasicStroke(1.6f));
            renderer.setAutoPopulateSeriesShape(false);
            renderer.setDefaultShape(new Ellipse2D.Double(-2.5, -2.5, 5, 5));
            plot = new XYPlot(new XYSeriesCollection(), severity, value, renderer);
            chart = new ChartRegion(new JFreeChart(null, null, plot, false), theme);
            chart.setMinHeight(CHART_HEIGHT);
            chart.setPrefHeight(CHART_HEIGHT);
            chart.setMaxWidth(Double.MAX_VALUE);
            HBox.setHgrow(chart, Priority.ALWAYS);
        }

        void show(
                RobustnessOutcome o,
                double clean,
                Optional<Corruption> chosen,
                ToDoubleFunction<CorruptionScore> figure) {
            XYSeriesCollection data = new XYSeriesCollection();
            List<Predicate<Corruption>> lines = new ArrayList<>();
            FAMILIES.forEach(family -> lines.add(c -> c.family() == family));
            lines.add(c -> true);
            chosen.ifPresent(one -> lines.add(c -> c == one));
            for (Predicate<Corruption> of : lines) {
                XYSeries line = new XYSeries(data.getSeriesCount());
                line.add(0, PER_CENT * clean);
                for (int s = 1; s <= Corruption.SEVERITIES; s++) {
                    int severity = s;
                    o.cells().stream()
                            .filter(c -> c.severity() == severity && of.test(c.corruption()))
                            .mapToDouble(figure)
                            .filter(Double::isFinite)
                            .average()
                            .ifPresent(v -> line.add(severity, PER_CENT * v));
                }
                data.addSeries(line);
            }
            plot.setDataset(data);
            chart.repaint();
        }

        void paint(Theme theme) {
            for (int f = 0; f < FAMILIES.size(); f++) {
                renderer.setSeriesPaint(f, ThemeColours.awt(theme.palette().series(f)));
            }
            renderer.setSeriesPaint(FAMILIES.size(), theme.palette().awt("text"));
            renderer.setSeriesStroke(FAMILIES.size(), new BasicStroke(2.6f));
            renderer.setSeriesPaint(
                    FAMILIES.size() + 1, ThemeColours.awt(theme.palette().series(FAMILIES.size() + 1)));
            renderer.setSeriesStroke(FAMILIES.size() + 1, DASHED);
            chart.setTheme(theme);
        }
    }

    RobustnessView(WorkbenchState workbench) {
        Theme theme = workbench.themeProperty().get();
        accuracy = new Lines("kNN top-1, per cent", theme);
        alike = new Lines("CKA, per cent", theme);
        accuracy.chart.setId("robustness-accuracy");
        page = Sections.page(
                Sections.of(
                        "Under corruption",
                        "In per cent. The classifiers are trained on clean " + "pictures only.",
                        summary),
                Sections.of(
                        "By severity",
                        "Severity 0 is the clean picture. CKA is the similarity of the "
                                + "features of clean and corrupted pictures.",
                        legend,
                        new HBox(16, accuracy.chart, alike.chart)),
                Sections.of("By corruption", "In per cent. Select a row to plot it above.", corruptions));
        paint(theme);
        workbench.themeProperty().addListener((of, old, is) -> paint(is));
        corruptions.getSelectionModel().selectedItemProperty().addListener((of, old, row) -> {
            if (row != null) {
                chosen = Arrays.stream(Corruption.values())
                        .filter(c -> c.word().equals(row.get(0)))
                        .findFirst();
                paint(workbench.themeProperty().get());
                draw();
            }
        });
    }

    private void paint(Theme theme) {
        accuracy.paint(theme);
        alike.paint(theme);
        legend.getChildren().clear();
        for (int f = 0; f < FAMILIES.size(); f++) {
            String word = FAMILIES.get(f).name();
            legend.getChildren()
                    .add(entry(
                            word.charAt(0) + word.substring(1).toLowerCase(Locale.ROOT),
                            new Circle(DOT, theme.palette().series(f))));
        }
        legend.getChildren().add(entry("All", new Circle(DOT, theme.palette().get("text"))));
        chosen.ifPresent(c -> legend.getChildren()
                .add(entry(c.word(), new Circle(DOT, theme.palette().series(FAMILIES.size() + 1)))));
    }

    private static Label entry(String words, Circle dot) {
        Label label = new Label(words, dot);
        label.getStyleClass().add("small");
        return label;
    }

    @Override
    public Node node() {
        return page;
    }

    @Override
    public void show(Outcome outcome) {
        shown = (RobustnessOutcome) outcome;
        summary.show(shown.tables().get(0));
        corruptions.show(shown.tables().get(1));
        draw();
    }

    private void draw() {
        accuracy.show(shown, shown.cleanKnn(), chosen, CorruptionScore::knn);
        alike.show(shown, 1, chosen, CorruptionScore::cka);
    }
}
