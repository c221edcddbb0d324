package org.dinotwins.app.live.signals;

import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.javafx.FontIcon;

/** The alarm across the workspace: what happened, what to try, and a way to put it away. */
public final class NoticeBanner extends HBox {
    private final Label heading = new Label();
    private final Label text = new Label();

    public NoticeBanner(RunNotices notices) {
        setId("alarm");
        getStyleClass().addAll("banner", "danger-banner");
        setAlignment(Pos.CENTER_LEFT);
        setSpacing(12);
        FontIcon icon = new FontIcon("fth-alert-triangle");
        icon.getStyleClass().add("danger-icon");
        heading.setId("alarm-heading");
        heading.getStyleClass().addAll("signal-name", "danger-text");
        text.setId("alarm-text");
        text.setWrapText(true);
        text.getStyleClass().add("small");
        VBox words = new VBox(2, heading, text);
        words.setMinHeight(USE_PREF_SIZE);
        HBox.setHgrow(words, Priority.ALWAYS);
        Button away = new Button("", new FontIcon("fth-x"));
        away.setId("alarm-dismiss");
        away.getStyleClass().addAll("button-icon", "flat");
        away.setTooltip(new Tooltip("Put away; the bell keeps it"));
        away.setOnAction(e -> notices.dismiss());
        getChildren().addAll(icon, words, away);
        visibleProperty().bind(notices.newsProperty().isNotNull());
        managedProperty().bind(visibleProperty());
        notices.newsProperty().addListener((of, old, is) -> show(is));
        show(notices.newsProperty().get());
    }

    private void show(RunNotice notice) {
        if (notice != null) {
            heading.setText(notice.heading());
            text.setText(notice.text());
        }
    }
}
