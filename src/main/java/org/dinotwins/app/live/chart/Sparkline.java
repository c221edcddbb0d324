package org.dinotwins.app.live.chart;

import javafx.scene.canvas.Canvas;
import javafx.scene.layout.Region;
import javafx.scene.paint.Color;
import org.dinotwins.chart.StepSeries;

/** A curve the size of a word, of a value over the whole run. */
public final class Sparkline extends Region {
    private static final double INSET = 2;

    private final Canvas canvas = new Canvas();
    private StepSeries series = new StepSeries();
    private Color colour = Color.GRAY;

    public Sparkline() {
        getChildren().add(canvas);
        setMinSize(48, 20);
        setPrefSize(80, 24);
    }

    public void show(StepSeries newSeries, Color newColour) {
        series = newSeries;
        colour = newColour;
        draw();
    }

    @Override
    protected void layoutChildren() {
        canvas.setWidth(getWidth());
        canvas.setHeight(getHeight());
        draw();
    }

    private void draw() {
        var gc = canvas.getGraphicsContext2D();
        gc.clearRect(0, 0, canvas.getWidth(), canvas.getHeight());
        if (series.size() < 2 || canvas.getWidth() < 2) {
            return;
        }
        StepSeries.Line line = series.between(series.firstStep(), series.lastStep(), (int) canvas.getWidth());
        double low = Double.POSITIVE_INFINITY;
        double high = Double.NEGATIVE_INFINITY;
        for (double value : line.values()) {
            low = Math.min(low, value);
            high = Math.max(high, value);
        }
        double width = canvas.getWidth() - 2 * INSET;
        double height = canvas.getHeight() - 2 * INSET;
        double steps = Math.max(1, series.lastStep() - series.firstStep());
        double range = Math.max(high - low, 1e-12);
        gc.setStroke(colour);
        gc.setLineWidth(1.4);
        gc.beginPath();
        for (int i = 0; i < line.size(); i++) {
            double x = INSET + (line.steps()[i] - series.firstStep()) / steps * width;
            double y = INSET + (high - line.values()[i]) / range * height;
            if (i == 0) {
                gc.moveTo(x, y);
            } else {
                gc.lineTo(x, y);
            }
        }
        gc.stroke();
    }
}
