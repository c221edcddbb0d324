package org.dinotwins.app.shared.form;

import java.io.File;
import java.nio.file.Path;
import java.util.function.Consumer;
import javafx.beans.value.ObservableValue;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.OverrunStyle;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.TextField;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import javafx.stage.DirectoryChooser;
import org.dinotwins.app.shared.view.Tip;
import org.kordamp.ikonli.javafx.FontIcon;

/** Factory for the parts of a form on the left side of a page. */
public final class Form {
    private static final double GAP = 8;

    private Form() {}

    /** Options of the given width on the left; the caller adds the results on the right. */
    public static HBox beside(Region choices, double width) {
        choices.setMinWidth(width);
        choices.setPrefWidth(width);
        choices.setMaxWidth(width);
        return new HBox(GAP, choices);
    }

    /** Lets the results take the remaining width. */
    public static Region growing(Region results) {
        HBox.setHgrow(results, Priority.ALWAYS);
        results.setMinWidth(0);
        return results;
    }

    /** A column of options. */
    public static VBox column() {
        VBox form = new VBox(GAP);
        form.getStyleClass().add("measure-form");
        return form;
    }

    /** A column that scrolls in a low window. */
    public static ScrollPane scrolling(VBox form) {
        ScrollPane scroll = new ScrollPane(form);
        scroll.setFitToWidth(true);
        scroll.setHbarPolicy(ScrollPane.ScrollBarPolicy.NEVER);
        VBox.setVgrow(scroll, Priority.ALWAYS);
        return scroll;
    }

    public static Label overline(String words) {
        Label label = new Label(words);
        label.getStyleClass().add("overline");
        return label;
    }

    public static HBox line(Node... parts) {
        HBox line = new HBox(GAP, parts);
        line.setAlignment(Pos.CENTER_LEFT);
        return line;
    }

    /** An empty row of segments for a single choice. */
    public static HBox segments() {
        HBox segments = new HBox();
        segments.getStyleClass().add("segments");
        return segments;
    }

    /** Adds a segment; clicking the selected one keeps it selected. */
    public static ToggleButton segment(HBox segments, ToggleGroup group, String id, String words, Runnable chosen) {
        ToggleButton button = new ToggleButton(words);
        button.setId(id);
        button.setToggleGroup(group);
        button.setOnAction(e -> {
            button.setSelected(true);
            chosen.run();
        });
        segments.getChildren().add(button);
        return button;
    }

    /** A short text field. */
    public static TextField field(String id, int letters) {
        TextField field = new TextField();
        field.setId(id);
        field.getStyleClass().add("form-field");
        field.setPrefColumnCount(letters);
        return field;
    }

    /** A folder's path, shortened at its start if needed, and buttons. */
    public static HBox folder(String id, ObservableValue<String> name, Button... buttons) {
        Label label = new Label();
        label.setId(id);
        label.setTextOverrun(OverrunStyle.LEADING_ELLIPSIS);
        label.setMinWidth(0);
        label.setMaxWidth(Double.MAX_VALUE);
        label.textProperty().bind(name);
        HBox.setHgrow(label, Priority.ALWAYS);
        HBox line = line(label);
        line.getChildren().addAll(buttons);
        return line;
    }

    /** A button with an icon only. */
    public static Button icon(String icon, String help, Runnable action) {
        Button button = new Button("", new FontIcon(icon));
        button.getStyleClass().add("button-icon");
        button.setTooltip(Tip.of(help));
        button.setOnAction(e -> action.run());
        return button;
    }

    /** A button that lets the user choose a folder. */
    public static Button choosing(String help, String title, Consumer<Path> chosen) {
        Button button = icon("fth-folder", help, () -> {});
        button.setOnAction(e -> {
            DirectoryChooser chooser = new DirectoryChooser();
            chooser.setTitle(title);
            File folder = chooser.showDialog(button.getScene().getWindow());
            if (folder != null) {
                chosen.accept(folder.toPath());
            }
        });
        return button;
    }
}
