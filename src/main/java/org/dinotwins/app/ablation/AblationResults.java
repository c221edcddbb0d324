package org.dinotwins.app.ablation;

import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.dinotwins.ablation.CellStatus.State;
import org.dinotwins.ablation.Results;
import org.dinotwins.ablation.Results.Variant;
import org.dinotwins.ablation.Score;
import org.dinotwins.app.shared.WorkbenchState;
import org.dinotwins.app.shared.form.ResultTable;
import org.dinotwins.app.shared.form.Sections;
import org.dinotwins.app.shared.view.EmptyState;
import org.dinotwins.app.shared.view.ItemText;
import org.dinotwins.export.report.AblationTables;
import org.kordamp.ikonli.javafx.FontIcon;

/** Results of an ablation: means over seeds, a chart, paired differences, and every run. */
final class AblationResults extends StackPane {
    private static final int ROWS = 12;
    private static final double CHART_HEIGHT = 260;

    private final AblationsViewModel model;
    private final Consumer<Path> reader;
    private final ResultTable means = new ResultTable("ablation-means", ROWS);
    private final ResultTable pairs = new ResultTable("ablation-pairs", ROWS);
    private final ResultTable runs = new ResultTable("ablation-runs", ROWS);
    private final AblationChart chart;
    private final Label pairsCaption = Sections.muted("");
    private final Label finishedRuns = new Label();
    private final Label failures = Sections.muted("");
    private final ComboBox<String> baseline = new ComboBox<>();
    private final VBox page = Sections.page();
    private final ScrollPane found = new ScrollPane(page);
    private final EmptyState empty = new EmptyState(
            "fth-grid",
            "Nothing compared yet",
            "Choose a preset or edit the grid, then press Start. Each run is trained and measured. Results appear here and "
                    + "are saved, so you can stop and resume at any time.");

    AblationResults(WorkbenchState workbench, AblationsViewModel model, Consumer<Path> reader) {
        this.model = model;
        this.reader = reader;
        getStyleClass().add("panel");
        chart = new AblationChart(workbench.themeProperty().get());
        workbench.themeProperty().addListener((of, old, is) -> chart.setTheme(is));
        found.setFitToWidth(true);
        found.setHbarPolicy(ScrollPane.ScrollBarPolicy.NEVER);
        found.getStyleClass().add("measure-results");
        getChildren().addAll(found, empty);
    }

    /** Steps that build the results view, in order. */
    List<Runnable> buildSteps() {
        return List.of(
                () -> Sections.add(
                        page,
                        top(),
                        Sections.of(
                                "Means",
                                "Mean over seeds ± half the 95 % confidence interval "
                                        + "(Student t). kNN and linear probe: top-1; mean and best head: overlap (Jaccard) of attention "
                                        + "with the objects' masks. Untrained: the same networks before training.",
                                means)),
                () -> Sections.add(page, chartAndPairs()),
                () -> Sections.add(page, Sections.of("Runs", "", runs, inspect())),
                this::listen);
    }

    private void listen() {
        model.resultsProperty().addListener((of, old, is) -> show());
        model.scoreProperty().addListener((of, old, is) -> show());
        model.baselineProperty().addListener((of, old, is) -> show());
        show();
    }

    private Node top() {
        finishedRuns.getStyleClass().add("heading");
        finishedRuns.setId("ablation-so-far");
        finishedRuns.setMaxWidth(Double.MAX_VALUE);
        HBox.setHgrow(finishedRuns, Priority.ALWAYS);
        Button report = new Button("Report", new FontIcon("fth-file-text"));
        report.setId("ablation-report");
        report.setMinWidth(Region.USE_PREF_SIZE);
        report.setTooltip(new Tooltip("Write report.html and the tables (CSV, LaTeX) to the ablation folder"));
        report.setOnAction(e -> model.report(reader));
        HBox top = new HBox(8, finishedRuns, report);
        top.setAlignment(Pos.CENTER_LEFT);
        failures.getStyleClass().add("danger-text");
        failures.setId("ablation-failures");
        return new VBox(6, top, failures);
    }

    private Node chartAndPairs() {
        HBox by = new HBox(8, scores());
        by.setAlignment(Pos.CENTER_LEFT);
        chart.setPrefHeight(CHART_HEIGHT);
        chart.setId("ablation-chart");
        HBox against = new HBox(8, new Label("Compared with"), baselines());
        against.setAlignment(Pos.CENTER_LEFT);
        VBox left = new VBox(8, by, chart);
        VBox right = new VBox(8, against, pairs, pairsCaption);
        for (VBox half : List.of(left, right)) {
            half.setMinWidth(0);
            half.setPrefWidth(0);
            HBox.setHgrow(half, Priority.ALWAYS);
        }
        return new HBox(16, left, right);
    }

    private Node inspect() {
        Button inspect = new Button("Inspect run", new FontIcon("fth-eye"));
        inspect.setId("ablation-inspect");
        inspect.setDisable(true);
        runs.getSelectionModel().selectedItemProperty().addListener((of, old, is) -> inspect.setDisable(is == null));
        inspect.setOnAction(e -> model.inspect(
                Integer.parseInt(runs.getSelectionModel().getSelectedItem().get(0))));
        return inspect;
    }

    private ComboBox<Score> scores() {
        ComboBox<Score> box = new ComboBox<>();
        box.setId("ablation-score");
        box.getItems().setAll(Score.values());
        box.setConverter(new ItemText<>(Score::words));
        box.valueProperty().bindBidirectional(model.scoreProperty());
        return box;
    }

    private Node baselines() {
        baseline.setId("ablation-baseline");
        baseline.setOnAction(e -> {
            if (baseline.getValue() != null) {
                model.baselineProperty().set(baseline.getValue());
            }
        });
        return baseline;
    }

    private void show() {
        Results results = model.resultsProperty().get();
        Sections.visible(found, results != null);
        Sections.visible(empty, results == null);
        if (results == null) {
            return;
        }
        List<String> names = results.variants().stream().map(Variant::name).toList();
        if (!baseline.getItems().equals(names)) {
            baseline.getItems().setAll(names);
        }
        baseline.setValue(model.baselineProperty().get());
        long over = results.runs().stream()
                .filter(run -> run.status().state().over())
                .count();
        finishedRuns.setText(over + " of " + results.runs().size() + " runs finished");
        List<String> reasons = results.runs().stream()
                .filter(run -> run.status().state() == State.FAILED)
                .map(run -> run.cell().title() + ": " + run.status().reason())
                .toList();
        failures.setText(reasons.isEmpty() ? "" : "Failed: " + String.join("\n", reasons));
        Sections.visible(failures, !reasons.isEmpty());
        means.show(AblationTables.variants(results).narrow(AblationTables.shortHeads(results)));
        List<String> selected = runs.getSelectionModel().getSelectedItem();
        runs.show(AblationTables.runs(results)
                .without("seconds", "dino_share", "dino_weight", "barlow_weight", "rankme", "reason")
                .narrow(AblationTables.shortHeads(results)));
        if (selected != null) {
            // Results refresh while runs train; keep the selection.
            runs.getItems().stream()
                    .filter(row -> row.get(0).equals(selected.get(0)))
                    .findFirst()
                    .ifPresent(runs.getSelectionModel()::select);
        }
        Score by = model.scoreProperty().get();
        chart.show(results, by);
        model.baselineVariant().ifPresent(variant -> {
            var table = AblationTables.paired(results, variant, by);
            pairs.show(table.narrow(AblationTables.shortHeads(results)));
            pairsCaption.setText(table.caption() + (by.share() ? " Differences in points." : ""));
        });
    }
}
