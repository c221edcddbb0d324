package org.dinotwins.app;

import java.util.List;
import javafx.geometry.HPos;
import javafx.scene.control.Label;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;

/** The list of keys, laid over the window. A click or Escape takes it away. */
final class ShortcutsOverlay extends StackPane {
    ShortcutsOverlay(List<Keys.Description> keys) {
        setId("shortcuts");
        getStyleClass().add("overlay");
        setVisible(false);
        Label heading = new Label("Keyboard");
        heading.getStyleClass().add("title");
        GridPane grid = new GridPane();
        grid.setHgap(32);
        grid.setVgap(8);
        for (int i = 0; i < keys.size(); i++) {
            Label cap = new Label(keys.get(i).keys());
            cap.getStyleClass().add("keycap");
            GridPane.setHalignment(cap, HPos.RIGHT);
            grid.addRow(i, new Label(keys.get(i).what()), cap);
        }
        VBox card = new VBox(heading, grid);
        card.getStyleClass().add("shortcuts");
        card.setMaxSize(Region.USE_PREF_SIZE, Region.USE_PREF_SIZE);
        getChildren().add(card);
        setOnMouseClicked(e -> setVisible(false));
        setOnKeyPressed(e -> {
            if (e.getCode() == KeyCode.ESCAPE) {
                setVisible(false);
                e.consume();
            }
        });
    }

    void toggle() {
        setVisible(!isVisible());
        if (isVisible()) {
            requestFocus();
        }
    }
}
