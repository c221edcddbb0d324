package org.dinotwins.app.measure;

import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import javafx.collections.ListChangeListener;
import javafx.scene.Node;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.dinotwins.app.shared.WorkbenchState;
import org.dinotwins.app.shared.form.Form;
import org.dinotwins.app.shared.form.ResultTable;
import org.dinotwins.app.shared.view.EmptyState;
import org.dinotwins.app.shared.view.ItemText;
import org.dinotwins.measure.outcome.Outcome;
import org.kordamp.ikonli.javafx.FontIcon;

/** Results of one run: one tab per kind of measurement, with a choice if there are several results. */
final class OutcomePanel extends VBox {
    private static final int KNN_ROWS = 9;
    private static final int DOMAIN_ROWS = 16;
    /** Width of the longest result name: measure, fraction of the labels, and step. */
    private static final int WIDEST = 440;

    private final MeasureViewModel model;
    private final OutcomesViewModel findings;
    /** Tabs built so far; most are never opened. */
    private final Map<MeasurementKind, Page> pages = new EnumMap<>(MeasurementKind.class);

    private final WorkbenchState workbench;
    private final StackPane middle = new StackPane();
    private final ComboBox<Outcome> which = new ComboBox<>();
    private final Label about = new Label();
    private final Label belowFloor = new Label("", new FontIcon("fth-alert-triangle"));
    private boolean filling;

    /** View of a result of one kind. */
    interface ResultView {
        Node node();

        /** Shows a complete or partial result. */
        void show(Outcome outcome);
    }

    OutcomePanel(WorkbenchState workbench, MeasureViewModel model) {
        super(8);
        this.workbench = workbench;
        this.model = model;
        this.findings = model.findings();
        getStyleClass().addAll("panel", "measure-results");
        for (MeasurementKind task : MeasurementKind.values()) {
            findings.shown(task).addListener((of, old, is) -> show(task));
            findings.results(task).addListener((ListChangeListener<Outcome>) c -> fillChoice());
        }
        about.getStyleClass().addAll("muted", "small");
        about.setId("measure-about");
        about.setWrapText(true);
        about.setMinHeight(Region.USE_PREF_SIZE);
        VBox.setVgrow(middle, Priority.ALWAYS);
        middle.setMinHeight(0);
        belowFloor.setId("measure-below-floor");
        belowFloor.getStyleClass().addAll("warning-text", "small");
        belowFloor.getGraphic().getStyleClass().add("warning-icon");
        belowFloor.setWrapText(true);
        belowFloor.setMinHeight(Region.USE_PREF_SIZE);
        belowFloor.managedProperty().bind(belowFloor.visibleProperty());
        belowFloor.visibleProperty().bind(belowFloor.textProperty().isNotEmpty());
        getChildren().addAll(top(), middle, belowFloor, about);
        findings.tabProperty().addListener((of, old, is) -> tab());
        tab();
    }

    private HBox top() {
        HBox tabs = Form.segments();
        tabs.setMaxHeight(Region.USE_PREF_SIZE);
        ToggleGroup group = new ToggleGroup();
        for (MeasurementKind task : MeasurementKind.values()) {
            ToggleButton button = Form.segment(
                    tabs,
                    group,
                    "tab-" + task.name().toLowerCase(Locale.ROOT),
                    task.words(),
                    () -> findings.tabProperty().set(task));
            button.setMinWidth(Region.USE_PREF_SIZE);
            findings.tabProperty().addListener((of, old, is) -> button.setSelected(is == task));
            button.setSelected(findings.tabProperty().get() == task);
            model.doingProperty()
                    .addListener((of, old, is) -> button.setGraphic(is == task ? new FontIcon("fth-loader") : null));
        }
        Region space = new Region();
        HBox.setHgrow(space, Priority.ALWAYS);
        which.setId("measure-result");
        which.setMaxWidth(WIDEST);
        which.setConverter(new ItemText<>(OutcomePanel::title));
        which.setOnAction(e -> {
            if (!filling && which.getValue() != null) {
                findings.shown(findings.tabProperty().get()).set(which.getValue());
            }
        });
        return Form.line(tabs, space, which);
    }

    private ResultView result(MeasurementKind task) {
        return switch (task) {
            case PROBE -> new ProbeView(workbench);
            case KNN ->
                new ResultTableView(
                        "Accuracy",
                        "In per cent, ± half the 95 % interval over the pictures. Each of the k most similar "
                                + "training pictures votes with exp(cosine / 0.07); the label is the largest object's category.",
                        new ResultTable("knn-scores", KNN_ROWS));
            case SEGMENTATION -> new SegmentationView(workbench);
            case ROBUSTNESS -> new RobustnessView(workbench);
            case DOMAINS ->
                new ResultTableView(
                        "Accuracy inside and outside",
                        "In per cent. The classifiers learn from every "
                                + "domain but one; the closer \"out\" is to \"in\", the less the features depend on a domain.",
                        new ResultTable("domain-scores", DOMAIN_ROWS));
        };
    }

    private void tab() {
        MeasurementKind task = findings.tabProperty().get();
        middle.getChildren().setAll(pages.computeIfAbsent(task, Page::new));
        fillChoice();
        show(task);
    }

    private void fillChoice() {
        filling = true;
        MeasurementKind task = findings.tabProperty().get();
        which.getItems().setAll(findings.results(task));
        which.setValue(findings.shown(task).get());
        which.setVisible(findings.results(task).size() > 1);
        filling = false;
    }

    private void show(MeasurementKind task) {
        Outcome outcome = findings.shown(task).get();
        if (pages.containsKey(task)) {
            pages.get(task).show(outcome);
        }
        if (task == findings.tabProperty().get()) {
            filling = true;
            which.setValue(outcome);
            filling = false;
            about.setText(outcome == null ? "" : words(outcome.about()));
            belowFloor.setText(outcome == null ? "" : notes(outcome.about(), true));
        }
    }

    private static String title(Outcome outcome) {
        Outcome.About about = outcome.about();
        return about.title() + (about.step() > 0 ? String.format(Locale.ROOT, " · step %,d", about.step()) : "");
    }

    private static String words(Outcome.About about) {
        return String.format(
                Locale.ROOT,
                "%s%s, on %s. %s",
                about.complete() ? "" : "Incomplete: ",
                about.network(),
                about.set(),
                notes(about, false));
    }

    private static String notes(Outcome.About about, boolean belowFloor) {
        return about.notes().stream()
                .filter(note -> note.contains(Outcome.About.NOT_ABOVE_FLOOR) == belowFloor)
                .collect(Collectors.joining(" "));
    }

    /** A tab's content: the result, or how to get one. */
    private final class Page extends StackPane {
        private final MeasurementKind task;
        private final EmptyState empty;
        private ResultView content;

        Page(MeasurementKind task) {
            this.task = task;
            empty = new EmptyState(
                    "fth-bar-chart-2",
                    "Not measured yet",
                    task.help() + " Select it on the left, then " + "press Measure.");
            getChildren().add(empty);
        }

        void show(Outcome outcome) {
            if (outcome != null && content == null) {
                content = result(task);
                ScrollPane scroll = new ScrollPane(content.node());
                scroll.setFitToWidth(true);
                scroll.setHbarPolicy(ScrollPane.ScrollBarPolicy.NEVER);
                getChildren().add(0, scroll);
            }
            getChildren().get(0).setVisible(outcome != null);
            empty.setVisible(outcome == null);
            if (outcome != null) {
                content.show(outcome);
            }
        }
    }
}
