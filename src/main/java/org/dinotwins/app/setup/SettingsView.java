package org.dinotwins.app.setup;

import atlantafx.base.controls.CustomTextField;
import java.io.File;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import javafx.geometry.Insets;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.TextField;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import javafx.stage.FileChooser;
import org.dinotwins.app.shared.view.FrameQueue;
import org.dinotwins.app.shared.view.SaveDialog;
import org.dinotwins.config.Presets;
import org.dinotwins.config.Setting;
import org.dinotwins.config.Setting.Group;
import org.kordamp.ikonli.javafx.FontIcon;

/** The settings form: presets, files and search at the top, setting groups below. */
final class SettingsView extends VBox {
    /** Groups that are expanded at first; the first one fills the view, so the others are built later. */
    private static final List<Group> OPEN = List.of(Group.CROPS, Group.OBJECTIVE, Group.SCHEDULE);

    private static final String KIND = "Configuration (JSON)";
    private static final String ENDING = ".json";

    private final SetupViewModel model;
    private final Map<Group, SettingsSection> sections = new EnumMap<>(Group.class);
    private final ScrollPane scroll = new ScrollPane();
    private final TextField search;

    SettingsView(SetupViewModel model) {
        this.model = model;
        getStyleClass().addAll("panel", "settings");
        VBox list = new VBox();
        for (Group group : Group.values()) {
            // The image set panel shows the folder.
            List<Setting> settings = Setting.all().stream()
                    .filter(s -> s.group() == group && !s.path().equals("data.folder"))
                    .toList();
            SettingsSection section = new SettingsSection(model.form(), group, settings, group == OPEN.get(0));
            sections.put(group, section);
            list.getChildren().add(section);
        }
        sections.get(Group.OBJECTIVE).add(alpha());
        Label none = new Label("No setting matches.");
        none.getStyleClass().add("muted");
        none.setPadding(new Insets(16));
        none.setVisible(false);
        none.managedProperty().bind(none.visibleProperty());
        list.getChildren().add(none);
        search = search(none);
        scroll.setContent(list);
        scroll.setFitToWidth(true);
        scroll.setHbarPolicy(ScrollPane.ScrollBarPolicy.NEVER);
        VBox.setVgrow(scroll, Priority.ALWAYS);
        getChildren().addAll(top(), scroll);
    }

    private TextField search(Label none) {
        CustomTextField field = new CustomTextField();
        field.setId("search-settings");
        field.getStyleClass().add("form-field");
        field.setPromptText("Search settings");
        field.setLeft(new FontIcon("fth-search"));
        field.textProperty().addListener((of, old, is) -> {
            String words = is.strip();
            sections.values().forEach(s -> s.filter(words));
            none.setVisible(sections.values().stream().noneMatch(SettingsSection::isVisible));
        });
        return field;
    }

    private VBox top() {
        ComboBox<String> presets = presets();
        HBox.setHgrow(presets, Priority.ALWAYS);
        Button load = button("load-config", "fth-folder", "Open a configuration file", this::load);
        Button save = button("save-config", "fth-save", "Save these settings to a file", this::save);
        Button reset = button("reset-config", "fth-rotate-ccw", "Revert all changes", model.form()::reset);
        reset.disableProperty().bind(model.form().changedProperty().not());
        HBox line = new HBox(8, presets, load, save, reset);
        line.setAlignment(Pos.CENTER_LEFT);
        Label description = new Label();
        description.getStyleClass().addAll("muted", "small");
        description.setWrapText(true);
        description.setMinHeight(Region.USE_PREF_SIZE);
        description.textProperty().bind(model.descriptionProperty());
        description.managedProperty().bind(description.textProperty().isNotEmpty());
        VBox top = new VBox(8, line, description, search);
        top.getStyleClass().add("settings-top");
        return top;
    }

    private ComboBox<String> presets() {
        ComboBox<String> presets = new ComboBox<>();
        presets.setId("presets");
        presets.getItems().setAll(Presets.names());
        presets.setMaxWidth(Double.MAX_VALUE);
        presets.setPromptText("Custom settings");
        presets.setButtonCell(new ListCell<>() {
            @Override
            protected void updateItem(String name, boolean empty) {
                super.updateItem(name, empty);
                setText(empty || name == null ? "Custom settings" : "Preset: " + name);
            }
        });
        Runnable follow = () -> {
            String name = model.presetProperty().get();
            if (name.isEmpty()) {
                presets.getSelectionModel().clearSelection();
                presets.setValue(null);
            } else {
                presets.setValue(name);
            }
        };
        follow.run();
        model.presetProperty().addListener((of, old, is) -> follow.run());
        presets.valueProperty().addListener((of, old, is) -> {
            if (is != null && !is.equals(model.presetProperty().get())) {
                model.choosePreset(is);
            }
        });
        return presets;
    }

    private HBox alpha() {
        Label name = new Label("Paper's alpha");
        name.setMinWidth(SettingRow.LABEL_WIDTH);
        name.setTooltip(SettingRow.tooltip("The paper writes the objective as L_BT + alpha · L_DINO. Alpha is the DINO "
                + "weight divided by the Barlow Twins weight."));
        TextField field = new TextField(model.alpha());
        field.setId("alpha");
        field.getStyleClass().add("form-field");
        field.setPrefWidth(96);
        Label formula = new Label("L_BT + alpha · L_DINO");
        formula.getStyleClass().addAll("muted", "small");
        formula.setMinWidth(0);
        field.setOnAction(e -> model.setAlpha(field.getText()));
        field.focusedProperty().addListener((of, old, is) -> {
            if (!is) {
                model.setAlpha(field.getText());
                field.setText(model.alpha());
            }
        });
        model.form().text("objective.dinoWeight").addListener((of, old, is) -> field.setText(model.alpha()));
        model.form().text("objective.barlowWeight").addListener((of, old, is) -> field.setText(model.alpha()));
        HBox line = new HBox(8, name, field, formula);
        line.getStyleClass().add("form-row");
        line.setAlignment(Pos.CENTER_LEFT);
        line.visibleProperty().bind(model.form().configProperty().map(config -> !SettingsSection.byShare(config)));
        line.managedProperty().bind(line.visibleProperty());
        return line;
    }

    private static Button button(String id, String icon, String tip, Runnable action) {
        Button button = new Button("", new FontIcon(icon));
        button.setId(id);
        button.getStyleClass().add("button-icon");
        button.setTooltip(new Tooltip(tip));
        button.setAccessibleText(tip);
        button.setOnAction(e -> action.run());
        return button;
    }

    private void load() {
        FileChooser chooser = new FileChooser();
        chooser.setTitle("Open a configuration");
        chooser.getExtensionFilters().add(new FileChooser.ExtensionFilter(KIND, "*" + ENDING));
        File file = chooser.showOpenDialog(getScene().getWindow());
        if (file != null) {
            model.load(file.toPath());
        }
    }

    private void save() {
        new SaveDialog("Save the configuration", KIND, ENDING)
                .ask(getScene().getWindow(), model.form().configProperty().get().name())
                .ifPresent(model::save);
    }

    /** Expands the remaining groups, one per frame. */
    void openRest() {
        FrameQueue.each(OPEN.stream()
                .skip(1)
                .<Runnable>map(group -> sections.get(group)::open)
                .toList());
    }

    /** Opens the group of a setting. */
    void reveal(String path) {
        search.clear();
        sections.values().stream().filter(s -> s.reveal(path)).findFirst().ifPresent(section -> {
            double hidden = scroll.getContent().getBoundsInLocal().getHeight()
                    - scroll.getViewportBounds().getHeight();
            if (hidden > 0) {
                scroll.setVvalue(Math.min(1, section.getBoundsInParent().getMinY() / hidden));
            }
        });
    }

    /** Moves the focus to the search field. */
    void search() {
        search.requestFocus();
        search.selectAll();
    }
}
