package org.dinotwins.app.ablation;

import java.util.List;
import java.util.Locale;
import javafx.beans.binding.Bindings;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.control.Label;
import javafx.scene.control.Menu;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.TextArea;
import javafx.scene.control.TextField;
import javafx.scene.control.ToggleGroup;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.dinotwins.ablation.GridPresets;
import org.dinotwins.app.shared.form.Form;
import org.dinotwins.app.shared.form.Sections;
import org.dinotwins.app.shared.form.StartBar;
import org.dinotwins.app.shared.view.Tip;
import org.dinotwins.config.Setting;

/** Form for the grid and its folder, with buttons to start, stop and resume the ablation. */
final class AblationChoices extends VBox {
    private final AblationsViewModel model;
    private final VBox column = Form.column();

    AblationChoices(AblationsViewModel model) {
        this.model = model;
        getStyleClass().addAll("panel", "measure-choices");
        ScrollPane form = Form.scrolling(column);
        // The editor grows with the window; in a low window the form scrolls.
        form.setFitToHeight(true);
        getChildren().add(form);
    }

    /** Steps that build the form, in order. */
    List<Runnable> buildSteps() {
        return List.of(
                () -> column.getChildren().addAll(Form.overline("Question"), presets(), summary(), head()),
                () -> column.getChildren().add(editor()),
                () -> column.getChildren().addAll(Form.overline("Folder"), folder(), options()),
                () -> getChildren().add(bottom()));
    }

    private Node presets() {
        HBox segments = Form.segments();
        segments.setMaxWidth(Region.USE_PREF_SIZE);
        ToggleGroup group = new ToggleGroup();
        for (String name : GridPresets.names()) {
            String words = name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1);
            Form.segment(segments, group, "ablation-preset-" + name, words, () -> model.load(name))
                    .setSelected(name.equals(model.presetProperty().get()));
        }
        return segments;
    }

    private Node summary() {
        Label summary = Sections.muted("");
        summary.setId("ablation-summary");
        summary.textProperty().bind(model.summaryProperty());
        summary.managedProperty().bind(summary.textProperty().isNotEmpty());
        return summary;
    }

    private Node head() {
        Label grid = Form.overline("Grid");
        grid.setMaxWidth(Double.MAX_VALUE);
        HBox.setHgrow(grid, Priority.ALWAYS);
        MenuButton vary = new MenuButton("Vary a setting");
        vary.setId("ablation-vary");
        vary.setTooltip(Tip.of("Add a setting to the grid below, then type the values to compare."));
        for (Setting.Group group : Setting.Group.values()) {
            Menu menu = new Menu(group.title());
            for (Setting setting : Setting.all()) {
                if (setting.group() == group
                        && !setting.path().equals("train.seed")
                        && !setting.path().equals("name")) {
                    setting.paths().forEach(path -> menu.getItems().add(item(setting, path)));
                }
            }
            vary.getItems().add(menu);
        }
        HBox line = new HBox(8, grid, vary);
        line.setAlignment(Pos.BOTTOM_LEFT);
        return line;
    }

    private MenuItem item(Setting setting, String path) {
        String end = path.endsWith(".min") ? ", minimum" : path.endsWith(".max") ? ", maximum" : "";
        MenuItem item = new MenuItem(setting.label() + end);
        item.setOnAction(e -> model.vary(path));
        return item;
    }

    private TextArea editor() {
        TextArea editor = new TextArea();
        editor.setId("ablation-grid");
        editor.getStyleClass().add("grid-editor");
        editor.textProperty().bindBidirectional(model.textProperty());
        editor.setPrefRowCount(8);
        editor.setMinHeight(96);
        VBox.setVgrow(editor, Priority.ALWAYS);
        return editor;
    }

    private Node folder() {
        Button choose = Form.choosing(
                "Choose an empty folder for a new ablation, or an existing ablation to resume",
                "Ablation folder",
                model::choose);
        choose.setId("ablation-choose");
        return Form.folder(
                "ablation-folder",
                Bindings.createStringBinding(
                        () -> model.folderProperty().get() == null
                                ? "–"
                                : model.folderProperty().get().toString(),
                        model.folderProperty()),
                choose);
    }

    private Node options() {
        TextField gpus = Form.field("ablation-gpus", 5);
        gpus.setPromptText("0,1 or all");
        gpus.textProperty().bindBidirectional(model.gpusProperty());
        gpus.setTooltip(Tip.of("GPUs to use, each with its own process. Empty: one run at a time on the "
                + "device in the settings."));
        CheckBox retry = new CheckBox("Retry failed runs");
        retry.setId("ablation-retry");
        retry.selectedProperty().bindBidirectional(model.retryFailedProperty());
        retry.setTooltip(Tip.of("Train the failed runs again"));
        Region space = new Region();
        HBox.setHgrow(space, Priority.ALWAYS);
        return Form.line(retry, space, new Label("GPUs"), gpus);
    }

    private Node bottom() {
        StartBar bar = new StartBar(
                "ablation",
                model.jobProperty(),
                model.problemProperty(),
                model.faultProperty(),
                model::start,
                model::cancel);
        bar.startButton()
                .textProperty()
                .bind(Bindings.when(model.startedProperty()).then("Resume").otherwise("Start"));
        bar.cancelButton().setTooltip(Tip.of("Stop after the current step; you can resume later"));
        Button open = StartBar.wide("fth-folder");
        open.setText("Open existing ablation");
        open.setId("ablation-open");
        open.setOnAction(e -> model.choose(model.folderProperty().get()));
        open.visibleProperty().bind(model.takenProperty());
        open.managedProperty().bind(open.visibleProperty());
        bar.addFix(open);
        return bar;
    }
}
