package org.dinotwins.app.inspect.panes;

import javafx.scene.control.Label;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.javafx.FontIcon;

/** The error of a pane, with the command that fixes it, if any. */
final class ErrorBanner extends VBox {
    private static final double WIDTH = 560;

    private final Label label = new Label("", new FontIcon("fth-alert-triangle"));
    private final ErrorCommand command = new ErrorCommand();

    ErrorBanner() {
        super(8);
        getStyleClass().addAll("banner", "danger-banner");
        setMaxSize(WIDTH, Region.USE_PREF_SIZE);
        label.getStyleClass().add("pane-fault");
        label.getGraphic().getStyleClass().add("danger-icon");
        label.setWrapText(true);
        label.setMinHeight(Region.USE_PREF_SIZE);
        getChildren().addAll(label, command);
    }

    /** Shows a message, or nothing for an empty one. */
    void showFault(String message) {
        label.setText(ErrorCommand.sentence(message));
        command.showFault(message);
        setVisible(!message.isEmpty());
    }
}
