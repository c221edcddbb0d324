package org.dinotwins.app.live;

import java.util.ArrayList;
import java.util.List;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.RowConstraints;
import javafx.scene.layout.VBox;
import org.dinotwins.app.live.chart.CurveToggle;
import org.dinotwins.app.live.chart.StepChart;
import org.dinotwins.app.live.chart.VisibleSteps;
import org.dinotwins.app.shared.panel.Card;
import org.dinotwins.chart.NumberText;
import org.dinotwins.chart.TrainingCurve;

/** The small charts below the losses: what the schedules do, and whether the gradients of the two losses agree. */
final class CurveCards {
    private static final List<TrainingCurve> NORMS = List.of(TrainingCurve.GRADIENT_NORM, TrainingCurve.BARLOW_GRADIENT, TrainingCurve.DINO_GRADIENT);

    private final VisibleSteps window;
    private final StepChart norms;
    private final StepChart cosine;
    private final StepChart knn;
    private final List<StepChart> schedules = new ArrayList<>();
    private final List<CurveToggle> chips = new ArrayList<>();
    private final List<Runnable> values = new ArrayList<>();
    private final Label agreement = Card.sentence();

    CurveCards(VisibleSteps window) {
        this.window = window;
        norms = new StepChart(window, NORMS, false);
        norms.logScale(true);
        cosine = new StepChart(window, List.of(TrainingCurve.GRADIENT_COSINE), true).fixedRange(-1, 1);
        cosine.reference(0, "");
        knn = new StepChart(window, List.of(TrainingCurve.KNN), true);
        window.pointedProperty().addListener((of, old, is) -> tellValues());
    }

    /** All charts of the cards. */
    List<StepChart> charts() {
        List<StepChart> all = new ArrayList<>(schedules);
        all.add(norms);
        all.add(cosine);
        all.add(knn);
        return all;
    }

    /** The card on the gradients at the features that both losses share. */
    Card gradients() {
        HBox legend = new HBox(0);
        legend.setAlignment(Pos.CENTER_LEFT);
        for (TrainingCurve curve : List.of(TrainingCurve.DINO_GRADIENT, TrainingCurve.BARLOW_GRADIENT, TrainingCurve.GRADIENT_NORM)) {
            CurveToggle chip = new CurveToggle(curve);
            chip.selectedProperty().addListener((of, old, on) -> norms.show(curve, on));
            values.add(() -> chip.tell(norms.valueAt(curve, step())));
            chips.add(chip);
            legend.getChildren().add(chip);
        }
        agreement.setId("agreement");
        agreement.setTooltip(new Tooltip("Cosine between the gradients of the two losses at the features they share: 1 "
                + "they agree, −1 they conflict"));
        Label cosineValue = figure();
        values.add(() -> cosineValue.setText(NumberText.fixed(cosine.valueAt(TrainingCurve.GRADIENT_COSINE, step()), 2)));
        HBox cosineHead = new HBox(8, agreement, Card.space(), cosineValue);
        VBox.setVgrow(norms, Priority.ALWAYS);
        VBox.setVgrow(cosine, Priority.ALWAYS);
        VBox charts = new VBox(norms, cosineHead, cosine);
        return new Card("Gradients").with(legend, false).with(charts, true);
    }

    /** The card on readings of the teacher's kNN accuracy, for runs that take them. */
    Card knn() {
        Label value = figure();
        value.setId("knn-value");
        values.add(() -> {
            double percent = knn.valueAt(TrainingCurve.KNN, step());
            value.setText(Double.isNaN(percent) ? "–" : NumberText.fixed(percent, 1) + " %");
        });
        Label name = name("Teacher, 20 neighbours");
        name.setTooltip(new Tooltip("Share of validation pictures whose class the 20 nearest training pictures vote for, "
                + "in per cent, read at the interval that the settings ask for"));
        return new Card("kNN top-1").with(new HBox(8, name, Card.space(), value), false).with(knn, true);
    }

    /** The card on the schedules, four small charts. */
    Card schedule() {
        GridPane grid = new GridPane();
        grid.setHgap(8);
        grid.setVgap(4);
        List<TrainingCurve> shown = List.of(TrainingCurve.LEARNING_RATE, TrainingCurve.TEACHER_MOMENTUM, TrainingCurve.WEIGHT_DECAY,
                TrainingCurve.TEACHER_TEMPERATURE);
        for (int i = 0; i < shown.size(); i++) {
            Node cell = cell(shown.get(i), i == shown.size() - 1);
            GridPane.setHgrow(cell, Priority.ALWAYS);
            grid.add(cell, 0, i);
            RowConstraints row = new RowConstraints();
            row.setVgrow(Priority.ALWAYS);
            grid.getRowConstraints().add(row);
        }
        return new Card("Schedules").with(grid, true);
    }

    private Node cell(TrainingCurve curve, boolean last) {
        StepChart chart = new StepChart(window, List.of(curve), last);
        chart.bare();
        chart.setMinHeight(last ? 44 : 28);
        schedules.add(chart);
        Label value = figure();
        values.add(() -> value.setText(NumberText.number(chart.valueAt(curve, step()))));
        VBox.setVgrow(chart, Priority.ALWAYS);
        return new VBox(new HBox(8, name(curve.label()), Card.space(), value), chart);
    }

    private double step() {
        double step = window.pointedProperty().get();
        return Double.isNaN(step) ? Double.MAX_VALUE : step;
    }

    /** Writes the curves' values at the pointer, or the newest ones. */
    void tellValues() {
        values.forEach(Runnable::run);
    }

    /** Says whether the two losses agree. */
    void tellAgreement(String sentence) {
        agreement.setText(sentence);
    }

    private static Label name(String text) {
        Label label = new Label(text);
        label.getStyleClass().addAll("muted", "small");
        return label;
    }

    private static Label figure() {
        Label label = new Label("–");
        label.getStyleClass().addAll("small", "chip-value");
        label.setMinWidth(Region.USE_PREF_SIZE);
        return label;
    }
}
