package org.dinotwins.app.shared.view;

import java.util.Collection;
import javafx.beans.value.ObservableBooleanValue;
import javafx.beans.value.ObservableValue;
import javafx.geometry.Insets;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.javafx.FontIcon;

/** Placeholder of an empty workspace: an icon, what is missing, how to get it, and buttons. */
public final class EmptyState extends VBox {
    private static final double TEXT_WIDTH = 420;

    /**
     * @param icon    Ikonli literal, for example {@code fth-activity}
     * @param heading a few words on what is missing
     * @param text    a sentence on how to get it
     * @param actions buttons that help to get it
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

    /**
     * Shows this placeholder instead of a list while the list is empty; neither before the list is read.
     *
     * @param things what the content lists
     * @param known  false until the content was read
     */
    public StackPane unlessAny(
            Node content, ObservableValue<? extends Collection<?>> things, ObservableBooleanValue known) {
        Runnable choose = () -> {
            boolean none = things.getValue().isEmpty();
            content.setVisible(!none);
            setVisible(none && known.get());
        };
        things.addListener((of, old, is) -> choose.run());
        known.addListener((of, old, is) -> choose.run());
        choose.run();
        return new StackPane(content, this);
    }
}
