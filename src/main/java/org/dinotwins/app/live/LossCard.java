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
import org.dinotwins.chart.RunChart;
import org.dinotwins.chart.TrainingCurve;
import org.kordamp.ikonli.javafx.FontIcon;

/**
 * The losses over the steps. <i>Weighted</i> plots the total and each loss times its weight on one scale, to show which
 * one dominates; <i>Unweighted</i> plots L_DINO and L_BT in a chart each, because their magnitudes are unrelated.
 */
final class LossCard extends VBox {
    /** The smoothing slider ends at an average over 10^3 steps. */
    private static final double WIDEST_EXPONENT = 3;

    private final VisibleSteps visible;
    private final StepChart weighted;
    private final StepChart dino;
    private final StepChart barlow;
    private final List<CurveToggle> toggles = new ArrayList<>();
    private final HBox legend = new HBox(4);
    private final Label pointed = new Label();
    private final StackPane middle = new StackPane();
    private final ToggleButton unweighted = new ToggleButton("Unweighted");
    private final ToggleButton log = new ToggleButton("Log");
    private final Slider smoothing = new Slider(0, WIDEST_EXPONENT, 0);
    private final Label smoothed = new Label();

    LossCard(VisibleSteps visible) {
        this.visible = visible;
        weighted = new StepChart(visible, RunChart.WEIGHTED_LOSSES.curves(), true);
        dino = new StepChart(visible, RunChart.DINO_LOSS.curves(), false);
        barlow = new StepChart(visible, RunChart.BARLOW_LOSS.curves(), true);
        Card card = new Card("Losses", mode(), Card.space(), smoothing(), log(), showAll());
        legend.setAlignment(Pos.CENTER_LEFT);
        pointed.getStyleClass().addAll("muted", "small");
        card.with(legend, false).with(middle, true);
        VBox.setVgrow(card, Priority.ALWAYS);
        getChildren().add(card);
        choose(false);
        visible.pointedProperty().addListener((of, old, is) -> showValues());
    }

    /** The charts of this card. */
    List<StepChart> charts() {
        return List.of(weighted, dino, barlow);
    }

    private Node mode() {
        ToggleButton parts = new ToggleButton("Weighted");
        parts.setTooltip(new Tooltip("The total and each loss times its effective weight, on one scale"));
        unweighted.setTooltip(new Tooltip("Each loss on its own scale, before its weight"));
        ToggleGroup group = new ToggleGroup();
        group.getToggles().addAll(parts, unweighted);
        parts.getStyleClass().add("left-pill");
        unweighted.getStyleClass().add("right-pill");
        unweighted.setId("losses-unweighted");
        parts.setSelected(true);
        group.selectedToggleProperty().addListener((of, old, is) -> {
            if (is == null) {
                old.setSelected(true);
            } else {
                choose(is == unweighted);
            }
        });
        HBox both = new HBox(parts, unweighted);
        both.getStyleClass().add("segments");
        both.setAlignment(Pos.CENTER_LEFT);
        return both;
    }

    private Node log() {
        log.setId("losses-log");
        log.getStyleClass().add("segment");
        log.setTooltip(new Tooltip("Logarithmic scale"));
        log.selectedProperty().addListener((of, old, on) -> charts().forEach(chart -> chart.logScale(on)));
        return log;
    }

    private Node smoothing() {
        smoothing.setId("losses-smoothing");
        smoothing.setPrefWidth(88);
        smoothing.setMinWidth(56);
        smoothing.setTooltip(new Tooltip("Exponential moving average over the curves, bias-corrected at its start"));
        smoothed.getStyleClass().addAll("muted", "small", "smoothing-text");
        Runnable apply = () -> {
            double steps = smoothedSteps();
            smoothed.setText(steps <= 1 ? "No smoothing" : "Over " + Math.round(steps) + " steps");
            charts().forEach(chart -> chart.smooth(steps));
            showValues();
        };
        smoothing.valueProperty().addListener((of, old, is) -> apply.run());
        smoothed.setText("No smoothing");
        HBox both = new HBox(8, smoothed, smoothing);
        both.setAlignment(Pos.CENTER_RIGHT);
        return both;
    }

    private double smoothedSteps() {
        return Math.rint(Math.pow(10, smoothing.getValue()));
    }

    private Node showAll() {
        Button button = new Button("", new FontIcon("fth-maximize-2"));
        button.setId("losses-show-all");
        button.getStyleClass().addAll("button-icon", "flat", "tight");
        button.setTooltip(
                new Tooltip("Show the whole run (double-click in a chart). Drag to zoom, scroll to zoom around "
                        + "the pointer, Shift and drag to move."));
        button.disableProperty().bind(visible.zoomedProperty().not());
        button.setOnAction(e -> visible.reset());
        return button;
    }

    private void choose(boolean separate) {
        List<TrainingCurve> order = separate
                ? List.of(TrainingCurve.DINO, TrainingCurve.BARLOW)
                : List.of(TrainingCurve.TOTAL, TrainingCurve.DINO_WEIGHTED, TrainingCurve.BARLOW_WEIGHTED);
        toggles.clear();
        for (TrainingCurve curve : order) {
            CurveToggle toggle = new CurveToggle(curve);
            toggle.selectedProperty().addListener((of, old, on) -> {
                charts().forEach(chart -> chart.setVisible(curve, on));
                arrange(separate);
            });
            charts().forEach(chart -> chart.setVisible(curve, true));
            toggles.add(toggle);
        }
        legend.getChildren().setAll(toggles);
        legend.getChildren().addAll(Card.space(), pointed);
        arrange(separate);
        showValues();
    }

    private void arrange(boolean separate) {
        if (!separate) {
            middle.getChildren().setAll(weighted);
            return;
        }
        VBox stack = new VBox();
        for (CurveToggle toggle : toggles) {
            StepChart chart = toggle.curve() == TrainingCurve.DINO ? dino : barlow;
            if (toggle.isSelected()) {
                VBox.setVgrow(chart, Priority.ALWAYS);
                stack.getChildren().add(chart);
            }
        }
        middle.getChildren().setAll(stack);
    }

    /** Shows the values at the pointer, or the newest ones. */
    void showValues() {
        double step = visible.pointedProperty().get();
        boolean here = !Double.isNaN(step);
        for (CurveToggle toggle : toggles) {
            StepChart chart = toggle.curve() == TrainingCurve.DINO
                    ? dino
                    : toggle.curve() == TrainingCurve.BARLOW ? barlow : weighted;
            toggle.setValue(chart.valueAt(toggle.curve(), here ? step : Double.MAX_VALUE));
        }
        pointed.setText(here ? "step " + NumberText.whole(Math.round(step)) : "newest step");
    }
}
