package org.dinotwins.app.inspect.panes;

import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.TextField;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import org.dinotwins.app.shared.view.Tip;
import org.kordamp.ikonli.javafx.FontIcon;

/** A shell command that fixes an error; its text can be selected, or copied with a button. */
public final class ErrorCommand extends HBox {
    private static final double WIDTH = 560;

    private final TextField command = new TextField();

    public ErrorCommand() {
        super(8);
        setAlignment(Pos.CENTER);
        setMaxWidth(WIDTH);
        command.getStyleClass().add("fault-command");
        command.setEditable(false);
        HBox.setHgrow(command, Priority.ALWAYS);
        Button copy = new Button("Copy", new FontIcon("fth-copy"));
        copy.getStyleClass().add("fault-copy");
        copy.setMinWidth(Region.USE_PREF_SIZE);
        copy.setTooltip(Tip.of("Copy the command, to run in a terminal in the file's folder"));
        copy.setOnAction(e -> {
            command.selectAll();
            command.copy();
        });
        getChildren().addAll(command, copy);
    }

    /** The part of a message before its command, or the whole message if it has none. */
    public static String sentence(String message) {
        return message.lines().findFirst().orElse("");
    }

    /** Shows the command at the end of a message on a line of its own; nothing if it has none. */
    public void showFault(String message) {
        String rest = message.substring(sentence(message).length()).strip();
        command.setText(rest);
        setVisible(!rest.isEmpty());
        setManaged(!rest.isEmpty());
    }
}
