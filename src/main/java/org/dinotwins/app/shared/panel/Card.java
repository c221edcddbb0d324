package org.dinotwins.app.shared.panel;

import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/** A panel with a heading, what belongs beside the heading, and its content below. */
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

    /** Empty room that pushes what follows to the right. */
    public static Region space() {
        Region space = new Region();
        HBox.setHgrow(space, Priority.ALWAYS);
        return space;
    }

    /** Adds content below the heading; {@code grow} gives it the free height. */
    public Card with(Node node, boolean grow) {
        getChildren().add(node);
        if (grow) {
            VBox.setVgrow(node, Priority.ALWAYS);
        }
        return this;
    }

    /** A sentence in quiet type that wraps. */
    public static Label sentence() {
        Label label = new Label();
        label.getStyleClass().addAll("muted", "small");
        label.setWrapText(true);
        label.setMinHeight(Region.USE_PREF_SIZE);
        return label;
    }
}
