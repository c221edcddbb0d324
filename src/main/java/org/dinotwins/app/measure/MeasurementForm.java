package org.dinotwins.app.measure;

import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import javafx.beans.binding.Bindings;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.StringProperty;
import javafx.beans.value.ObservableValue;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.dinotwins.app.shared.form.Form;
import org.dinotwins.app.shared.form.StartBar;
import org.dinotwins.app.shared.view.ItemText;
import org.dinotwins.app.shared.view.Tip;
import org.dinotwins.app.shared.view.WeightsDialog;
import org.dinotwins.run.RunFolder;

/** The form for the run, image set and measurements, with buttons to start and cancel. */
final class MeasurementForm extends VBox {
    private final MeasureViewModel model;
    private final MeasurementOptionsViewModel order;
    private final VBox form = Form.column();

    MeasurementForm(MeasureViewModel model) {
        this.model = model;
        this.order = model.order();
        getStyleClass().addAll("panel", "measure-choices");
        getChildren().add(Form.scrolling(form));
    }

    /** Steps that build the form, in order. */
    List<Runnable> buildSteps() {
        return List.of(
                () -> form.getChildren()
                        .addAll(Form.overline("Network"), network(), ofRun(), Form.overline("Pictures"), data()),
                () -> form.getChildren()
                        .addAll(
                                Form.overline("Measure"),
                                tasks(),
                                Form.overline("Fraction of the training labels"),
                                labels()),
                this::addNumbers);
    }

    private void addNumbers() {
        StartBar bottom = new StartBar(
                "measure",
                model.jobProperty(),
                model.problemProperty(),
                model.faultProperty(),
                model::start,
                model::cancel);
        bottom.startButton().setText("Measure");
        getChildren().add(bottom);
        form.getChildren()
                .addAll(
                        pair(
                                "Seed",
                                "measure-seed",
                                order.seedProperty(),
                                "Random seed for the label subset, initial weights " + "and corruptions."),
                        pair(
                                "Picture limit",
                                "measure-limit",
                                order.limitProperty(),
                                "Maximum number of pictures per split, a " + "fixed random subset. Empty: all."),
                        pair(
                                "Supervised steps",
                                "measure-supervised",
                                order.supervisedStepsProperty(),
                                "Training steps of the " + "supervised baseline of the linear probe; 0 skips it."));
    }

    /** A run, or the name of a file of weights. */
    private Node network() {
        Button file = Form.icon("fth-file", "Measure a file of weights", this::chooseWeights);
        file.setId("measure-weights-open");
        Button back = Form.icon(
                "fth-rotate-ccw", "Measure a run", () -> model.weightsProperty().set(null));
        Label name = new Label();
        name.setId("measure-weights");
        name.setMaxWidth(Double.MAX_VALUE);
        name.setMinWidth(0);
        name.textProperty()
                .bind(Bindings.createStringBinding(
                        () -> model.weightsProperty().get() == null
                                ? ""
                                : model.weightsProperty().get().getFileName().toString(),
                        model.weightsProperty()));
        Node runs = runs();
        for (Node part : List.of(name, runs)) {
            HBox.setHgrow(part, Priority.ALWAYS);
        }
        for (Node part : List.of(name, back)) {
            part.visibleProperty().bind(model.weightsProperty().isNotNull());
            part.managedProperty().bind(part.visibleProperty());
        }
        runs.visibleProperty().bind(model.weightsProperty().isNull());
        runs.managedProperty().bind(runs.visibleProperty());
        return Form.line(runs, name, back, file);
    }

    private Node ofRun() {
        VBox box = new VBox(6, Form.overline("Checkpoint"), checkpoints());
        box.visibleProperty().bind(model.weightsProperty().isNull());
        box.managedProperty().bind(box.visibleProperty());
        return box;
    }

    /** Lets the user choose a file of weights to measure. */
    void chooseWeights() {
        WeightsDialog.ask("Weights to measure", getScene().getWindow()).ifPresent(model.weightsProperty()::set);
    }

    private Node runs() {
        return combo(
                "measure-run",
                model.runsProperty(),
                model.runProperty(),
                r -> r.path().getFileName().toString());
    }

    private Node checkpoints() {
        return combo(
                "measure-checkpoint",
                model.checkpointsProperty(),
                model.checkpointProperty(),
                c -> String.format(Locale.ROOT, "step %,d", c.step()));
    }

    private static <T> ComboBox<T> combo(
            String id, ObservableValue<List<T>> items, ObjectProperty<T> chosen, Function<T, String> words) {
        ComboBox<T> combo = new ComboBox<>();
        combo.setId(id);
        combo.setMaxWidth(Double.MAX_VALUE);
        combo.setConverter(new ItemText<>(words));
        Runnable fill = () -> {
            T kept = chosen.get();
            combo.getItems().setAll(items.getValue());
            combo.setValue(kept);
        };
        items.addListener((of, old, is) -> fill.run());
        fill.run();
        chosen.addListener((of, old, is) -> combo.setValue(is));
        combo.setOnAction(e -> {
            if (combo.getValue() != null) {
                chosen.set(combo.getValue());
            }
        });
        return combo;
    }

    private Node data() {
        Button choose = Form.choosing(
                "Measure on another image set",
                "Image set to measure on",
                folder -> order.dataProperty().set(folder));
        Button own = Form.icon(
                "fth-rotate-ccw",
                "Measure on the run's own pictures",
                () -> order.dataProperty().set(null));
        own.visibleProperty().bind(order.dataProperty().isNotNull());
        own.managedProperty().bind(own.visibleProperty());
        return Form.folder(
                "measure-data",
                Bindings.createStringBinding(
                        () -> {
                            RunFolder run = model.weightsProperty().get() == null
                                    ? model.runProperty().get()
                                    : null;
                            return order.dataProperty().get() != null
                                    ? order.dataProperty().get().toString()
                                    : run == null ? "–" : run.config().data().folder();
                        },
                        order.dataProperty(),
                        model.runProperty(),
                        model.weightsProperty()),
                own,
                choose);
    }

    private Node tasks() {
        GridPane grid = new GridPane();
        grid.setHgap(16);
        grid.setVgap(8);
        for (MeasurementKind task : MeasurementKind.values()) {
            grid.add(task(task), task.ordinal() % 2, task.ordinal() / 2);
        }
        return grid;
    }

    private Node task(MeasurementKind task) {
        CheckBox box = new CheckBox(task.words());
        box.setId("measure-" + task.name().toLowerCase(Locale.ROOT));
        box.selectedProperty().bindBidirectional(order.wanted(task));
        box.setTooltip(Tip.of(task.help()));
        return box;
    }

    private Node labels() {
        HBox segments = Form.segments();
        ToggleGroup group = new ToggleGroup();
        for (String share : List.of("1", "10", "100")) {
            ToggleButton button = Form.segment(
                    segments,
                    group,
                    "labels-" + share,
                    share + " %",
                    () -> order.labelsProperty().set(share));
            order.labelsProperty().addListener((of, old, is) -> button.setSelected(is.equals(share)));
            button.setSelected(order.labelsProperty().get().equals(share));
        }
        TextField any = Form.field("measure-labels", 4);
        any.textProperty().bindBidirectional(order.labelsProperty());
        HBox line = Form.line(segments, any, new Label("%"));
        Tooltip.install(
                line,
                Tip.of("The same fraction of each category, drawn with the seed. The linear probe, kNN and "
                        + "the supervised baseline use only these labels."));
        return line;
    }

    private static Node pair(String words, String id, StringProperty value, String help) {
        Label label = new Label(words);
        label.setMaxWidth(Double.MAX_VALUE);
        HBox.setHgrow(label, Priority.ALWAYS);
        TextField field = Form.field(id, 6);
        field.setAlignment(Pos.CENTER_RIGHT);
        field.textProperty().bindBidirectional(value);
        HBox line = Form.line(label, field);
        Tooltip.install(line, Tip.of(help));
        return line;
    }
}
