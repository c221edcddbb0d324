package org.dinotwins.app.inspect.panes;

import java.util.List;
import java.util.Locale;
import javafx.animation.Animation;
import javafx.animation.KeyFrame;
import javafx.animation.Timeline;
import javafx.beans.binding.Bindings;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressBar;
import javafx.scene.control.Slider;
import javafx.scene.control.ToggleButton;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;
import javafx.util.Duration;
import org.dinotwins.app.inspect.networks.NetworkChoice;
import org.dinotwins.app.inspect.state.CheckpointFilm;
import org.dinotwins.app.inspect.state.InspectViewModel;
import org.dinotwins.app.shared.view.Tip;
import org.kordamp.ikonli.javafx.FontIcon;

/** The bar below the picture that moves through the history of a run. */
public final class FilmBar extends HBox {
    private static final double STEP_WIDTH = 96;

    private final CheckpointFilm film;

    public FilmBar(InspectViewModel model, Node... more) {
        this.film = model.film();
        getStyleClass().add("film-bar");
        setId("film");
        Button play = new Button();
        play.setId("film-play");
        play.getStyleClass().addAll("button-icon", "flat", "tiny");
        play.graphicProperty().bind(film.playingProperty().map(on -> new FontIcon(on ? "fth-pause" : "fth-play")));
        Tip.late(play, "Play the run's checkpoints in order  P");
        play.setFocusTraversable(false);
        play.setOnAction(e -> film.playingProperty().set(!film.playingProperty().get()));
        Slider slider = slider();
        ProgressBar ready = new ProgressBar();
        ready.getStyleClass().add("film-ready");
        ready.setMaxWidth(Double.MAX_VALUE);
        ready.setMouseTransparent(true);
        ready.progressProperty().bind(film.readyProperty());
        ready.visibleProperty()
                .bind(film.readyProperty()
                        .greaterThan(0)
                        .and(film.readyProperty().lessThan(1)));
        StackPane track = new StackPane(slider, ready);
        StackPane.setAlignment(ready, Pos.BOTTOM_CENTER);
        HBox.setHgrow(track, Priority.ALWAYS);
        Label step = new Label();
        step.setId("film-step");
        step.getStyleClass().addAll("muted", "small");
        step.setMinWidth(STEP_WIDTH);
        step.textProperty()
                .bind(Bindings.createStringBinding(this::stateText, film.frameProperty(), film.lengthProperty()));
        ToggleButton together = new ToggleButton("", new FontIcon("fth-link"));
        together.setId("film-together");
        together.getStyleClass().addAll("button-icon", "flat", "tiny");
        Tip.late(together, "Move the runs in the other panes to the same step");
        together.setFocusTraversable(false);
        together.selectedProperty().bindBidirectional(film.togetherProperty());
        together.visibleProperty().bind(Bindings.size(model.panes().list()).greaterThan(1));
        together.managedProperty().bind(together.visibleProperty());
        getChildren().addAll(play, track, step, together);
        getChildren().addAll(more);
        visibleProperty().bind(film.lengthProperty().greaterThan(1));
        managedProperty().bind(visibleProperty());
        Timeline pace = new Timeline(new KeyFrame(Duration.millis(CheckpointFilm.FRAME_MILLIS), e -> film.tick()));
        pace.setCycleCount(Animation.INDEFINITE);
        film.playingProperty().addListener((p, old, now) -> {
            if (now) {
                pace.playFromStart();
            } else {
                pace.stop();
            }
        });
    }

    private Slider slider() {
        Slider slider = new Slider(0, 1, 0);
        slider.setId("film-slider");
        slider.getStyleClass().add("small");
        slider.setMajorTickUnit(1);
        slider.setMinorTickCount(0);
        slider.setSnapToTicks(true);
        slider.setBlockIncrement(1);
        Tip.late(slider, "Steps with a saved checkpoint.  Comma, full stop");
        Runnable update = () -> {
            if (film.frameProperty().get() >= 0) {
                slider.setMax(Math.max(1, film.lengthProperty().get() - 1));
                slider.setValue(film.frameProperty().get());
            }
        };
        film.frameProperty().addListener((p, old, now) -> update.run());
        slider.valueProperty().addListener((p, old, now) -> {
            int wanted = (int) Math.round(now.doubleValue());
            if (film.frameProperty().get() >= 0
                    && wanted != film.frameProperty().get()) {
                film.show(wanted);
            }
        });
        slider.setOnMousePressed(e -> film.playingProperty().set(false));
        update.run();
        return slider;
    }

    private String stateText() {
        List<NetworkChoice.Weights> history = film.history();
        int at = film.frameProperty().get();
        if (at < 0 || at >= history.size()) {
            return "";
        }
        return history.get(at) instanceof NetworkChoice.Weights.At state
                ? String.format(Locale.ROOT, "Step %,d", state.checkpoint().step())
                : "Before training";
    }
}
