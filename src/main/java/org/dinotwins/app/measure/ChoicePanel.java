package org.dinotwins.app.measure;

import java.io.File;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.StringProperty;
import javafx.beans.value.ObservableValue;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.OverrunStyle;
import javafx.scene.control.ProgressBar;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.TextField;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import javafx.stage.DirectoryChooser;
import javafx.util.StringConverter;
import org.dinotwins.app.shared.Background;
import org.dinotwins.experiment.RunFolder;
import org.kordamp.ikonli.javafx.FontIcon;

/** Which run, which pictures, which measurements; and the buttons that start and end them. */
final class ChoicePanel extends VBox {
    private static final double TIP_WIDTH = 360;

    private final MeasureViewModel model;

    ChoicePanel(MeasureViewModel model) {
        this.model = model;
        getStyleClass().addAll("panel", "measure-choices");
        VBox choices = new VBox(8, label("Run"), runs(), label("Checkpoint"), checkpoints(), label("Pictures"), data(),
                label("Measure"), tasks());
        choices.getChildren().addAll(label("Share of the training labels"), labels(),
                pair("Seed", "measure-seed", model.seedProperty(), "Seed of the label subset, of first weights and of "
                        + "corruptions: the same seed gives the same result."),
                pair("Picture limit", "measure-limit", model.limitProperty(), "At most so many pictures of each split, a "
                        + "fixed random choice; empty takes all."),
                pair("Supervised steps", "measure-supervised", model.supervisedStepsProperty(), "Batches that the same "
                        + "network learns end to end, as the baseline of the linear probe; 0 leaves it out."));
        choices.getStyleClass().add("measure-form");
        ScrollPane scroll = new ScrollPane(choices);
        scroll.setFitToWidth(true);
        scroll.setHbarPolicy(ScrollPane.ScrollBarPolicy.NEVER);
        VBox.setVgrow(scroll, Priority.ALWAYS);
        getChildren().addAll(scroll, bottom());
    }

    private static Label label(String words) {
        Label label = new Label(words);
        label.getStyleClass().add("overline");
        return label;
    }

    private static Tooltip tip(String words) {
        Tooltip tip = new Tooltip(words);
        tip.setWrapText(true);
        tip.setMaxWidth(TIP_WIDTH);
        return tip;
    }

    private Node runs() {
        return combo("measure-run", model.runsProperty(), model.runProperty(), r -> r.path().getFileName().toString());
    }

    private Node checkpoints() {
        return combo("measure-checkpoint", model.checkpointsProperty(), model.checkpointProperty(),
                c -> String.format(Locale.ROOT, "step %,d", c.step()));
    }

    private static <T> ComboBox<T> combo(String id, ObservableValue<List<T>> items, ObjectProperty<T> chosen,
                                         Function<T, String> words) {
        ComboBox<T> combo = new ComboBox<>();
        combo.setId(id);
        combo.setMaxWidth(Double.MAX_VALUE);
        combo.setConverter(new StringConverter<>() {
            @Override
            public String toString(T item) {
                return item == null ? "" : words.apply(item);
            }

            @Override
            public T fromString(String text) {
                throw new UnsupportedOperationException("the list is not typed into");
            }
        });
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
        Label name = new Label();
        name.setId("measure-data");
        name.setTextOverrun(OverrunStyle.LEADING_ELLIPSIS);
        name.setMinWidth(0);
        name.setMaxWidth(Double.MAX_VALUE);
        HBox.setHgrow(name, Priority.ALWAYS);
        Button choose = new Button("", new FontIcon("fth-folder"));
        choose.getStyleClass().add("button-icon");
        choose.setTooltip(tip("Measure on another image set"));
        choose.setOnAction(e -> choose());
        Button own = new Button("", new FontIcon("fth-rotate-ccw"));
        own.getStyleClass().add("button-icon");
        own.setTooltip(tip("Measure on the run's own pictures"));
        own.setOnAction(e -> model.dataProperty().set(null));
        Runnable tell = () -> {
            boolean other = model.dataProperty().get() != null;
            RunFolder run = model.runProperty().get();
            name.setText(other ? model.dataProperty().get().toString()
                    : run == null ? "–" : run.config().data().folder());
            own.setVisible(other);
            own.setManaged(other);
        };
        model.dataProperty().addListener((of, old, is) -> tell.run());
        model.runProperty().addListener((of, old, is) -> tell.run());
        tell.run();
        HBox line = new HBox(8, name, own, choose);
        line.setAlignment(Pos.CENTER_LEFT);
        return line;
    }

    private void choose() {
        DirectoryChooser chooser = new DirectoryChooser();
        chooser.setTitle("Image set to measure on");
        File folder = chooser.showDialog(getScene().getWindow());
        if (folder != null) {
            model.dataProperty().set(folder.toPath());
        }
    }

    private Node tasks() {
        GridPane grid = new GridPane();
        grid.setHgap(16);
        grid.setVgap(8);
        for (Task task : Task.values()) {
            grid.add(task(task), task.ordinal() % 2, task.ordinal() / 2);
        }
        return grid;
    }

    private Node task(Task task) {
        CheckBox box = new CheckBox(task.words());
        box.setId("measure-" + task.name().toLowerCase(Locale.ROOT));
        box.selectedProperty().bindBidirectional(model.wanted(task));
        box.setTooltip(tip(task.help()));
        return box;
    }

    private Node labels() {
        HBox segments = new HBox();
        segments.getStyleClass().add("segments");
        ToggleGroup group = new ToggleGroup();
        for (String share : List.of("1", "10", "100")) {
            ToggleButton button = new ToggleButton(share + " %");
            button.setId("labels-" + share);
            button.setToggleGroup(group);
            button.setOnAction(e -> {
                button.setSelected(true);
                model.labelsProperty().set(share);
            });
            model.labelsProperty().addListener((of, old, is) -> button.setSelected(is.equals(share)));
            button.setSelected(model.labelsProperty().get().equals(share));
            segments.getChildren().add(button);
        }
        TextField any = new TextField();
        any.setId("measure-labels");
        any.getStyleClass().add("form-field");
        any.setPrefColumnCount(4);
        any.textProperty().bindBidirectional(model.labelsProperty());
        HBox line = new HBox(8, segments, any, new Label("%"));
        line.setAlignment(Pos.CENTER_LEFT);
        Tooltip.install(line, tip("Of each category the same share, drawn with the seed. The linear probe, kNN and the "
                + "supervised baseline see only these labels."));
        return line;
    }

    private static Node pair(String words, String id, StringProperty value, String help) {
        Label label = new Label(words);
        label.setMaxWidth(Double.MAX_VALUE);
        HBox.setHgrow(label, Priority.ALWAYS);
        TextField field = new TextField();
        field.setId(id);
        field.getStyleClass().add("form-field");
        field.setPrefColumnCount(6);
        field.setAlignment(Pos.CENTER_RIGHT);
        field.textProperty().bindBidirectional(value);
        HBox line = new HBox(8, label, field);
        line.setAlignment(Pos.CENTER_LEFT);
        Tooltip.install(line, tip(help));
        return line;
    }

    private Node bottom() {
        Label what = new Label();
        what.setId("measure-progress");
        what.getStyleClass().addAll("muted", "small");
        what.setWrapText(true);
        what.setMinHeight(Region.USE_PREF_SIZE);
        ProgressBar bar = new ProgressBar();
        bar.getStyleClass().add("run-progress");
        bar.setMaxWidth(Double.MAX_VALUE);
        Label problem = new Label();
        problem.setId("measure-problem");
        problem.getStyleClass().addAll("muted", "small");
        problem.setWrapText(true);
        problem.setMinHeight(Region.USE_PREF_SIZE);
        problem.textProperty().bind(model.problemProperty());
        Label fault = new Label();
        fault.setId("measure-fault");
        fault.getStyleClass().addAll("danger-text", "small");
        fault.setWrapText(true);
        fault.setMinHeight(Region.USE_PREF_SIZE);
        fault.textProperty().bind(model.faultProperty());
        Button start = new Button("Measure", new FontIcon("fth-play"));
        start.setId("measure-start");
        start.getStyleClass().add("accent");
        start.setMaxWidth(Double.MAX_VALUE);
        start.setOnAction(e -> model.start());
        start.disableProperty().bind(model.problemProperty().isNotEmpty());
        Button cancel = new Button("Cancel", new FontIcon("fth-x"));
        cancel.setId("measure-cancel");
        cancel.setMaxWidth(Double.MAX_VALUE);
        cancel.setOnAction(e -> {
            model.cancel();
            cancel.setDisable(true);
        });
        VBox box = new VBox(8, what, bar, problem, fault, start, cancel);
        box.getStyleClass().add("measure-bottom");
        Runnable tell = () -> {
            Background.Job job = model.jobProperty().get();
            what.textProperty().unbind();
            bar.progressProperty().unbind();
            if (job != null) {
                what.textProperty().bind(job.whatProperty());
                bar.progressProperty().bind(job.shareProperty());
            }
            cancel.setDisable(false);
            show(what, job != null);
            show(bar, job != null);
            show(cancel, job != null);
            show(start, job == null);
            show(problem, job == null && !model.problemProperty().get().isEmpty());
            show(fault, !model.faultProperty().get().isEmpty());
        };
        model.jobProperty().addListener((of, old, is) -> tell.run());
        model.problemProperty().addListener((of, old, is) -> tell.run());
        model.faultProperty().addListener((of, old, is) -> tell.run());
        tell.run();
        return box;
    }

    private static void show(Node node, boolean visible) {
        node.setVisible(visible);
        node.setManaged(visible);
    }
}
