package org.dinotwins.app.measure;

import java.io.File;
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
import javafx.scene.control.OverrunStyle;
import javafx.scene.control.ProgressBar;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.TextArea;
import javafx.scene.control.TextField;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import javafx.stage.DirectoryChooser;
import org.dinotwins.app.shared.Background;
import org.dinotwins.experiment.Setting;
import org.dinotwins.experiment.ablation.GridPresets;
import org.kordamp.ikonli.javafx.FontIcon;

/** Which grid and where it is kept; and the buttons that start, end and go on with it. */
final class AblationChoices extends VBox {
    private static final double TIP_WIDTH = 360;

    private final AblationsViewModel model;

    AblationChoices(AblationsViewModel model) {
        this.model = model;
        getStyleClass().addAll("panel", "measure-choices");
        TextArea editor = editor();
        VBox.setVgrow(editor, Priority.ALWAYS);
        VBox form = new VBox(8, overline("Question"), presets(), summary(), head(), editor, overline("Folder"), folder(),
                options());
        form.getStyleClass().add("measure-form");
        ScrollPane scroll = new ScrollPane(form);
        scroll.setFitToWidth(true);
        // The editor takes what room there is, and in a low window the form scrolls.
        scroll.setFitToHeight(true);
        scroll.setHbarPolicy(ScrollPane.ScrollBarPolicy.NEVER);
        VBox.setVgrow(scroll, Priority.ALWAYS);
        getChildren().addAll(scroll, bottom());
    }

    private static Label overline(String words) {
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

    private static Label small(String id, String style) {
        Label label = new Label();
        label.setId(id);
        label.getStyleClass().addAll(style, "small");
        label.setWrapText(true);
        label.setMinHeight(Region.USE_PREF_SIZE);
        return label;
    }

    private Node presets() {
        HBox segments = new HBox();
        segments.getStyleClass().add("segments");
        segments.setMaxWidth(Region.USE_PREF_SIZE);
        ToggleGroup group = new ToggleGroup();
        for (String name : GridPresets.names()) {
            ToggleButton button = new ToggleButton(name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1));
            button.setId("ablation-preset-" + name);
            button.setToggleGroup(group);
            button.setOnAction(e -> {
                button.setSelected(true);
                model.load(name);
            });
            button.setSelected(name.equals(model.presetProperty().get()));
            segments.getChildren().add(button);
        }
        return segments;
    }

    private Node summary() {
        Label summary = small("ablation-summary", "muted");
        summary.textProperty().bind(model.summaryProperty());
        summary.managedProperty().bind(summary.textProperty().isNotEmpty());
        return summary;
    }

    private Node head() {
        Label grid = overline("Grid");
        grid.setMaxWidth(Double.MAX_VALUE);
        HBox.setHgrow(grid, Priority.ALWAYS);
        MenuButton vary = new MenuButton("Vary a setting");
        vary.setId("ablation-vary");
        vary.setTooltip(tip("Adds the setting to the grid below; type the values to compare."));
        for (Setting.Group group : Setting.Group.values()) {
            Menu menu = new Menu(group.title());
            for (Setting setting : Setting.all()) {
                if (setting.group() == group && !setting.path().equals("train.seed") && !setting.path().equals("name")) {
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
        String end = path.endsWith(".min") ? ", least" : path.endsWith(".max") ? ", most" : "";
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
        return editor;
    }

    private Node folder() {
        Label name = new Label();
        name.setId("ablation-folder");
        name.setTextOverrun(OverrunStyle.LEADING_ELLIPSIS);
        name.setMinWidth(0);
        name.setMaxWidth(Double.MAX_VALUE);
        HBox.setHgrow(name, Priority.ALWAYS);
        name.textProperty().bind(Bindings.createStringBinding(() -> model.folderProperty().get() == null ? "–"
                : model.folderProperty().get().toString(), model.folderProperty()));
        Button choose = new Button("", new FontIcon("fth-folder"));
        choose.setId("ablation-choose");
        choose.getStyleClass().add("button-icon");
        choose.setTooltip(tip("An empty folder for a new ablation, or one that was begun to go on with it"));
        choose.setOnAction(e -> {
            DirectoryChooser chooser = new DirectoryChooser();
            chooser.setTitle("Folder of the ablation");
            File folder = chooser.showDialog(getScene().getWindow());
            if (folder != null) {
                model.choose(folder.toPath());
            }
        });
        HBox line = new HBox(8, name, choose);
        line.setAlignment(Pos.CENTER_LEFT);
        return line;
    }

    private Node options() {
        Label label = new Label("GPUs");
        TextField gpus = new TextField();
        gpus.setId("ablation-gpus");
        gpus.getStyleClass().add("form-field");
        gpus.setPrefColumnCount(5);
        gpus.setPromptText("0,1 or all");
        gpus.textProperty().bindBidirectional(model.gpusProperty());
        gpus.setTooltip(tip("GPUs to share the runs out to, each run in a process of its own. Empty: one run at a time on "
                + "the device that the settings choose."));
        CheckBox retry = new CheckBox("Failed runs too");
        retry.setId("ablation-retry");
        retry.selectedProperty().bindBidirectional(model.retryFailedProperty());
        retry.setTooltip(tip("Try failed runs again"));
        Region space = new Region();
        HBox.setHgrow(space, Priority.ALWAYS);
        HBox line = new HBox(8, retry, space, label, gpus);
        line.setAlignment(Pos.CENTER_LEFT);
        return line;
    }

    private Node bottom() {
        Label what = small("ablation-progress", "muted");
        ProgressBar bar = new ProgressBar();
        bar.getStyleClass().add("run-progress");
        bar.setMaxWidth(Double.MAX_VALUE);
        Label problem = small("ablation-problem", "muted");
        problem.textProperty().bind(model.problemProperty());
        Label fault = small("ablation-fault", "danger-text");
        fault.textProperty().bind(model.faultProperty());
        Button start = new Button("", new FontIcon("fth-play"));
        start.setId("ablation-start");
        start.getStyleClass().add("accent");
        start.setMaxWidth(Double.MAX_VALUE);
        start.textProperty().bind(Bindings.when(model.begunProperty()).then("Go on").otherwise("Start"));
        start.setOnAction(e -> model.start());
        start.disableProperty().bind(model.problemProperty().isNotEmpty());
        Button cancel = new Button("Cancel", new FontIcon("fth-x"));
        cancel.setId("ablation-cancel");
        cancel.setMaxWidth(Double.MAX_VALUE);
        cancel.setTooltip(tip("Ends after the step under way; nothing is lost, and it can be gone on with"));
        cancel.setOnAction(e -> {
            model.cancel();
            cancel.setDisable(true);
        });
        Button open = new Button("Open that ablation", new FontIcon("fth-folder"));
        open.setId("ablation-open");
        open.setMaxWidth(Double.MAX_VALUE);
        open.setOnAction(e -> model.choose(model.folderProperty().get()));
        open.visibleProperty().bind(model.takenProperty());
        open.managedProperty().bind(open.visibleProperty());
        VBox box = new VBox(8, what, bar, problem, open, fault, start, cancel);
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
            Sections.visible(what, job != null);
            Sections.visible(bar, job != null);
            Sections.visible(cancel, job != null);
            Sections.visible(start, job == null);
            Sections.visible(problem, job == null && !model.problemProperty().get().isEmpty());
            Sections.visible(fault, !model.faultProperty().get().isEmpty());
        };
        model.jobProperty().addListener((of, old, is) -> tell.run());
        model.problemProperty().addListener((of, old, is) -> tell.run());
        model.faultProperty().addListener((of, old, is) -> tell.run());
        tell.run();
        return box;
    }
}
