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

/** Creates this workspace's controls, each bound to a property. */
final class BoundControls {
    private static final double NAME_WIDTH = 64;

    private BoundControls() {}

    /** A drop-down list that keeps its choice when its items change. */
    static <T> ComboBox<T> combo(
            String id,
            ObservableList<T> items,
            Property<T> choice,
            Function<T, String> text,
            Function<T, Node> picture) {
        ComboBox<T> combo = new ComboBox<>(items);
        combo.setId(id);
        combo.setMaxWidth(Double.MAX_VALUE);
        combo.setMinWidth(0);
        combo.setVisibleRowCount(12);
        combo.setCellFactory(list -> new Cell<>(text, picture));
        // Renders a choice that is not among the items, as before the first run is opened.
        combo.setConverter(new ItemText<>(text));
        Cell<T> shown = new Cell<>(text, picture);
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
            // The skin listens for new items after this and blanks the cell, although the value is unchanged.
            Platform.runLater(() -> shown.updateItem(combo.getValue(), combo.getValue() == null));
        });
        return combo;
    }

    /** A drop-down list of text items. */
    static <T> ComboBox<T> combo(String id, ObservableList<T> items, Property<T> choice, Function<T, String> text) {
        return combo(id, items, choice, text, item -> null);
    }

    private static final class Cell<T> extends ListCell<T> {
        private final Function<T, String> text;
        private final Function<T, Node> picture;

        Cell(Function<T, String> text, Function<T, Node> picture) {
            this.text = text;
            this.picture = picture;
            setTextOverrun(OverrunStyle.CENTER_ELLIPSIS);
        }

        @Override
        protected void updateItem(T item, boolean empty) {
            super.updateItem(item, empty);
            setText(empty || item == null ? null : text.apply(item));
            setGraphic(empty || item == null ? null : picture.apply(item));
        }
    }

    /** Adjacent buttons, one of which is selected. */
    static <T> HBox segments(String id, List<T> items, Property<T> choice, Function<T, StringExpression> text) {
        HBox box = new HBox();
        box.setId(id);
        for (int i = 0; i < items.size(); i++) {
            T item = items.get(i);
            ToggleButton button = new ToggleButton();
            button.textProperty().bind(text.apply(item));
            button.setMaxWidth(Double.MAX_VALUE);
            button.getStyleClass().add(i == 0 ? "left-pill" : i == items.size() - 1 ? "right-pill" : "center-pill");
            HBox.setHgrow(button, Priority.ALWAYS);
            button.setSelected(item.equals(choice.getValue()));
            // Clicking the selected button must not deselect it.
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

    /** A name and a control on one line. */
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

    /** A name and a value as text above a slider. */
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
