package org.dinotwins.app;

import java.util.List;
import javafx.geometry.HPos;
import javafx.geometry.Insets;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.dinotwins.app.shared.view.ShortcutHelp;

/** Overlay that lists the shortcuts of the window and of the workspace in view. A click or Escape closes it. */
final class ShortcutsOverlay extends StackPane {
    /** Lines per column that fit the minimum window height. */
    private static final int LINES = 14;

    private static final double BESIDE = 48;
    private static final double MARGIN = 16;

    private final List<ShortcutHelp> everywhere;
    private final HBox columns = new HBox(BESIDE);

    /** @param everywhere shortcuts that work in all workspaces */
    ShortcutsOverlay(List<ShortcutHelp> everywhere) {
        this.everywhere = everywhere;
        setId("shortcuts");
        getStyleClass().add("overlay");
        setVisible(false);
        ScrollPane scroll = new ScrollPane(columns);
        scroll.setFitToHeight(true);
        scroll.setMinViewportWidth(0);
        VBox card = new VBox(scroll);
        card.getStyleClass().add("shortcuts");
        card.setMaxSize(Region.USE_PREF_SIZE, Region.USE_PREF_SIZE);
        StackPane.setMargin(card, new Insets(MARGIN));
        getChildren().add(card);
        setOnMouseClicked(e -> setVisible(false));
        setOnKeyPressed(e -> {
            if (e.getCode() == KeyCode.ESCAPE) {
                setVisible(false);
                e.consume();
            }
        });
    }

    /**
     * Shows or hides the overlay.
     *
     * @param place name of the selected workspace
     * @param here  its shortcuts
     */
    void toggle(String place, List<ShortcutHelp> here) {
        setVisible(!isVisible());
        if (isVisible()) {
            columns.getChildren().setAll(column("Keyboard", everywhere));
            for (int from = 0; from < here.size(); from += LINES) {
                columns.getChildren()
                        .add(column(from == 0 ? place : "", here.subList(from, Math.min(here.size(), from + LINES))));
            }
            requestFocus();
        }
    }

    private static VBox column(String title, List<ShortcutHelp> keys) {
        Label heading = new Label(title);
        heading.getStyleClass().add("title");
        GridPane grid = new GridPane();
        grid.setHgap(24);
        grid.setVgap(8);
        for (int i = 0; i < keys.size(); i++) {
            Label cap = new Label(keys.get(i).keys());
            cap.getStyleClass().add("keycap");
            cap.setMinWidth(Region.USE_PREF_SIZE);
            GridPane.setHalignment(cap, HPos.RIGHT);
            Label what = new Label(keys.get(i).what());
            what.setMinWidth(Region.USE_PREF_SIZE);
            grid.addRow(i, what, cap);
        }
        return new VBox(16, heading, grid);
    }
}
