package org.dinotwins.app.live;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;
import javafx.beans.binding.Bindings;
import javafx.beans.property.DoubleProperty;
import javafx.collections.ListChangeListener;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.control.Slider;
import javafx.scene.control.TextField;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.dinotwins.app.shared.view.Tip;
import org.dinotwins.config.RunConfig;
import org.dinotwins.run.RunState;

/** What can be changed while the run goes on: the weights of the losses and the learning rate. */
final class ControlCard extends VBox {
    /** A weight's slider reaches to so many times its configured value. */
    private static final double REACH = 4;
    /** The learning-rate slider goes from 10^-1 to 10^1. */
    private static final double DECADES = 1;
    private static final double FIELD = 64;
    /** Changes that are listed; the charts mark all. */
    private static final int LISTED = 5;
    private static final double LINE = 20;

    private final SteeringViewModel steering;
    private final GridPane grid = new GridPane();
    private final Slider dino = new Slider(0, 1, 0);
    private final Slider barlow = new Slider(0, 1, 0);
    private final Slider rate = new Slider(-DECADES, DECADES, 0);
    private final Label inForce = new Label("–");
    private final Label rule = Card.sentence();
    private final VBox changes = new VBox();

    ControlCard(LiveViewModel model) {
        this.steering = model.steering();
        grid.getStyleClass().add("controls");
        weight(0, "DINO", "dino", dino, steering.dinoWeightProperty());
        weight(1, "Barlow Twins", "barlow", barlow, steering.barlowWeightProperty());
        rate();
        inForce.setId("weights-in-force");
        inForce.getStyleClass().addAll("small", "chip-value");
        inForce.setWrapText(true);
        inForce.setTooltip(new Tooltip("The weights of the newest step. α is the paper's: L_BT + α L_DINO, so "
                + "w_DINO / w_BT."));
        Label problem = Card.sentence();
        problem.getStyleClass().add("danger-text");
        problem.textProperty().bind(steering.weightProblemProperty());
        problem.managedProperty().bind(problem.textProperty().isNotEmpty());
        Tooltip explained = Tip.of("");
        explained.setOnShowing(e -> explained.setText(steering.balancingExplained()));
        rule.setTooltip(explained);
        changes.setSpacing(4);
        Card card = new Card("Steer the run").with(grid, false).with(problem, false)
                .with(new VBox(4, inForce, rule), false).with(changes, true);
        changes.setMinHeight(0);
        changes.setPrefHeight(0);
        changes.visibleProperty().bind(changes.heightProperty().greaterThan(LISTED * LINE));
        VBox.setVgrow(card, Priority.ALWAYS);
        getChildren().add(card);
        steering.changes().addListener((ListChangeListener<Change>) c -> list());
        list();
        var canSteer = Bindings.createBooleanBinding(() -> model.active() && model.stateProperty().get()
                != RunState.PREPARING, model.stateProperty(), model.configProperty());
        grid.disableProperty().bind(canSteer.not());
        model.configProperty().addListener((of, old, is) -> range(is));
        range(model.configProperty().get());
    }

    private void range(RunConfig config) {
        if (config != null) {
            dino.setMax(reach(config.objective().dinoWeight()));
            barlow.setMax(reach(config.objective().barlowWeight()));
        }
    }

    /** Lists the latest changes, newest first. */
    private void list() {
        List<Change> all = steering.changes();
        changes.getChildren().clear();
        for (int i = all.size() - 1; i >= Math.max(0, all.size() - LISTED); i--) {
            Label line = Card.sentence();
            line.setText("Step " + Figures.whole(all.get(i).step()) + ": " + all.get(i).shortText());
            changes.getChildren().add(line);
        }
    }

    private static double reach(double configured) {
        return configured > 0 ? REACH * configured : 1;
    }

    private void weight(int row, String name, String id, Slider slider, DoubleProperty value) {
        value.addListener((of, old, is) -> slider.setValue(is.doubleValue()));
        slider.setValue(value.get());
        TextField field = row(row, name, id, slider);
        show(field, value.get());
        value.addListener((of, old, is) -> show(field, is.doubleValue()));
        slider.valueProperty().addListener((of, old, is) -> {
            if (slider.isFocused()) {
                value.set(rounded(is.doubleValue()));
            }
        });
        applyAfter(slider, steering::applyWeights);
        onTyped(field, () -> read(field, value, true, steering::applyWeights));
    }

    private void rate() {
        DoubleProperty value = steering.learningRateFactorProperty();
        TextField field = row(2, "Learning rate ×", "rate", rate);
        show(field, value.get());
        value.addListener((of, old, is) -> {
            rate.setValue(Math.log10(is.doubleValue()));
            show(field, is.doubleValue());
        });
        rate.valueProperty().addListener((of, old, is) -> {
            if (rate.isFocused()) {
                value.set(rounded(Math.pow(10, is.doubleValue())));
            }
        });
        applyAfter(rate, steering::applyLearningRate);
        onTyped(field, () -> read(field, value, false, steering::applyLearningRate));
    }

    private TextField row(int row, String name, String id, Slider slider) {
        slider.setId("slider-" + id);
        slider.setMinWidth(40);
        GridPane.setHgrow(slider, Priority.ALWAYS);
        TextField field = new TextField();
        field.setId("field-" + id);
        field.getStyleClass().add("small-field");
        field.setAlignment(Pos.CENTER_RIGHT);
        field.setMinWidth(FIELD);
        field.setMaxWidth(FIELD);
        Label label = new Label(name);
        label.getStyleClass().add("small");
        label.setMinWidth(USE_PREF_SIZE);
        label.setLabelFor(slider);
        grid.addRow(row, label, slider, field);
        return field;
    }

    /** A drag acts when it ends, a key at once: the run gets one change and the charts one mark. */
    private static void applyAfter(Slider slider, Runnable action) {
        slider.setOnMouseReleased(e -> action.run());
        slider.setOnKeyReleased(e -> {
            if (e.getCode().isArrowKey()) {
                action.run();
            }
        });
    }

    /** What stands in a field holds, whether Enter ended the typing or the next click did. */
    private static void onTyped(TextField field, Runnable read) {
        field.setOnAction(e -> read.run());
        field.focusedProperty().addListener((of, old, is) -> {
            if (!is) {
                read.run();
            }
        });
    }

    private static void read(TextField field, DoubleProperty value, boolean zeroAllowed, Runnable action) {
        try {
            double number = Double.parseDouble(field.getText().trim().replace(',', '.'));
            boolean allowed = Double.isFinite(number) && (number > 0 || zeroAllowed && number == 0);
            if (allowed && !Figures.typed(number).equals(Figures.typed(value.get()))) {
                value.set(number);
                action.run();
            }
        } catch (NumberFormatException e) {
            // Not a number: the field goes back to what holds.
        }
        show(field, value.get());
    }

    private static void show(TextField field, double value) {
        field.setText(Figures.typed(value));
    }

    private static double rounded(double value) {
        return value == 0 ? 0 : new BigDecimal(value).round(new MathContext(2)).doubleValue();
    }

    /** Writes the weights in force and the rule that makes them. */
    void tell() {
        inForce.setText(steering.effectiveWeights());
        rule.setText(steering.balancingRule());
    }
}
