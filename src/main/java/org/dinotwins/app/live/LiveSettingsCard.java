package org.dinotwins.app.live;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;
import java.util.function.DoublePredicate;
import javafx.beans.binding.Bindings;
import javafx.beans.property.DoubleProperty;
import javafx.collections.ListChangeListener;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.Slider;
import javafx.scene.control.TextField;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.dinotwins.app.shared.panel.Card;
import org.dinotwins.app.shared.view.Tip;
import org.dinotwins.chart.NumberText;
import org.dinotwins.chart.SettingChange;
import org.dinotwins.config.RunConfig;
import org.dinotwins.objective.Balancing;
import org.dinotwins.run.RunState;

/** Changes the balance of the losses and the learning rate of the run in progress. */
final class LiveSettingsCard extends VBox {
    /** A weight slider ends at this multiple of the configured value. */
    private static final double MAX_FACTOR = 4;
    /** The learning-rate slider ranges from 10^-1 to 10^1. */
    private static final double DECADES = 1;

    private static final double FIELD = 64;
    /** Maximum number of changes listed; the charts mark all. */
    private static final int LISTED = 5;

    private static final double LINE = 20;
    private static final int RATE_ROW = 3;

    private final LiveSettingsViewModel settings;
    private final GridPane grid = new GridPane();
    private final Slider share = new Slider(0, 1, 0.5);
    private final Slider dino = new Slider(0, 1, 0);
    private final Slider barlow = new Slider(0, 1, 0);
    private final Slider rate = new Slider(-DECADES, DECADES, 0);
    private final Label inForce = new Label("–");
    private final Label rule = Card.sentence();
    private final VBox changes = new VBox();

    LiveSettingsCard(LiveViewModel model) {
        this.settings = model.settings();
        grid.getStyleClass().add("controls");
        balance(
                0,
                "DINO share",
                "share",
                share,
                settings.dinoShareProperty(),
                s -> s >= 0 && s <= 1,
                settings::applyShare);
        DoublePredicate anyWeight = w -> w >= 0;
        balance(1, "DINO", "dino", dino, settings.dinoWeightProperty(), anyWeight, settings::applyWeights);
        balance(
                2,
                "Barlow Twins",
                "barlow",
                barlow,
                settings.barlowWeightProperty(),
                anyWeight,
                settings::applyWeights);
        rate();
        inForce.setId("weights-in-force");
        inForce.getStyleClass().addAll("small", "chip-value");
        inForce.setWrapText(true);
        inForce.setTooltip(new Tooltip(
                "The weights at the newest step. α = w_DINO / w_BT, as in the paper's " + "L_BT + α L_DINO."));
        Label problem = Card.sentence();
        problem.getStyleClass().add("danger-text");
        problem.textProperty().bind(settings.weightProblemProperty());
        problem.managedProperty().bind(problem.textProperty().isNotEmpty());
        Tooltip explained = Tip.of("");
        explained.setOnShowing(e -> explained.setText(settings.balancingExplained()));
        rule.setTooltip(explained);
        changes.setSpacing(4);
        Card card = new Card("Live settings")
                .with(grid, false)
                .with(problem, false)
                .with(new VBox(4, inForce, rule), false)
                .with(changes, true);
        changes.setMinHeight(0);
        changes.setPrefHeight(0);
        changes.visibleProperty().bind(changes.heightProperty().greaterThan(LISTED * LINE));
        VBox.setVgrow(card, Priority.ALWAYS);
        getChildren().add(card);
        settings.changes().addListener((ListChangeListener<SettingChange>) c -> list());
        list();
        var canChange = Bindings.createBooleanBinding(
                () -> model.active() && model.stateProperty().get() != RunState.PREPARING,
                model.stateProperty(),
                model.configProperty());
        grid.disableProperty().bind(canChange.not());
        model.configProperty().addListener((of, old, is) -> range(is));
        range(model.configProperty().get());
    }

    private void range(RunConfig config) {
        if (config != null) {
            boolean byShare = config.objective().balancing() == Balancing.GRADIENT_SHARE;
            for (Node node : grid.getChildren()) {
                int row = GridPane.getRowIndex(node);
                boolean shown = row == RATE_ROW || byShare == (row == 0);
                node.setVisible(shown);
                node.setManaged(shown);
            }
            dino.setMax(maximum(config.objective().dinoWeight()));
            barlow.setMax(maximum(config.objective().barlowWeight()));
        }
    }

    /** Lists the latest changes, newest first. */
    private void list() {
        List<SettingChange> all = settings.changes();
        changes.getChildren().clear();
        for (int i = all.size() - 1; i >= Math.max(0, all.size() - LISTED); i--) {
            Label line = Card.sentence();
            line.setText("Step " + NumberText.whole(all.get(i).step()) + ": "
                    + all.get(i).shortText());
            changes.getChildren().add(line);
        }
    }

    private static double maximum(double configured) {
        return configured > 0 ? MAX_FACTOR * configured : 1;
    }

    private void balance(
            int row,
            String name,
            String id,
            Slider slider,
            DoubleProperty value,
            DoublePredicate allowed,
            Runnable apply) {
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
        applyAfter(slider, apply);
        onTyped(field, () -> read(field, value, allowed, apply));
    }

    private void rate() {
        DoubleProperty value = settings.learningRateFactorProperty();
        TextField field = row(RATE_ROW, "Learning rate ×", "rate", rate);
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
        applyAfter(rate, settings::applyLearningRate);
        onTyped(field, () -> read(field, value, factor -> factor > 0, settings::applyLearningRate));
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

    /**
     * Applies a drag when it ends and a key press at once, so that the run receives one change and the charts one
     * marker.
     */
    private static void applyAfter(Slider slider, Runnable action) {
        slider.setOnMouseReleased(e -> action.run());
        slider.setOnKeyReleased(e -> {
            if (e.getCode().isArrowKey()) {
                action.run();
            }
        });
    }

    /** Applies the text of a field on Enter and when it loses the focus. */
    private static void onTyped(TextField field, Runnable read) {
        field.setOnAction(e -> read.run());
        field.focusedProperty().addListener((of, old, is) -> {
            if (!is) {
                read.run();
            }
        });
    }

    private static void read(TextField field, DoubleProperty value, DoublePredicate allowed, Runnable action) {
        try {
            double number = Double.parseDouble(field.getText().trim().replace(',', '.'));
            if (Double.isFinite(number)
                    && allowed.test(number)
                    && !NumberText.typed(number).equals(NumberText.typed(value.get()))) {
                value.set(number);
                action.run();
            }
        } catch (NumberFormatException e) {
            // Not a number: the field shows the current value again.
        }
        show(field, value.get());
    }

    private static void show(TextField field, double value) {
        field.setText(NumberText.typed(value));
    }

    private static double rounded(double value) {
        return value == 0 ? 0 : new BigDecimal(value).round(new MathContext(2)).doubleValue();
    }

    /** Shows the weights in force and the balancing rule. */
    void refresh() {
        inForce.setText(settings.effectiveWeights());
        rule.setText(settings.balancingRule());
    }
}
