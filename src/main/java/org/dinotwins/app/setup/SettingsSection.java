package org.dinotwins.app.setup;

import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.OverrunStyle;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.dinotwins.config.ConfigJson.Problem;
import org.dinotwins.config.RunConfig;
import org.dinotwins.config.Setting;
import org.dinotwins.config.Setting.Group;
import org.dinotwins.objective.Balancing;
import org.kordamp.ikonli.javafx.FontIcon;

/** A collapsible group of settings, with a summary and its number of invalid settings in the heading. */
final class SettingsSection extends VBox {
    private final SettingsForm form;
    private final Group group;
    private final List<Setting> settings;
    /** The rows created so far, in the order of {@code settings}: rows are slow to create and most are never shown. */
    private final Map<Setting, SettingRow> rows = new IdentityHashMap<>();

    private final VBox lines = new VBox();
    private final VBox body = new VBox(lines);
    private final FontIcon chevron = new FontIcon("fth-chevron-right");
    private final Label summary = new Label();
    private final Label faults = new Label();
    private final HBox crops = new HBox();
    private boolean open;
    private String query = "";
    private String crop = "globalFirst";

    SettingsSection(SettingsForm form, Group group, List<Setting> settings, boolean open) {
        this.form = form;
        this.group = group;
        this.settings = settings;
        this.open = open;
        getStyleClass().add("section");
        lines.getStyleClass().add("section-rows");
        body.getStyleClass().add("section-body");
        if (group == Group.COLOURS) {
            body.getChildren().add(0, cropSwitch());
        }
        getChildren().addAll(heading(), body);
        form.configProperty().addListener((of, old, is) -> summary.setText(SettingTexts.summary(group, is)));
        summary.setText(SettingTexts.summary(group, form.configProperty().get()));
        form.problemsProperty().addListener((of, old, is) -> {
            showFaults();
            if (group == Group.OBJECTIVE) {
                arrange();
            }
        });
        showFaults();
        arrange();
    }

    /** Adds a node below the settings. */
    void add(Node node) {
        body.getChildren().add(node);
    }

    private Button heading() {
        Label title = new Label(group.title());
        title.getStyleClass().add("heading");
        title.setMinWidth(Region.USE_PREF_SIZE);
        summary.getStyleClass().addAll("muted", "small");
        summary.setTextOverrun(OverrunStyle.ELLIPSIS);
        faults.getStyleClass().add("pill");
        faults.setMinWidth(Region.USE_PREF_SIZE);
        Region space = new Region();
        HBox.setHgrow(space, Priority.ALWAYS);
        HBox line = new HBox(8, chevron, title, faults, space, summary);
        line.setAlignment(Pos.CENTER_LEFT);
        Button heading = new Button();
        heading.setId("section-" + group.name().toLowerCase(Locale.ROOT));
        heading.setGraphic(line);
        heading.getStyleClass().setAll("section-heading");
        heading.setMaxWidth(Double.MAX_VALUE);
        heading.setAccessibleText(group.title());
        line.prefWidthProperty().bind(heading.widthProperty().subtract(24));
        heading.setOnAction(e -> {
            open = !open;
            arrange();
        });
        return heading;
    }

    private HBox cropSwitch() {
        crops.getStyleClass().add("segments");
        ToggleGroup toggles = new ToggleGroup();
        addCrop(toggles, "First global", "globalFirst");
        addCrop(toggles, "Second global", "globalSecond");
        addCrop(toggles, "Local", "local");
        toggles.getToggles().get(0).setSelected(true);
        toggles.selectedToggleProperty().addListener((of, old, is) -> {
            if (is == null) {
                old.setSelected(true);
            } else {
                crop = is.getUserData().toString();
                arrange();
            }
        });
        return crops;
    }

    private void addCrop(ToggleGroup toggles, String words, String key) {
        ToggleButton button = new ToggleButton(words);
        button.setUserData(key);
        button.setToggleGroup(toggles);
        button.setMaxWidth(Double.MAX_VALUE);
        HBox.setHgrow(button, Priority.ALWAYS);
        crops.getChildren().add(button);
    }

    private void showFaults() {
        List<Problem> found = settings.stream()
                .flatMap(setting -> form.problems(setting).stream())
                .toList();
        boolean error = found.stream().anyMatch(p -> !p.warning());
        faults.setText(String.valueOf(found.size()));
        faults.getStyleClass().setAll("label", "pill", error ? "danger-pill" : "warning-pill");
        faults.setVisible(!found.isEmpty());
        faults.setManaged(!found.isEmpty());
    }

    /** Opens the section. */
    void open() {
        open = true;
        arrange();
    }

    /** Opens the section and shows the setting at a path, if it is in this section. */
    boolean reveal(String path) {
        for (Setting setting : settings) {
            if (SettingsForm.belongs(path, setting)) {
                open = true;
                if (group == Group.COLOURS) {
                    crops.getChildren().stream()
                            .filter(b -> setting.path().contains("." + b.getUserData() + "."))
                            .forEach(b -> ((ToggleButton) b).setSelected(true));
                }
                arrange();
                return true;
            }
        }
        return false;
    }

    /** Shows only matching settings; all for an empty query. */
    void filter(String words) {
        query = words;
        arrange();
    }

    private void arrange() {
        boolean searching = !query.isEmpty();
        boolean unfolded = open || searching;
        boolean any = false;
        for (Setting setting : settings) {
            boolean shown = searching
                    ? SettingsForm.matches(setting, query)
                    : applies(setting)
                            && (group != Group.COLOURS || setting.path().contains("." + crop + "."));
            if (unfolded) {
                show(setting, shown, group == Group.COLOURS && !searching);
            }
            any |= shown;
        }
        crops.setVisible(!searching);
        crops.setManaged(!searching);
        setVisible(any);
        setManaged(any);
        chevron.setIconLiteral(unfolded ? "fth-chevron-down" : "fth-chevron-right");
        body.setVisible(unfolded);
        body.setManaged(unfolded);
    }

    /** Settings that have no effect with the chosen balancing are hidden, unless they have a problem. */
    private boolean applies(Setting setting) {
        boolean byShare = byShare(form.configProperty().get());
        boolean applies = switch (setting.path()) {
            case "objective.dinoShare" -> byShare;
            case "objective.dinoWeight", "objective.barlowWeight" -> !byShare;
            default -> true;
        };
        return applies || !form.problems(setting).isEmpty();
    }

    /** Whether the share of the gradient balances the losses, and not the weights. */
    static boolean byShare(RunConfig config) {
        return config.objective().balancing() == Balancing.GRADIENT_SHARE;
    }

    private void show(Setting setting, boolean shown, boolean shortLabel) {
        SettingRow row = rows.get(setting);
        if (row == null) {
            if (!shown) {
                return;
            }
            row = new SettingRow(form, setting);
            int place = (int) settings.stream()
                    .takeWhile(s -> !s.equals(setting))
                    .filter(rows::containsKey)
                    .count();
            rows.put(setting, row);
            lines.getChildren().add(place, row);
        }
        row.setShortLabel(shortLabel);
        row.setVisible(shown);
        row.setManaged(shown);
    }
}
