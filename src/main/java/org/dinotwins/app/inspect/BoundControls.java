package org.dinotwins.app.inspect;

import java.util.List;
import java.util.function.Function;
import javafx.application.Platform;
import javafx.beans.binding.StringExpression;
import javafx.beans.property.Property;
import javafx.collections.ObservableList;
import javafx.scene.Node;
import javafx.scene.control.ComboBox;
import javafx.scene.control.ContentDisplay;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.OverrunStyle;
import javafx.scene.control.Slider;
import javafx.scene.control.ToggleButton;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.dinotwins.app.shared.view.ItemText;
import org.dinotwins.app.shared.view.Tip;

/** Makes the controls of this workspace, each bound to what it chooses. */
final class BoundControls {
    private static final double NAME_WIDTH = 64;

    private BoundControls() {}

    /** A drop-down list that keeps its choice when its items change. */
    static <T> ComboBox<T> combo(
            String id,
            ObservableList<T> items,
            Property<T> choice,
            Function<T, String> words,
            Function<T, Node> picture) {
        ComboBox<T> combo = new ComboBox<>(items);
        combo.setId(id);
        combo.setMaxWidth(Double.MAX_VALUE);
        combo.setMinWidth(0);
        combo.setVisibleRowCount(12);
        combo.setCellFactory(list -> new Cell<>(words, picture));
        // A choice that the items do not hold, as before the first run is opened, has no cell to word it.
        combo.setConverter(new ItemText<>(words));
        Cell<T> shown = new Cell<>(words, picture);
        combo.setButtonCell(shown);
        combo.setPrefWidth(0);
        combo.setValue(choice.getValue());
        choice.addListener((p, old, now) -> combo.setValue(now));
        combo.valueProperty().addListener((p, old, now) -> {
            if (now != null && !now.equals(choice.getValue())) {
                choice.setValue(now);
            }
        });
        items.addListener((javafx.beans.Observable o) -> {
            combo.setValue(choice.getValue());
            // The skin hears of new items after this and blanks the cell, though the value stays.
            Platform.runLater(() -> shown.updateItem(combo.getValue(), combo.getValue() == null));
        });
        return combo;
    }

    /** A drop-down list of words. */
    static <T> ComboBox<T> combo(String id, ObservableList<T> items, Property<T> choice, Function<T, String> words) {
        return combo(id, items, choice, words, item -> null);
    }

    private static final class Cell<T> extends ListCell<T> {
        private final Function<T, String> words;
        private final Function<T, Node> picture;

        Cell(Function<T, String> words, Function<T, Node> picture) {
            this.words = words;
            this.picture = picture;
            setTextOverrun(OverrunStyle.CENTER_ELLIPSIS);
        }

        @Override
        protected void updateItem(T item, boolean empty) {
            super.updateItem(item, empty);
            setText(empty || item == null ? null : words.apply(item));
            setGraphic(empty || item == null ? null : picture.apply(item));
        }
    }

    /** Buttons side by side of which one is pressed. */
    static <T> HBox segments(String id, List<T> items, Property<T> choice, Function<T, StringExpression> words) {
        HBox box = new HBox();
        box.setId(id);
        for (int i = 0; i < items.size(); i++) {
            T item = items.get(i);
            ToggleButton button = new ToggleButton();
            button.textProperty().bind(words.apply(item));
            button.setMaxWidth(Double.MAX_VALUE);
            button.getStyleClass().add(i == 0 ? "left-pill" : i == items.size() - 1 ? "right-pill" : "center-pill");
            HBox.setHgrow(button, Priority.ALWAYS);
            button.setSelected(item.equals(choice.getValue()));
            // A press on the pressed button must not release it.
            button.setOnAction(e -> {
                choice.setValue(item);
                button.setSelected(true);
            });
            choice.addListener((p, old, now) -> button.setSelected(item.equals(now)));
            button.setMinWidth(Region.USE_PREF_SIZE);
            button.getStyleClass().add("segment");
            box.getChildren().add(button);
        }
        return box;
    }

    /** A name and a control in one line. */
    static HBox line(String name, String help, Region control, Node... more) {
        Label label = name(name, help);
        label.setMinWidth(NAME_WIDTH);
        label.setLabelFor(control);
        control.setMinWidth(0);
        HBox.setHgrow(control, Priority.ALWAYS);
        HBox line = new HBox(8, label, control);
        line.getChildren().addAll(more);
        line.getStyleClass().add("line");
        return line;
    }

    /** A name and a value in words above a slider. */
    static VBox slider(String name, String help, Slider slider, StringExpression value) {
        Label label = name(name, help);
        label.setLabelFor(slider);
        Label shown = new Label();
        shown.textProperty().bind(value);
        shown.setContentDisplay(ContentDisplay.TEXT_ONLY);
        shown.setMinWidth(Region.USE_PREF_SIZE);
        Region space = new Region();
        HBox.setHgrow(space, Priority.ALWAYS);
        slider.getStyleClass().add("small");
        return new VBox(4, new HBox(8, label, space, shown), slider);
    }

    private static Label name(String name, String help) {
        Label label = new Label(name);
        label.getStyleClass().add("muted");
        Tip.late(label, help);
        return label;
    }
}
