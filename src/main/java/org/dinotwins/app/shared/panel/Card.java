package org.dinotwins.app.shared.panel;

import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/** A panel with a heading, controls beside the heading, and content below. */
public final class Card extends VBox {
    private final HBox head;

    public Card(String heading, Node... beside) {
        getStyleClass().addAll("panel", "card");
        Label title = new Label(heading);
        title.getStyleClass().add("heading");
        title.setMinWidth(Region.USE_PREF_SIZE);
        head = new HBox(title);
        head.getStyleClass().add("card-head");
        head.setAlignment(Pos.CENTER_LEFT);
        head.getChildren().addAll(beside);
        getChildren().add(head);
    }

    /** An empty region that pushes the following nodes to the right. */
    public static Region space() {
        Region space = new Region();
        HBox.setHgrow(space, Priority.ALWAYS);
        return space;
    }

    /** Adds content below the heading; {@code grow} gives it the remaining height. */
    public Card with(Node node, boolean grow) {
        getChildren().add(node);
        if (grow) {
            VBox.setVgrow(node, Priority.ALWAYS);
        }
        return this;
    }

    /** A label for a sentence in small muted type that wraps. */
    public static Label sentence() {
        Label label = new Label();
        label.getStyleClass().addAll("muted", "small");
        label.setWrapText(true);
        label.setMinHeight(Region.USE_PREF_SIZE);
        return label;
    }
}
