package org.dinotwins.app.live.chart;

import javafx.scene.canvas.Canvas;
import javafx.scene.canvas.GraphicsContext;
import org.dinotwins.app.shared.ThemeColours;
import org.dinotwins.chart.CurvePlot;
import org.dinotwins.chart.TrainingCurve;
import org.dinotwins.chart.ValueScale;
import org.dinotwins.chart.VisibleCurves;

/**
 * The line at the step under the pointer with a dot on each curve, and the stretch that is being dragged: a canvas over
 * a chart, so that moving the pointer draws no curve.
 */
final class PointerLine extends Canvas {
    private static final double RING = 5;
    private static final double DOT = 3.5;
    private static final double STRETCH_OPACITY = 0.18;

    private final VisibleSteps window;
    private final PlotArea area;
    private final VisibleCurves curves;
    private final ValueScale scale;
    private ThemeColours palette;
    private double dragFrom = Double.NaN;
    private double dragTo = Double.NaN;

    PointerLine(VisibleSteps window, PlotArea area, VisibleCurves curves, ValueScale scale, ThemeColours palette) {
        this.window = window;
        this.area = area;
        this.curves = curves;
        this.scale = scale;
        this.palette = palette;
        window.pointedProperty().addListener((of, old, is) -> draw());
    }

    /** Takes the colours of the next drawing. */
    void paint(ThemeColours newPalette) {
        palette = newPalette;
    }

    /** Shades what lies between two places; NaN for nothing. */
    void stretch(double from, double to) {
        dragFrom = from;
        dragTo = to;
        draw();
    }

    void draw() {
        GraphicsContext gc = getGraphicsContext2D();
        gc.clearRect(0, 0, getWidth(), getHeight());
        if (!Double.isNaN(dragFrom)) {
            gc.setFill(palette.get("accent").deriveColor(0, 1, 1, STRETCH_OPACITY));
            gc.fillRect(Math.min(dragFrom, dragTo), area.top(), Math.abs(dragTo - dragFrom), area.bottom() - area.top());
        }
        double step = window.pointedProperty().get();
        double x = area.x(step);
        if (Double.isNaN(step) || x < area.left() || x > area.right()) {
            return;
        }
        double sharp = Math.floor(x) + 0.5;
        gc.setStroke(palette.get("subtle"));
        gc.setLineWidth(1);
        gc.strokeLine(sharp, area.top(), sharp, area.bottom());
        for (TrainingCurve curve : curves.curves()) {
            double y = scale.y(curves.shownAt(curve, step), area.bounds());
            if (!Double.isNaN(y)) {
                gc.setFill(palette.get("surface"));
                gc.fillOval(x - RING, y - RING, 2 * RING, 2 * RING);
                gc.setFill(CurvePlot.colour(curve, palette));
                gc.fillOval(x - DOT, y - DOT, 2 * DOT, 2 * DOT);
            }
        }
    }
}
