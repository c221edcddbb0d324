package org.dinotwins.app.live.matrix;

import javafx.beans.binding.Bindings;
import javafx.css.PseudoClass;
import javafx.scene.control.Label;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.dinotwins.app.live.chart.CurveToggle;
import org.dinotwins.app.live.chart.StepChart;
import org.dinotwins.app.live.chart.VisibleSteps;
import org.dinotwins.app.shared.Theme;
import org.dinotwins.app.shared.panel.Card;
import org.dinotwins.app.shared.work.Background;
import org.dinotwins.chart.NumberText;
import org.dinotwins.chart.RunChart;
import org.dinotwins.chart.TrainingCurve;
import org.dinotwins.train.CorrelationSnapshot;
import org.dinotwins.train.StepRecord;

/** The cross-correlation matrix of Barlow Twins with its legend, two measures and the limit of its rank. */
public final class CorrelationCard extends VBox {
    /** Minimum height at which the chart of the two measures is drawn. */
    private static final double LEAST_CHART_HEIGHT = 72;

    private static final PseudoClass EMPTY = PseudoClass.getPseudoClass("empty");

    private final CorrelationView matrix;
    private final StepChart chart;
    private final ColourLegend scale = new ColourLegend();
    private final Label at = new Label();
    private final Label under = new Label(" ");
    private final Label diagonal = value("matrix-diagonal");
    private final Label energy = value("matrix-energy");
    private final Label size = value("matrix-size");
    private final Label rank = Card.sentence();
    private final Label empty = Card.sentence();

    public CorrelationCard(Background background, VisibleSteps visible) {
        chart = new StepChart(visible, RunChart.CORRELATION.curves(), true);
        chart.setMinHeight(0);
        chart.setPrefHeight(0);
        matrix = new CorrelationView(background);
        matrix.setId("matrix");
        at.getStyleClass().addAll("muted", "small");
        ToggleButton stretch = new ToggleButton("√");
        stretch.getStyleClass().add("segment");
        stretch.setTooltip(new Tooltip("Square-root scale, to show small correlations"));
        stretch.selectedProperty().addListener((of, old, on) -> {
            matrix.stretch(on);
            scale.stretch(on);
        });
        under.setId("matrix-under-pointer");
        under.getStyleClass().addAll("small", "mono");
        under.setMaxWidth(Double.MAX_VALUE);
        matrix.onPoint(text -> under.setText(text.isEmpty() ? hint() : text));
        empty.setText("Appears while a run with Barlow Twins trains.");
        empty.setMaxWidth(208);
        StackPane square = new StackPane(matrix, empty);
        square.getStyleClass().add("matrix-square");
        Card card = new Card("Cross-correlation", Card.space(), at, stretch)
                .with(square, false)
                .with(scale, false)
                .with(under, false)
                .with(measures(), false)
                .with(rank, false)
                .with(chart, true);
        chart.visibleProperty().bind(chart.heightProperty().greaterThan(LEAST_CHART_HEIGHT));
        VBox.setVgrow(card, Priority.ALWAYS);
        getChildren().add(card);
        show(null);
    }

    /** The chart of the two measures over the steps, below the matrix if there is space. */
    public StepChart chart() {
        return chart;
    }

    private GridPane measures() {
        GridPane grid = new GridPane();
        grid.getStyleClass().add("measures");
        addSwatch(row(grid, 0, "Diagonal mean (ideal 1)", diagonal), TrainingCurve.DIAGONAL_MEAN);
        addSwatch(row(grid, 1, "Off-diagonal RMS (0)", energy), TrainingCurve.OFF_DIAGONAL);
        row(grid, 2, "Pictures N / width D", size);
        return grid;
    }

    /** Shows the colour of its curve beside the name of a measure while the chart is visible. */
    private void addSwatch(Label name, TrainingCurve curve) {
        Region swatch = CurveToggle.swatch(curve);
        name.graphicProperty()
                .bind(Bindings.when(chart.visibleProperty()).then(swatch).otherwise((Region) null));
    }

    private static Label row(GridPane grid, int row, String name, Label value) {
        Label label = new Label(name);
        label.getStyleClass().addAll("muted", "small");
        GridPane.setHgrow(label, Priority.ALWAYS);
        label.setMaxWidth(Double.MAX_VALUE);
        grid.addRow(row, label, value);
        return label;
    }

    private static Label value(String id) {
        Label label = new Label("–");
        label.setId(id);
        label.getStyleClass().addAll("small", "chip-value");
        label.setMinWidth(USE_PREF_SIZE);
        return label;
    }

    private String hint() {
        return empty.isVisible() ? " " : "Point at a cell for i, j and its value.";
    }

    /** Shows a matrix; null for none. */
    public void show(CorrelationSnapshot snapshot) {
        matrix.show(snapshot);
        empty.setVisible(snapshot == null);
        empty.getParent().pseudoClassStateChanged(EMPTY, snapshot == null);
        if (snapshot == null) {
            at.setText("");
            under.setText(" ");
            size.setText("–");
            rank.setText("");
            return;
        }
        if (under.getText().isBlank()) {
            under.setText(hint());
        }
        at.setText("step " + NumberText.whole(snapshot.step()));
        showMeasures(snapshot.diagonalMean(), snapshot.offDiagonalEnergy());
        int n = snapshot.samples();
        int d = snapshot.dimension();
        size.setText(n + " / " + d + " = " + NumberText.tick(Math.round(1000.0 * n / d) / 1000.0));
        rank.setText(rankSentence(n, d)
                + (snapshot.reduction() == 1
                        ? ""
                        : " A cell shows the strongest of " + snapshot.reduction() + "×" + snapshot.reduction()
                                + " entries."));
    }

    /** Shows the two measures of a step; a dash for a value that the step did not compute. */
    public void showMeasures(StepRecord step) {
        showMeasures(step.diagonalMean(), step.offDiagonalEnergy());
    }

    private void showMeasures(double diagonalMean, double offDiagonal) {
        diagonal.setText(NumberText.fixed(diagonalMean, 3));
        energy.setText(NumberText.fixed(offDiagonal, 4));
    }

    /**
     * The limit set by the number of pictures: a correlation matrix of N centred samples has a rank of at most N - 1.
     */
    static String rankSentence(int samples, int dimension) {
        return samples <= dimension
                ? "N ≤ D: the rank is at most N − 1 = " + (samples - 1) + ", so the identity cannot be reached."
                : "N > D: the identity can be reached.";
    }

    public void paint(Theme theme) {
        matrix.paint(theme);
        scale.paint(theme);
    }
}
