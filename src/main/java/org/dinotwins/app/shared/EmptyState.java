package org.dinotwins.app.shared;

import javafx.geometry.Insets;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.javafx.FontIcon;

/** What a workspace shows while it has nothing: an icon, what is missing, how to get it, and the buttons for that. */
public final class EmptyState extends VBox {
    private static final double TEXT_WIDTH = 420;

    /**
     * @param icon    Ikonli literal, for example {@code fth-activity}
     * @param heading a few words: what is not here
     * @param text    a sentence: how it comes here
     * @param actions buttons that bring it here
     */
    public EmptyState(String icon, String heading, String text, Node... actions) {
        getStyleClass().add("empty-state");
        FontIcon picture = new FontIcon(icon);
        picture.getStyleClass().add("empty-icon");
        Label title = new Label(heading);
        title.getStyleClass().add("heading");
        Label body = new Label(text);
        body.getStyleClass().add("muted");
        body.setWrapText(true);
        body.setMaxWidth(TEXT_WIDTH);
        getChildren().addAll(picture, title, body);
        for (Node action : actions) {
            VBox.setMargin(action, new Insets(8, 0, 0, 0));
            getChildren().add(action);
        }
    }
}
