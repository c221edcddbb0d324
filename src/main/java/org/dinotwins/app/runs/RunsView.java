package org.dinotwins.app.runs;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import javafx.beans.value.ChangeListener;
import javafx.beans.value.ObservableValue;
import javafx.geometry.Orientation;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressBar;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.SplitPane;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import javafx.scene.paint.Color;
import javafx.scene.shape.Circle;
import org.dinotwins.app.shared.WorkbenchState;
import org.dinotwins.app.shared.view.ItemText;
import org.dinotwins.app.shared.work.Background;
import org.kordamp.ikonli.javafx.FontIcon;

/** The list of runs, with commands above it and the comparison of the selected runs below. */
final class RunsView extends VBox {
    private static final double DOT = 4;
    /** Width of the scores beside their names, in pixels; the curves take the remaining width. */
    private static final double SCORES_WIDTH = 376;

    private final WorkbenchState workbench;
    private final RunsViewModel model;
    private final CompareChart chart;
    private final SplitPane split = new SplitPane();
    private final FlowPane legend = new FlowPane(16, 4);
    private final GridPane differences = grid();
    private final Label damaged = new Label();
    private final RunScores scores = new RunScores();
    private final Button inspect = button("run-inspect", "Inspect", "fth-eye");
    private final Button resume = button("run-resume", "Resume", "fth-play");
    private final Button evaluate = button("run-evaluate", "Evaluate", "fth-award");
    private final Button cancel = button("run-cancel", "Cancel", "fth-x");
    private final Button folder = button("run-folder", "Show folder", "fth-folder");

    RunsView(WorkbenchState workbench, RunsViewModel model, Consumer<Path> reveal) {
        this.workbench = workbench;
        this.model = model;
        getStyleClass().add("runs");
        chart = new CompareChart(workbench.themeProperty().get());
        inspect.setOnAction(e -> first(model::inspect));
        resume.setOnAction(e -> first(model::resume));
        evaluate.setOnAction(e -> first(model::evaluate));
        folder.setOnAction(e -> first(row -> reveal.accept(row.folder())));
        split.setOrientation(Orientation.VERTICAL);
        VBox.setVgrow(split, Priority.ALWAYS);
    }

    /** Steps that build the view, in order. */
    List<Runnable> buildSteps() {
        RunsTable table = new RunsTable(model);
        List<Runnable> all = new ArrayList<>(List.of(
                () -> getChildren().addAll(commands(), measuring(), split),
                () -> split.getItems().add(compared()),
                () -> addTable(table)));
        all.addAll(table.buildSteps());
        all.add(this::listen);
        return all;
    }

    private void addTable(RunsTable table) {
        split.getItems().add(0, table);
        split.setDividerPositions(0.4);
    }

    private void listen() {
        workbench.themeProperty().addListener((of, old, is) -> {
            chart.setTheme(is);
            show();
        });
        workbench.stateProperty().addListener((of, old, is) -> show());
        model.selectedProperty().addListener((of, old, is) -> show());
        model.metricProperty().addListener((of, old, is) -> show());
        model.measuringProperty().addListener((of, old, is) -> show());
        show();
    }

    private void first(Consumer<RunRow> action) {
        model.selectedProperty().get().stream().findFirst().ifPresent(action);
    }

    private void allowEvaluating() {
        evaluate.setDisable(model.selectedProperty().get().isEmpty()
                || model.measuringProperty().get() != null);
    }

    private static Button button(String id, String text, String icon) {
        Button button = new Button(text, new FontIcon(icon));
        button.setId(id);
        button.setMinWidth(Region.USE_PREF_SIZE);
        return button;
    }

    private static GridPane grid() {
        GridPane grid = new GridPane();
        grid.setHgap(16);
        grid.setVgap(6);
        return grid;
    }

    private HBox commands() {
        Label where = new Label();
        where.getStyleClass().add("muted");
        where.setMinWidth(0);
        where.textProperty()
                .bind(workbench
                        .runsFolderProperty()
                        .map(runs -> "In " + runs.toAbsolutePath().normalize()));
        HBox.setHgrow(where, Priority.ALWAYS);
        where.setMaxWidth(Double.MAX_VALUE);
        Button refresh = button("runs-refresh", "", "fth-refresh-cw");
        refresh.getStyleClass().add("button-icon");
        refresh.setTooltip(new Tooltip("Reload the folder"));
        refresh.setOnAction(e -> model.refresh());
        evaluate.setTooltip(
                new Tooltip("Compare the run with its untrained network and the highest floor  " + "Ctrl+E"));
        resume.setTooltip(new Tooltip("Resume this run from its last checkpoint  Ctrl+G"));
        HBox line = new HBox(8, where, inspect, resume, evaluate, folder, refresh);
        line.setAlignment(Pos.CENTER_LEFT);
        return line;
    }

    private VBox measuring() {
        Label what = new Label();
        what.setId("run-measuring");
        ProgressBar bar = new ProgressBar();
        bar.getStyleClass().add("run-progress");
        cancel.setTooltip(new Tooltip("Cancel the evaluation and discard its results  Ctrl+E"));
        cancel.setOnAction(e -> model.cancelEvaluation());
        Region space = new Region();
        HBox.setHgrow(space, Priority.ALWAYS);
        HBox line = new HBox(12, what, bar, space, cancel);
        line.setAlignment(Pos.CENTER_LEFT);
        line.setVisible(false);
        line.managedProperty().bind(line.visibleProperty());
        model.measuringProperty().addListener((of, old, job) -> {
            what.textProperty().unbind();
            bar.progressProperty().unbind();
            boolean keyboard = evaluate.isFocused() || cancel.isFocused();
            line.setVisible(job != null);
            allowEvaluating();
            if (keyboard) {
                // Only one of the two buttons is enabled: keep the keyboard focus on it.
                (job == null ? evaluate : cancel).requestFocus();
            }
            if (job != null) {
                bind(job, what, bar);
            }
        });
        Label fault = new Label();
        fault.setId("runs-fault");
        fault.getStyleClass().add("danger-text");
        fault.setWrapText(true);
        fault.textProperty().bind(model.faultProperty());
        fault.visibleProperty().bind(fault.textProperty().isNotEmpty());
        fault.managedProperty().bind(fault.visibleProperty());
        damaged.setId("runs-damaged");
        damaged.getStyleClass().add("warning-text");
        damaged.setWrapText(true);
        damaged.visibleProperty().bind(damaged.textProperty().isNotEmpty());
        damaged.managedProperty().bind(damaged.visibleProperty());
        return new VBox(line, fault, damaged);
    }

    /** What of the files of the selected runs is damaged. */
    private void showDamage(List<RunRow> rows) {
        damaged.setText(rows.stream()
                .filter(row -> !row.faults().isEmpty())
                .map(row -> row.name() + ": " + String.join(" ", row.faults()))
                .collect(Collectors.joining("\n")));
    }

    private static void bind(Background.Job job, Label what, ProgressBar bar) {
        what.textProperty().bind(job.whatProperty());
        bar.progressProperty().bind(job.shareProperty());
    }

    private SplitPane compared() {
        ComboBox<Metric> metric = new ComboBox<>();
        metric.setId("metric");
        metric.getItems().setAll(Metric.values());
        metric.valueProperty().bindBidirectional(model.metricProperty());
        metric.setConverter(new ItemText<>(Metric::words));
        metric.setMinWidth(Region.USE_PREF_SIZE);
        legend.setAlignment(Pos.CENTER_LEFT);
        legend.setMinWidth(0);
        HBox.setHgrow(legend, Priority.ALWAYS);
        HBox top = new HBox(16, metric, legend);
        top.setAlignment(Pos.CENTER_LEFT);
        VBox.setVgrow(chart, Priority.ALWAYS);
        VBox curves = new VBox(8, top, chart);
        curves.getStyleClass().addAll("panel", "compare-panel");
        VBox words = new VBox(8, heading("Evaluation"), scores, heading("Settings that differ"), differences);
        words.getStyleClass().add("compare-panel");
        ScrollPane scroll = new ScrollPane(words);
        scroll.setFitToWidth(true);
        scroll.setMinWidth(SCORES_WIDTH);
        SplitPane.setResizableWithParent(scroll, false);
        scroll.getStyleClass().add("panel");
        SplitPane split = new SplitPane(curves, scroll);
        split.widthProperty().addListener(new ChangeListener<>() {
            @Override
            public void changed(ObservableValue<? extends Number> width, Number old, Number is) {
                width.removeListener(this);
                split.setDividerPositions(1 - SCORES_WIDTH / is.doubleValue());
            }
        });
        return split;
    }

    private static Label heading(String words) {
        Label label = new Label(words);
        label.getStyleClass().add("heading");
        return label;
    }

    private void show() {
        List<RunRow> rows = model.selectedProperty().get();
        boolean one = !rows.isEmpty();
        inspect.setDisable(!one);
        folder.setDisable(!one);
        resume.setDisable(!one || !model.canResume(rows.get(0)));
        allowEvaluating();
        chart.show(model.lines());
        legend.getChildren().clear();
        for (int i = 0; i < rows.size(); i++) {
            Circle dot =
                    new Circle(DOT, workbench.themeProperty().get().palette().series(i));
            Label name = new Label(rows.get(i).name(), dot);
            name.getStyleClass().add("small");
            name.maxWidthProperty().bind(legend.widthProperty());
            legend.getChildren().add(name);
        }
        showDamage(rows);
        showScores(rows);
        showDifferences(rows);
    }

    private void showScores(List<RunRow> rows) {
        List<RunScores.Scored> measured = new ArrayList<>();
        for (int i = 0; i < rows.size(); i++) {
            RunRow row = rows.get(i);
            Color colour = workbench.themeProperty().get().palette().series(i);
            row.evaluation().ifPresent(e -> measured.add(new RunScores.Scored(row.name(), colour, e)));
        }
        scores.show(
                measured,
                DOT,
                rows.isEmpty()
                        ? "No run is selected."
                        : "Not evaluated yet. Evaluate compares the trained "
                                + "teacher with its untrained network and the highest floor.");
    }

    private void showDifferences(List<RunRow> rows) {
        differences.getChildren().clear();
        if (rows.size() < 2) {
            differences.add(
                    muted("Select two or more runs (Ctrl+click) to compare their curves and " + "settings."), 0, 0);
            return;
        }
        List<RunsViewModel.Difference> found = model.differences();
        if (found.isEmpty()) {
            differences.add(muted("These runs have the same settings."), 0, 0);
            return;
        }
        for (int i = 0; i < rows.size(); i++) {
            differences.add(
                    new Circle(DOT, workbench.themeProperty().get().palette().series(i)), i + 1, 0);
        }
        for (int line = 0; line < found.size(); line++) {
            differences.add(muted(found.get(line).label()), 0, line + 1);
            for (int i = 0; i < rows.size(); i++) {
                differences.add(new Label(found.get(line).values().get(i)), i + 1, line + 1);
            }
        }
    }

    private static Label muted(String words) {
        Label label = new Label(words);
        label.getStyleClass().add("muted");
        label.setWrapText(true);
        return label;
    }
}
