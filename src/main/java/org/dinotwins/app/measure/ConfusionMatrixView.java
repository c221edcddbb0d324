package org.dinotwins.app.measure;

import java.util.List;
import java.util.Locale;
import java.util.function.BiConsumer;
import javafx.geometry.VPos;
import javafx.scene.canvas.Canvas;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.control.Tooltip;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.Region;
import javafx.scene.paint.Color;
import javafx.scene.text.Font;
import javafx.scene.text.TextAlignment;
import org.dinotwins.app.shared.ThemeColours;

/** A clickable confusion matrix: true categories in rows, predictions in columns. */
final class ConfusionMatrixView extends Region {
    private static final double LABELS = 96;
    private static final double MOST_CELL = 44;
    private static final double LEAST_CELL = 5;
    /** Minimum cell size that shows a number. */
    private static final double NUMBERED = 20;

    private static final double NAMED = 12;
    private static final double FONT = 11;

    private final Canvas canvas = new Canvas();
    private final Tooltip tip = new Tooltip();
    private final BiConsumer<Integer, Integer> onCell;
    private int[][] counts = {};
    private List<String> names = List.of();
    private ThemeColours palette;
    private int row = -1;
    private int column = -1;

    /** @param onCell receives the true and the predicted category of a selected cell */
    ConfusionMatrixView(ThemeColours palette, BiConsumer<Integer, Integer> onCell) {
        this.palette = palette;
        this.onCell = onCell;
        setId("confusion");
        setFocusTraversable(true);
        canvas.setManaged(false);
        getChildren().add(canvas);
        Tooltip.install(this, tip);
        setOnMouseMoved(e -> tip.setText(words(at(e.getY()), at(e.getX()))));
        setOnMouseClicked(e -> {
            requestFocus();
            choose(at(e.getY()), at(e.getX()));
        });
        setOnKeyPressed(e -> {
            KeyCode key = e.getCode();
            if (key.isArrowKey() && counts.length > 0) {
                choose(
                        step(row, key == KeyCode.DOWN ? 1 : key == KeyCode.UP ? -1 : 0),
                        step(column, key == KeyCode.RIGHT ? 1 : key == KeyCode.LEFT ? -1 : 0));
                e.consume();
            }
        });
    }

    private int step(int from, int by) {
        return Math.max(0, Math.min(counts.length - 1, from < 0 ? 0 : from + by));
    }

    void show(int[][] matrix, List<String> categories) {
        boolean other = !categories.equals(names);
        counts = matrix;
        names = categories;
        if (other) {
            row = -1;
            column = -1;
        }
        requestLayout();
    }

    void paint(ThemeColours colours) {
        palette = colours;
        requestLayout();
    }

    private void choose(int truth, int predicted) {
        if (truth >= 0 && predicted >= 0 && truth < counts.length && predicted < counts.length) {
            row = truth;
            column = predicted;
            onCell.accept(truth, predicted);
            requestLayout();
        }
    }

    private int at(double place) {
        return (int) Math.floor((place - LABELS) / cell());
    }

    private double cell() {
        double available = Math.min(getWidth(), MOST_CELL * counts.length + LABELS) - LABELS;
        return Math.max(LEAST_CELL, Math.min(MOST_CELL, available / Math.max(1, counts.length)));
    }

    private String words(int truth, int predicted) {
        if (truth < 0 || predicted < 0 || truth >= counts.length || predicted >= counts.length) {
            return "Rows: true category. Columns: predicted category.";
        }
        return String.format(
                Locale.ROOT,
                "%,d %s of %s predicted as %s",
                counts[truth][predicted],
                counts[truth][predicted] == 1 ? "picture" : "pictures",
                names.get(truth),
                names.get(predicted));
    }

    @Override
    protected double computePrefHeight(double width) {
        return LABELS + MOST_CELL * Math.min(12, Math.max(1, counts.length));
    }

    @Override
    protected double computePrefWidth(double height) {
        return LABELS + MOST_CELL * Math.min(12, Math.max(1, counts.length));
    }

    @Override
    protected void layoutChildren() {
        canvas.setWidth(getWidth());
        canvas.setHeight(getHeight());
        GraphicsContext pen = canvas.getGraphicsContext2D();
        pen.clearRect(0, 0, getWidth(), getHeight());
        double cell = cell();
        for (int t = 0; t < counts.length; t++) {
            int sum = 0;
            for (int count : counts[t]) {
                sum += count;
            }
            for (int p = 0; p < counts.length; p++) {
                cell(pen, t, p, sum == 0 ? 0 : counts[t][p] / (double) sum, cell);
            }
        }
        if (cell >= NAMED) {
            names(pen, cell);
        }
    }

    private void cell(GraphicsContext pen, int t, int p, double share, double cell) {
        double x = LABELS + p * cell;
        double y = LABELS + t * cell;
        Color full = palette.get(t == p ? "success" : "danger");
        pen.setFill(palette.get("raised").interpolate(full, Math.sqrt(share) * 0.85));
        pen.fillRect(x, y, cell - 1, cell - 1);
        if (t == row && p == column) {
            pen.setStroke(palette.get("accent"));
            pen.setLineWidth(2);
            pen.strokeRect(x, y, cell - 1, cell - 1);
        }
        if (cell >= NUMBERED && counts[t][p] > 0) {
            pen.setFill(palette.get("text"));
            pen.setFont(Font.font("Inter", FONT));
            pen.setTextAlign(TextAlignment.CENTER);
            pen.setTextBaseline(VPos.CENTER);
            pen.fillText(String.valueOf(counts[t][p]), x + cell / 2, y + cell / 2);
        }
    }

    private void names(GraphicsContext pen, double cell) {
        pen.setFill(palette.get("muted"));
        pen.setFont(Font.font("Inter", FONT));
        pen.setTextBaseline(VPos.CENTER);
        for (int c = 0; c < names.size(); c++) {
            pen.setTextAlign(TextAlignment.RIGHT);
            pen.fillText(names.get(c), LABELS - 6, LABELS + (c + 0.5) * cell, LABELS - 8);
            pen.save();
            pen.translate(LABELS + (c + 0.5) * cell, LABELS - 6);
            pen.rotate(-90);
            pen.setTextAlign(TextAlignment.LEFT);
            pen.fillText(names.get(c), 0, 0, LABELS - 8);
            pen.restore();
        }
    }
}
