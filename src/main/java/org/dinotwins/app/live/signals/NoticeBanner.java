package org.dinotwins.app.live.signals;

import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.javafx.FontIcon;

/** The banner of an alarm: what happened, what to try, and a button to dismiss it. */
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
        Button dismiss = new Button("", new FontIcon("fth-x"));
        dismiss.setId("alarm-dismiss");
        dismiss.getStyleClass().addAll("button-icon", "flat");
        dismiss.setTooltip(new Tooltip("Dismiss; the bell still lists it"));
        dismiss.setOnAction(e -> notices.dismiss());
        getChildren().addAll(icon, words, dismiss);
        visibleProperty().bind(notices.bannerProperty().isNotNull());
        managedProperty().bind(visibleProperty());
        notices.bannerProperty().addListener((of, old, is) -> show(is));
        show(notices.bannerProperty().get());
    }

    private void show(RunNotice notice) {
        if (notice != null) {
            heading.setText(notice.heading());
            text.setText(notice.text());
        }
    }
}
