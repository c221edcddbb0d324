package org.dinotwins.app.live;

import java.util.ArrayList;
import java.util.List;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.Slider;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.dinotwins.app.live.chart.CurveToggle;
import org.dinotwins.app.live.chart.StepChart;
import org.dinotwins.app.live.chart.VisibleSteps;
import org.dinotwins.app.shared.panel.Card;
import org.dinotwins.chart.NumberText;
import org.dinotwins.chart.TrainingCurve;
import org.kordamp.ikonli.javafx.FontIcon;

/**
 * The losses over the steps, told in two ways. <i>Shares</i> puts the total and each half's weighted share of it on one
 * scale: who leads? <i>Raw</i> gives L_DINO and L_BT, whose sizes have nothing to do with each other, a chart each.
 */
final class LossCard extends VBox {
    private static final List<TrainingCurve> SHARES = List.of(TrainingCurve.BARLOW_SHARE, TrainingCurve.DINO_SHARE, TrainingCurve.TOTAL);
    /** The smoothing slider's end: an average over 10^3 steps. */
    private static final double WIDEST_EXPONENT = 3;

    private final VisibleSteps window;
    private final StepChart shares;
    private final StepChart dino;
    private final StepChart barlow;
    private final List<CurveToggle> chips = new ArrayList<>();
    private final HBox legend = new HBox(4);
    private final Label pointed = new Label();
    private final StackPane middle = new StackPane();
    private final ToggleButton raw = new ToggleButton("Raw");
    private final ToggleButton log = new ToggleButton("Log");
    private final Slider smoothing = new Slider(0, WIDEST_EXPONENT, 0);
    private final Label smoothed = new Label();

    LossCard(VisibleSteps window) {
        this.window = window;
        shares = new StepChart(window, SHARES, true);
        dino = new StepChart(window, List.of(TrainingCurve.DINO), false);
        barlow = new StepChart(window, List.of(TrainingCurve.BARLOW), true);
        Card card = new Card("Losses", mode(), Card.space(), smoothing(), log(), whole());
        legend.setAlignment(Pos.CENTER_LEFT);
        pointed.getStyleClass().addAll("muted", "small");
        card.with(legend, false).with(middle, true);
        VBox.setVgrow(card, Priority.ALWAYS);
        getChildren().add(card);
        choose(false);
        window.pointedProperty().addListener((of, old, is) -> tellValues());
    }

    /** The charts of this card. */
    List<StepChart> charts() {
        return List.of(shares, dino, barlow);
    }

    private Node mode() {
        ToggleButton parts = new ToggleButton("Shares");
        parts.setTooltip(new Tooltip("The total and each loss times its effective weight, on one scale"));
        raw.setTooltip(new Tooltip("Each loss by itself, before its weight"));
        ToggleGroup group = new ToggleGroup();
        group.getToggles().addAll(parts, raw);
        parts.getStyleClass().add("left-pill");
        raw.getStyleClass().add("right-pill");
        raw.setId("losses-raw");
        parts.setSelected(true);
        group.selectedToggleProperty().addListener((of, old, is) -> {
            if (is == null) {
                old.setSelected(true);
            } else {
                choose(is == raw);
            }
        });
        HBox both = new HBox(parts, raw);
        both.getStyleClass().add("segments");
        both.setAlignment(Pos.CENTER_LEFT);
        return both;
    }

    private Node log() {
        log.setId("losses-log");
        log.getStyleClass().add("segment");
        log.setTooltip(new Tooltip("Logarithmic scale: equal factors look equal"));
        log.selectedProperty().addListener((of, old, on) -> charts().forEach(chart -> chart.logScale(on)));
        return log;
    }

    private Node smoothing() {
        smoothing.setId("losses-smoothing");
        smoothing.setPrefWidth(88);
        smoothing.setMinWidth(56);
        smoothing.setTooltip(new Tooltip("Lays an exponential average over the curves, without pull at its start"));
        smoothed.getStyleClass().addAll("muted", "small", "smoothing-text");
        Runnable act = () -> {
            double steps = window();
            smoothed.setText(steps <= 1 ? "No smoothing" : "Over " + Math.round(steps) + " steps");
            charts().forEach(chart -> chart.smooth(steps));
            tellValues();
        };
        smoothing.valueProperty().addListener((of, old, is) -> act.run());
        smoothed.setText("No smoothing");
        HBox both = new HBox(8, smoothed, smoothing);
        both.setAlignment(Pos.CENTER_RIGHT);
        return both;
    }

    private double window() {
        return Math.rint(Math.pow(10, smoothing.getValue()));
    }

    private Node whole() {
        Button button = new Button("", new FontIcon("fth-maximize-2"));
        button.setId("losses-whole");
        button.getStyleClass().addAll("button-icon", "flat", "tight");
        button.setTooltip(new Tooltip("Show the whole run (double-click in a chart). Drag to zoom, scroll to zoom around "
                + "the pointer, Shift and drag to move."));
        button.disableProperty().bind(window.zoomedProperty().not());
        button.setOnAction(e -> window.reset());
        return button;
    }

    private void choose(boolean rawLosses) {
        List<TrainingCurve> order = rawLosses ? List.of(TrainingCurve.DINO, TrainingCurve.BARLOW)
                : List.of(TrainingCurve.TOTAL, TrainingCurve.DINO_SHARE, TrainingCurve.BARLOW_SHARE);
        chips.clear();
        for (TrainingCurve curve : order) {
            CurveToggle chip = new CurveToggle(curve);
            chip.selectedProperty().addListener((of, old, on) -> {
                charts().forEach(chart -> chart.show(curve, on));
                arrange(rawLosses);
            });
            charts().forEach(chart -> chart.show(curve, true));
            chips.add(chip);
        }
        legend.getChildren().setAll(chips);
        legend.getChildren().addAll(Card.space(), pointed);
        arrange(rawLosses);
        tellValues();
    }

    private void arrange(boolean rawLosses) {
        if (!rawLosses) {
            middle.getChildren().setAll(shares);
            return;
        }
        VBox stack = new VBox();
        for (CurveToggle chip : chips) {
            StepChart chart = chip.curve() == TrainingCurve.DINO ? dino : barlow;
            if (chip.isSelected()) {
                VBox.setVgrow(chart, Priority.ALWAYS);
                stack.getChildren().add(chart);
            }
        }
        middle.getChildren().setAll(stack);
    }

    /** Writes the curves' values at the pointer, or the newest ones. */
    void tellValues() {
        double step = window.pointedProperty().get();
        boolean here = !Double.isNaN(step);
        for (CurveToggle chip : chips) {
            StepChart chart = chip.curve() == TrainingCurve.DINO ? dino : chip.curve() == TrainingCurve.BARLOW ? barlow : shares;
            chip.tell(chart.valueAt(chip.curve(), here ? step : Double.MAX_VALUE));
        }
        pointed.setText(here ? "step " + NumberText.whole(Math.round(step)) : "newest step");
    }
}
