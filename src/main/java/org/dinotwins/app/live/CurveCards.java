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
import org.dinotwins.chart.RunChart;
import org.dinotwins.chart.TrainingCurve;

/** The cards of the small charts: gradients, schedules and kNN. */
final class CurveCards {
    private static final List<RunChart> SCHEDULES = List.of(
            RunChart.LEARNING_RATE, RunChart.TEACHER_MOMENTUM, RunChart.WEIGHT_DECAY, RunChart.TEACHER_TEMPERATURE);

    private static final double LEAST_CHART = 36;

    private final VisibleSteps visible;
    private final StepChart norms;
    private final StepChart share;
    private final StepChart cosine;
    private final StepChart knn;
    private final List<StepChart> schedules = new ArrayList<>();
    private final List<Runnable> values = new ArrayList<>();
    private final Label agreement = Card.sentence();

    CurveCards(VisibleSteps visible) {
        this.visible = visible;
        norms = new StepChart(visible, RunChart.GRADIENT_NORMS.curves(), false);
        norms.logScale(RunChart.GRADIENT_NORMS.logarithmic());
        share = new StepChart(visible, RunChart.GRADIENT_SHARE.curves(), false).fixedRange(0, 1);
        cosine = new StepChart(visible, RunChart.GRADIENT_COSINE.curves(), true).fixedRange(-1, 1);
        cosine.reference(0, "");
        knn = new StepChart(visible, RunChart.KNN.curves(), true);
        visible.pointedProperty().addListener((of, old, is) -> showValues());
    }

    /** All charts of the cards. */
    List<StepChart> charts() {
        List<StepChart> all = new ArrayList<>(schedules);
        all.add(norms);
        all.add(share);
        all.add(cosine);
        all.add(knn);
        return all;
    }

    /** The card of the gradients at the features that both losses share. */
    Card gradients() {
        HBox legend = new HBox(0);
        legend.setAlignment(Pos.CENTER_LEFT);
        for (TrainingCurve curve :
                List.of(TrainingCurve.DINO_GRADIENT, TrainingCurve.BARLOW_GRADIENT, TrainingCurve.GRADIENT_NORM)) {
            CurveToggle toggle = new CurveToggle(curve);
            toggle.selectedProperty().addListener((of, old, on) -> norms.setVisible(curve, on));
            values.add(() -> toggle.setValue(norms.valueAt(curve, step())));
            legend.getChildren().add(toggle);
        }
        agreement.setId("agreement");
        agreement.setTooltip(new Tooltip("Cosine between the gradients of the two losses at the shared features: "
                + "1 for agreement, −1 for conflict"));
        Label cosineValue = value();
        values.add(
                () -> cosineValue.setText(NumberText.fixed(cosine.valueAt(TrainingCurve.GRADIENT_COSINE, step()), 2)));
        HBox cosineHead = new HBox(8, agreement, Card.space(), cosineValue);
        Label shareValue = value();
        shareValue.setId("gradient-share");
        values.add(() -> shareValue.setText(shares()));
        Label shareName = name(RunChart.GRADIENT_SHARE.title());
        shareName.setTooltip(
                new Tooltip("The norm of DINO's gradient at the CLS features of all crops, times its weight, as a "
                        + "share of the sum of both losses' weighted norms"));
        HBox shareHead = new HBox(8, shareName, Card.space(), shareValue);
        for (StepChart chart : List.of(norms, share, cosine)) {
            chart.setMinHeight(LEAST_CHART);
            VBox.setVgrow(chart, Priority.ALWAYS);
        }
        VBox charts = new VBox(norms, shareHead, share, cosineHead, cosine);
        return new Card("Gradients").with(legend, false).with(charts, true);
    }

    /** The card of the teacher's kNN accuracy, for runs that measure it. */
    Card knn() {
        Label value = value();
        value.setId("knn-value");
        values.add(() -> {
            double percent = knn.valueAt(TrainingCurve.KNN, step());
            value.setText(Double.isNaN(percent) ? "–" : NumberText.fixed(percent, 1) + " %");
        });
        Label name = name("Teacher, 20 neighbours");
        name.setTooltip(new Tooltip("Validation pictures that their 20 nearest training pictures classify "
                + "correctly, measured at the interval set in Set up"));
        return new Card("kNN top-1")
                .with(new HBox(8, name, Card.space(), value), false)
                .with(knn, true);
    }

    /** The card of the schedules, four small charts. */
    Card schedule() {
        GridPane grid = new GridPane();
        grid.setHgap(8);
        grid.setVgap(4);
        for (int i = 0; i < SCHEDULES.size(); i++) {
            Node cell = cell(SCHEDULES.get(i), i == SCHEDULES.size() - 1);
            GridPane.setHgrow(cell, Priority.ALWAYS);
            grid.add(cell, 0, i);
            RowConstraints row = new RowConstraints();
            row.setVgrow(Priority.ALWAYS);
            grid.getRowConstraints().add(row);
        }
        return new Card("Schedules").with(grid, true);
    }

    private Node cell(RunChart schedule, boolean last) {
        TrainingCurve curve = schedule.curves().get(0);
        StepChart chart = new StepChart(visible, schedule.curves(), last);
        chart.withoutValueAxis();
        chart.setMinHeight(last ? 44 : 28);
        schedules.add(chart);
        Label value = value();
        values.add(() -> value.setText(NumberText.number(chart.valueAt(curve, step()))));
        VBox.setVgrow(chart, Priority.ALWAYS);
        return new VBox(new HBox(8, name(curve.label()), Card.space(), value), chart);
    }

    private String shares() {
        double target = share.valueAt(TrainingCurve.DINO_SHARE_TARGET, step());
        String measured = NumberText.fixed(share.valueAt(TrainingCurve.DINO_SHARE, step()), 2);
        return Double.isNaN(target) ? measured : measured + ", target " + NumberText.fixed(target, 2);
    }

    private double step() {
        double step = visible.pointedProperty().get();
        return Double.isNaN(step) ? Double.MAX_VALUE : step;
    }

    /** Shows the values at the pointer, or the newest ones. */
    void showValues() {
        values.forEach(Runnable::run);
    }

    /** Shows whether the two losses agree. */
    void showAgreement(String sentence) {
        agreement.setText(sentence);
    }

    private static Label name(String text) {
        Label label = new Label(text);
        label.getStyleClass().addAll("muted", "small");
        return label;
    }

    private static Label value() {
        Label label = new Label("–");
        label.getStyleClass().addAll("small", "chip-value");
        label.setMinWidth(Region.USE_PREF_SIZE);
        return label;
    }
}
