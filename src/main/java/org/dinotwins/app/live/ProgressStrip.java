package org.dinotwins.app.live;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import javafx.beans.binding.Bindings;
import javafx.beans.binding.BooleanBinding;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.CustomMenuItem;
import javafx.scene.control.Label;
import javafx.scene.control.MenuButton;
import javafx.scene.control.ProgressBar;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.dinotwins.app.live.signals.RunNotice;
import org.dinotwins.app.shared.panel.Card;
import org.dinotwins.run.RunState;
import org.kordamp.ikonli.javafx.FontIcon;

/** The progress, speed and device of the run, its alarms, and the buttons that pause and stop it. */
final class ProgressStrip extends VBox {
    private static final double NOTICE_WIDTH = 380;

    private final LiveViewModel model;
    private final HBox tiles = new HBox();

    ProgressStrip(LiveViewModel model) {
        this.model = model;
        getStyleClass().addAll("panel", "live-strip");
        tiles.getStyleClass().add("tiles");
        tiles.setAlignment(Pos.CENTER_LEFT);
        tile("Step", "step", RunProgressText::step);
        tile("Epoch", "epoch", RunProgressText::epoch);
        tile("Elapsed", "elapsed", RunProgressText::elapsed);
        tile("Remaining", "remaining", RunProgressText::remaining);
        tile("Images/s", "rate", RunProgressText::rate);
        tile("Images seen", "images", RunProgressText::images);
        tile("Java heap", "heap", RunProgressText::heap);
        tile("Process", "process", RunProgressText::process);
        tiles.getChildren().addAll(device(), Card.space(), notices(), buttons());
        ProgressBar progress = new ProgressBar(0);
        progress.getStyleClass().add("run-progress");
        progress.setMaxWidth(Double.MAX_VALUE);
        progress.progressProperty()
                .bind(Bindings.createDoubleBinding(
                        () -> model.progressProperty().get().progress(), model.progressProperty()));
        getChildren().addAll(tiles, progress);
    }

    private void tile(String name, String id, Function<RunProgressText, String> text) {
        Label value = new Label();
        value.setId("progress-" + id);
        value.textProperty()
                .bind(Bindings.createStringBinding(
                        () -> text.apply(model.progressProperty().get()), model.progressProperty()));
        tiles.getChildren().add(tile(name, value));
    }

    private static VBox tile(String name, Label value) {
        Label label = new Label(name);
        label.getStyleClass().add("overline");
        label.setMinWidth(Region.USE_PREF_SIZE);
        value.getStyleClass().add("tile-value");
        value.setMinWidth(Region.USE_PREF_SIZE);
        VBox tile = new VBox(2, label, value);
        tile.getStyleClass().add("tile");
        return tile;
    }

    private Node device() {
        Label value = new Label();
        value.setId("progress-device");
        value.textProperty().bind(model.deviceProperty());
        VBox tile = tile("Device", value);
        value.setMinWidth(48);
        Tooltip why = new Tooltip();
        why.setWrapText(true);
        why.setMaxWidth(NOTICE_WIDTH);
        why.textProperty().bind(model.deviceReasonProperty());
        model.deviceReasonProperty().addListener((of, old, is) -> value.setTooltip(is.isEmpty() ? null : why));
        return tile;
    }

    private Node notices() {
        MenuButton menu = new MenuButton("", new FontIcon("fth-bell"));
        menu.setId("notices");
        menu.getStyleClass().add("notice-menu");
        menu.textProperty()
                .bind(Bindings.createStringBinding(
                        () -> model.notices().all().size() == 1
                                ? "1 alarm"
                                : model.notices().all().size() + " alarms",
                        model.notices().all()));
        menu.visibleProperty().bind(Bindings.isNotEmpty(model.notices().all()));
        menu.managedProperty().bind(menu.visibleProperty());
        menu.setOnShowing(e -> {
            List<CustomMenuItem> items = new ArrayList<>();
            model.notices().all().forEach(notice -> items.add(new CustomMenuItem(entry(notice), false)));
            menu.getItems().setAll(items);
        });
        menu.getItems().add(new CustomMenuItem(new Label("")));
        return menu;
    }

    private static Node entry(RunNotice notice) {
        Label heading = new Label(notice.heading());
        heading.getStyleClass().add("signal-name");
        Label text = Card.sentence();
        text.setText(notice.text());
        text.setMaxWidth(NOTICE_WIDTH);
        return new VBox(2, heading, text);
    }

    private Node buttons() {
        BooleanBinding active =
                Bindings.createBooleanBinding(model::active, model.stateProperty(), model.configProperty());
        Button pause = new Button();
        pause.setId("live-pause");
        pause.textProperty()
                .bind(Bindings.createStringBinding(
                        () -> model.stateProperty().get() == RunState.PAUSED ? "Resume" : "Pause",
                        model.stateProperty()));
        pause.graphicProperty()
                .bind(Bindings.createObjectBinding(
                        () -> new FontIcon(model.stateProperty().get() == RunState.PAUSED ? "fth-play" : "fth-pause"),
                        model.stateProperty()));
        pause.disableProperty().bind(model.stateProperty().isEqualTo(RunState.PREPARING));
        pause.setOnAction(e -> model.pauseOrResume());
        Button stop = new Button("Stop", new FontIcon("fth-square"));
        stop.setId("live-stop");
        stop.setOnAction(e -> model.stop());
        HBox both = new HBox(8, pause, stop);
        both.setAlignment(Pos.CENTER);
        both.visibleProperty().bind(active);
        both.managedProperty().bind(active);
        both.setMinWidth(USE_PREF_SIZE);
        HBox.setHgrow(both, Priority.NEVER);
        return both;
    }
}
