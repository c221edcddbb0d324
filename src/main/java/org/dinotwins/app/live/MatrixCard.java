package org.dinotwins.app.live;

import java.util.List;
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
import org.dinotwins.app.shared.Theme;
import org.dinotwins.app.shared.work.Background;
import org.dinotwins.train.CorrelationSnapshot;
import org.dinotwins.train.StepRecord;

/** The cross-correlation matrix of Barlow Twins with its legend, its two measures and what its rank allows. */
final class MatrixCard extends VBox {
    /** Height from which the course of the two measures is worth drawing. */
    private static final double LEAST_COURSE = 72;

    private static final PseudoClass EMPTY = PseudoClass.getPseudoClass("empty");

    private final CorrelationView matrix;
    private final StepChart course;
    private final ColourScale scale = new ColourScale();
    private final Label at = new Label();
    private final Label under = new Label(" ");
    private final Label diagonal = figure("matrix-diagonal");
    private final Label energy = figure("matrix-energy");
    private final Label size = figure("matrix-size");
    private final Label rank = Card.sentence();
    private final Label nothing = Card.sentence();

    MatrixCard(Background background, StepWindow window) {
        course = new StepChart(window, List.of(Curve.OFF_DIAGONAL, Curve.DIAGONAL_MEAN), true);
        course.setMinHeight(0);
        course.setPrefHeight(0);
        matrix = new CorrelationView(background);
        matrix.setId("matrix");
        at.getStyleClass().addAll("muted", "small");
        ToggleButton stretch = new ToggleButton("√");
        stretch.getStyleClass().add("segment");
        stretch.setTooltip(new Tooltip("Square-root scale: makes small correlations visible"));
        stretch.selectedProperty().addListener((of, old, on) -> {
            matrix.magnify(on);
            scale.magnify(on);
        });
        under.setId("matrix-under-pointer");
        under.getStyleClass().addAll("small", "mono");
        under.setMaxWidth(Double.MAX_VALUE);
        matrix.onPoint(text -> under.setText(text.isEmpty() ? hint() : text));
        nothing.setText("The matrix appears while a run with a Barlow Twins half trains.");
        nothing.setMaxWidth(208);
        StackPane square = new StackPane(matrix, nothing);
        square.getStyleClass().add("matrix-square");
        Card card = new Card("Cross-correlation", Card.space(), at, stretch)
                .with(square, false).with(scale, false).with(under, false).with(measures(), false).with(rank, false)
                .with(course, true);
        course.visibleProperty().bind(course.heightProperty().greaterThan(LEAST_COURSE));
        VBox.setVgrow(card, Priority.ALWAYS);
        getChildren().add(card);
        show(null);
    }

    /** The chart of the two measures over the steps, below the matrix where there is room. */
    StepChart course() {
        return course;
    }

    private GridPane measures() {
        GridPane grid = new GridPane();
        grid.getStyleClass().add("measures");
        drawn(row(grid, 0, "Diagonal mean (aim 1)", diagonal), Curve.DIAGONAL_MEAN);
        drawn(row(grid, 1, "Off-diagonal RMS (0)", energy), Curve.OFF_DIAGONAL);
        row(grid, 2, "Pictures N / width D", size);
        return grid;
    }

    /** Gives the name of a measure the colour of its curve while that is drawn. */
    private void drawn(Label name, Curve curve) {
        Region swatch = CurveChip.swatch(curve);
        name.graphicProperty().bind(Bindings.when(course.visibleProperty()).then(swatch).otherwise((Region) null));
    }

    private static Label row(GridPane grid, int row, String name, Label value) {
        Label label = new Label(name);
        label.getStyleClass().addAll("muted", "small");
        GridPane.setHgrow(label, Priority.ALWAYS);
        label.setMaxWidth(Double.MAX_VALUE);
        grid.addRow(row, label, value);
        return label;
    }

    private static Label figure(String id) {
        Label label = new Label("–");
        label.setId(id);
        label.getStyleClass().addAll("small", "chip-value");
        label.setMinWidth(USE_PREF_SIZE);
        return label;
    }

    private String hint() {
        return nothing.isVisible() ? " " : "Point at a cell for i, j and its value.";
    }

    /** Shows a matrix, null for none. */
    void show(CorrelationSnapshot snapshot) {
        matrix.show(snapshot);
        nothing.setVisible(snapshot == null);
        nothing.getParent().pseudoClassStateChanged(EMPTY, snapshot == null);
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
        at.setText("step " + Figures.whole(snapshot.step()));
        tell(snapshot.diagonalMean(), snapshot.offDiagonalEnergy());
        int n = snapshot.samples();
        int d = snapshot.dimension();
        size.setText(n + " / " + d + " = " + Figures.tick(Math.round(1000.0 * n / d) / 1000.0));
        rank.setText(rankSentence(n, d) + (snapshot.reduction() == 1 ? "" : " A cell shows the strongest of "
                + snapshot.reduction() + "×" + snapshot.reduction() + " entries."));
    }

    /** Writes the two measures of a step; what it did not compute stays away. */
    void tell(StepRecord step) {
        tell(step.diagonalMean(), step.offDiagonalEnergy());
    }

    private void tell(double diagonalMean, double offDiagonal) {
        diagonal.setText(Figures.fixed(diagonalMean, 3));
        energy.setText(Figures.fixed(offDiagonal, 4));
    }

    /** What the number of pictures allows: a correlation of N centred samples has rank N - 1 at most. */
    static String rankSentence(int samples, int dimension) {
        return samples <= dimension
                ? "N ≤ D: the rank is at most N − 1 = " + (samples - 1) + ", so identity is out of reach."
                : "N > D: the rank leaves identity within reach.";
    }

    void paint(Theme theme) {
        matrix.paint(theme);
        scale.paint(theme);
    }
}
