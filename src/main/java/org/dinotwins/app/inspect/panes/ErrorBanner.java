package org.dinotwins.app.inspect.panes;

import javafx.scene.control.Label;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.javafx.FontIcon;

/** The error of a pane. */
final class ErrorBanner extends VBox {
    private static final double WIDTH = 560;

    private final Label label = new Label("", new FontIcon("fth-alert-triangle"));

    ErrorBanner() {
        super(8);
        getStyleClass().addAll("banner", "danger-banner");
        setMaxSize(WIDTH, Region.USE_PREF_SIZE);
        label.getStyleClass().add("pane-fault");
        label.getGraphic().getStyleClass().add("danger-icon");
        label.setWrapText(true);
        label.setMinHeight(Region.USE_PREF_SIZE);
        getChildren().add(label);
    }

    /** Shows a message, or nothing for an empty one. */
    void showFault(String message) {
        label.setText(message);
        setVisible(!message.isEmpty());
    }
}
