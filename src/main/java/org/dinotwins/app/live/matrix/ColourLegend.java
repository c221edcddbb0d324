package org.dinotwins.app.live.matrix;

import javafx.geometry.VPos;
import javafx.scene.canvas.Canvas;
import javafx.scene.layout.Region;
import javafx.scene.text.Font;
import javafx.scene.text.TextAlignment;
import org.dinotwins.app.shared.Theme;
import org.dinotwins.chart.CorrelationRaster;
import org.dinotwins.chart.DivergingColours;
import org.dinotwins.chart.NumberText;

/** The colour legend of the correlation matrix, from -1 to 1. */
final class ColourLegend extends Region {
    private static final double BAR = 8;
    private static final double HEIGHT = 28;
    private static final double[] LINEAR = {-1, -0.5, 0, 0.5, 1};
    private static final double[] STRETCHED = {-1, -0.25, 0, 0.25, 1};

    private final Canvas canvas = new Canvas();
    private Theme theme = Theme.DARK;
    private boolean stretched;

    ColourLegend() {
        getChildren().add(canvas);
        setMinHeight(HEIGHT);
        setPrefHeight(HEIGHT);
        setMaxHeight(HEIGHT);
    }

    void stretch(boolean on) {
        stretched = on;
        draw();
    }

    void paint(Theme newTheme) {
        theme = newTheme;
        draw();
    }

    @Override
    protected void layoutChildren() {
        canvas.setWidth(getWidth());
        canvas.setHeight(HEIGHT);
        draw();
    }

    private void draw() {
        DivergingColours colours = new DivergingColours(theme == Theme.DARK);
        var gc = canvas.getGraphicsContext2D();
        double width = canvas.getWidth();
        gc.clearRect(0, 0, width, HEIGHT);
        for (int x = 0; x < width; x++) {
            int argb = colours.argb(2 * x / Math.max(1, width - 1) - 1);
            gc.setFill(javafx.scene.paint.Color.rgb(argb >> 16 & 255, argb >> 8 & 255, argb & 255));
            gc.fillRect(x, 0, 1, BAR);
        }
        gc.setFill(theme.palette().get("muted"));
        gc.setFont(Font.font("Inter", 11));
        gc.setTextBaseline(VPos.TOP);
        for (double value : stretched ? STRETCHED : LINEAR) {
            double place = stretched ? CorrelationRaster.stretched(value) : value;
            gc.setTextAlign(value == -1 ? TextAlignment.LEFT : value == 1 ? TextAlignment.RIGHT : TextAlignment.CENTER);
            gc.fillText(NumberText.tick(value), (place + 1) / 2 * width, BAR + 4);
        }
    }
}
