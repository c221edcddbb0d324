package org.dinotwins.app.setup;

import atlantafx.base.controls.ToggleSwitch;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import javafx.beans.property.DoubleProperty;
import javafx.beans.property.StringProperty;
import javafx.css.PseudoClass;
import javafx.geometry.Insets;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.Slider;
import javafx.scene.control.TextField;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import javafx.util.Duration;
import org.controlsfx.control.RangeSlider;
import org.dinotwins.app.shared.view.Tip;
import org.dinotwins.config.ConfigJson.Problem;
import org.dinotwins.config.Setting;
import org.kordamp.ikonli.javafx.FontIcon;

/** A setting in the form: label, control, unit and help, with its problems below. */
final class SettingRow extends VBox {
    static final double LABEL_WIDTH = 140;
    private static final double UNIT_WIDTH = 72;
    private static final double NUMBER_WIDTH = 64;
    private static final double LEAST_SLIDER = 24;
    private static final PseudoClass ERROR = PseudoClass.getPseudoClass("error");
    private static final PseudoClass WARNING = PseudoClass.getPseudoClass("warning");

    private final SettingsForm form;
    private final Setting setting;
    private final Label name;
    private final Label problem = new Label();
    private final Label explanation = new Label();
    private final List<TextField> fields = new ArrayList<>();
    private boolean following;

    SettingRow(SettingsForm form, Setting setting) {
        this.form = form;
        this.setting = setting;
        getStyleClass().add("form-row");
        name = new Label(setting.label());
        name.setMinWidth(LABEL_WIDTH);
        name.setPrefWidth(LABEL_WIDTH);
        name.setWrapText(true);
        Label unit = new Label(setting.unit());
        unit.getStyleClass().addAll("muted", "small");
        unit.setMinWidth(UNIT_WIDTH);
        unit.setPrefWidth(UNIT_WIDTH);
        FontIcon info = new FontIcon("fth-info");
        Label help = new Label("", info);
        help.getStyleClass().add("setting-help");
        String words = SettingTexts.help(setting);
        name.setAccessibleHelp(words);
        Tip.late(help, () -> tooltip(words));
        Tip.late(name, () -> tooltip(words));
        HBox control = control();
        control.setAlignment(Pos.CENTER_LEFT);
        HBox.setHgrow(control, Priority.ALWAYS);
        // A row of choices has no unit and needs the width.
        HBox line = setting.kind() == Setting.Kind.CHOICE
                ? new HBox(8, name, control, help)
                : new HBox(8, name, control, unit, help);
        line.setAlignment(Pos.CENTER_LEFT);
        getChildren().add(line);
        addBelow(explanation, "muted");
        addBelow(problem, "problem");
        form.problemsProperty().addListener((of, old, is) -> showProblems());
        showProblems();
    }

    private void addBelow(Label label, String style) {
        label.getStyleClass().addAll(style, "small");
        label.setWrapText(true);
        label.setMinHeight(Region.USE_PREF_SIZE);
        label.setPadding(new Insets(4, 0, 0, LABEL_WIDTH + 8));
        label.managedProperty().bind(label.textProperty().isNotEmpty());
        label.visibleProperty().bind(label.managedProperty());
        getChildren().add(label);
    }

    static Tooltip tooltip(String text) {
        Tooltip tip = Tip.of(text);
        tip.setShowDelay(Duration.millis(300));
        tip.setShowDuration(Duration.seconds(30));
        return tip;
    }

    /** Shows only the text after the colon; a switch above the rows selects the crop. */
    void setShortLabel(boolean shorter) {
        String label = setting.label();
        String rest = label.substring(label.indexOf(':') + 1).strip();
        name.setText(shorter ? rest.substring(0, 1).toUpperCase(Locale.ROOT) + rest.substring(1) : label);
    }

    private void showProblems() {
        List<Problem> found = form.problems(setting);
        boolean error = found.stream().anyMatch(p -> !p.warning());
        problem.setText(found.stream().map(Problem::message).collect(Collectors.joining("\n")));
        fields.forEach(node -> mark(node, error, !error && !found.isEmpty()));
        mark(problem, error, !error && !found.isEmpty());
    }

    private static void mark(Node node, boolean error, boolean warning) {
        node.pseudoClassStateChanged(ERROR, error);
        node.pseudoClassStateChanged(WARNING, warning);
    }

    private HBox control() {
        return switch (setting.kind()) {
            case INTEGER, DECIMAL ->
                SliderScale.of(setting)
                        .map(scale -> new HBox(8, slider(scale), narrow(field(setting.path()))))
                        .orElseGet(() -> new HBox(field(setting.path())));
            case TEXT -> new HBox(field(setting.path()));
            case CHOICE -> choices();
            case FLAG -> new HBox(flag());
            case RANGE -> range();
        };
    }

    private TextField field(String path) {
        TextField field = new TextField();
        field.setId("field-" + path.replace('.', '-'));
        field.getStyleClass().add("form-field");
        fields.add(field);
        field.textProperty().bindBidirectional(form.text(path));
        field.setAccessibleText(setting.label());
        HBox.setHgrow(field, Priority.ALWAYS);
        return field;
    }

    private static TextField narrow(TextField field) {
        field.setMinWidth(NUMBER_WIDTH);
        field.setPrefWidth(NUMBER_WIDTH);
        HBox.setHgrow(field, Priority.NEVER);
        return field;
    }

    private Slider slider(SliderScale scale) {
        StringProperty text = form.text(setting.path());
        Slider slider = new Slider(scale.min(), scale.max(), scale.min());
        slider.setId("slider-" + setting.path().replace('.', '-'));
        slider.setAccessibleText(setting.label());
        slider.setBlockIncrement(scale.step());
        slider.setMinWidth(LEAST_SLIDER);
        HBox.setHgrow(slider, Priority.ALWAYS);
        follow(List.of(text), () -> scale.place(text.get()).ifPresent(slider::setValue));
        lead(slider.valueProperty(), scale, text);
        return slider;
    }

    /** The slider follows the texts. */
    private void follow(List<StringProperty> texts, Runnable move) {
        Runnable quietly = () -> {
            following = true;
            move.run();
            following = false;
        };
        quietly.run();
        texts.forEach(text -> text.addListener((of, old, is) -> quietly.run()));
    }

    /** The text follows the slider, except while the slider follows it. */
    private void lead(DoubleProperty place, SliderScale scale, StringProperty text) {
        place.addListener((of, old, is) -> {
            if (!following) {
                text.set(scale.text(is.doubleValue()));
            }
        });
    }

    private HBox range() {
        SliderScale scale = SliderScale.of(setting).orElseThrow();
        StringProperty low = form.text(setting.paths().get(0));
        StringProperty high = form.text(setting.paths().get(1));
        RangeSlider slider = new RangeSlider(scale.min(), scale.max(), scale.min(), scale.max());
        slider.setId("slider-" + setting.path().replace('.', '-'));
        slider.setBlockIncrement(scale.step());
        slider.setMinWidth(LEAST_SLIDER);
        HBox.setHgrow(slider, Priority.ALWAYS);
        follow(List.of(low, high), () -> {
            // Each end limits the other, so the high end is set first and again last.
            scale.place(high.get()).ifPresent(slider::setHighValue);
            scale.place(low.get()).ifPresent(slider::setLowValue);
            scale.place(high.get()).ifPresent(slider::setHighValue);
        });
        lead(slider.lowValueProperty(), scale, low);
        lead(slider.highValueProperty(), scale, high);
        return new HBox(
                4,
                narrow(field(setting.paths().get(0))),
                slider,
                narrow(field(setting.paths().get(1))));
    }

    private Node flag() {
        ToggleSwitch flag = new ToggleSwitch();
        flag.setId("field-" + setting.path().replace('.', '-'));
        StringProperty text = form.text(setting.path());
        flag.setSelected(Boolean.parseBoolean(text.get()));
        text.addListener((of, old, is) -> flag.setSelected(Boolean.parseBoolean(is)));
        flag.selectedProperty().addListener((of, old, is) -> text.set(is.toString()));
        return flag;
    }

    private HBox choices() {
        StringProperty text = form.text(setting.path());
        ToggleGroup group = new ToggleGroup();
        HBox box = new HBox();
        box.getStyleClass().add("segments");
        for (String choice : setting.choices()) {
            ToggleButton button = new ToggleButton(SettingTexts.choice(choice));
            button.setId("choice-" + choice);
            button.setUserData(choice);
            button.setToggleGroup(group);
            button.setMaxWidth(Double.MAX_VALUE);
            button.setMinWidth(Region.USE_PREF_SIZE);
            HBox.setHgrow(button, Priority.ALWAYS);
            box.getChildren().add(button);
        }
        Runnable follow = () -> {
            group.getToggles().forEach(t -> t.setSelected(t.getUserData().equals(text.get())));
            explanation.setText(SettingTexts.explanation(text.get()));
        };
        follow.run();
        text.addListener((of, old, is) -> follow.run());
        group.selectedToggleProperty().addListener((of, old, is) -> {
            if (is == null) {
                old.setSelected(true);
            } else {
                text.set(is.getUserData().toString());
            }
        });
        return box;
    }
}
