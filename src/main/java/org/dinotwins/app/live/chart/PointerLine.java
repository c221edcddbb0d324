package org.dinotwins.app.live.chart;

import javafx.scene.canvas.Canvas;
import javafx.scene.canvas.GraphicsContext;
import org.dinotwins.app.shared.ThemeColours;
import org.dinotwins.chart.TrainingCurve;
import org.dinotwins.chart.ValueScale;
import org.dinotwins.chart.VisibleCurves;

/**
 * The line at the step under the pointer, with a dot on each curve, and the range being dragged. A canvas of its own
 * over the chart, so that moving the pointer redraws no curve.
 */
final class PointerLine extends Canvas {
    private static final double RING = 5;
    private static final double DOT = 3.5;
    private static final double RANGE_OPACITY = 0.18;

    private final VisibleSteps visible;
    private final PlotArea area;
    private final VisibleCurves curves;
    private final ValueScale scale;
    private ThemeColours palette;
    private double dragFrom = Double.NaN;
    private double dragTo = Double.NaN;

    PointerLine(VisibleSteps visible, PlotArea area, VisibleCurves curves, ValueScale scale, ThemeColours palette) {
        this.visible = visible;
        this.area = area;
        this.curves = curves;
        this.scale = scale;
        this.palette = palette;
        visible.pointedProperty().addListener((of, old, is) -> draw());
    }

    /** Sets the colours of the next drawing. */
    void paint(ThemeColours newPalette) {
        palette = newPalette;
    }

    /** Shades the range between two positions; NaN for none. */
    void shade(double from, double to) {
        dragFrom = from;
        dragTo = to;
        draw();
    }

    void draw() {
        GraphicsContext gc = getGraphicsContext2D();
        gc.clearRect(0, 0, getWidth(), getHeight());
        if (!Double.isNaN(dragFrom)) {
            gc.setFill(palette.get("accent").deriveColor(0, 1, 1, RANGE_OPACITY));
            gc.fillRect(
                    Math.min(dragFrom, dragTo), area.top(), Math.abs(dragTo - dragFrom), area.bottom() - area.top());
        }
        double step = visible.pointedProperty().get();
        double x = area.x(step);
        if (Double.isNaN(step) || x < area.left() || x > area.right()) {
            return;
        }
        double sharp = Math.floor(x) + 0.5;
        gc.setStroke(palette.get("subtle"));
        gc.setLineWidth(1);
        gc.strokeLine(sharp, area.top(), sharp, area.bottom());
        for (TrainingCurve curve : curves.curves()) {
            double y = scale.y(curves.visibleValueAt(curve, step), area.bounds());
            if (!Double.isNaN(y)) {
                gc.setFill(palette.get("surface"));
                gc.fillOval(x - RING, y - RING, 2 * RING, 2 * RING);
                gc.setFill(palette.get(curve.tone().colour()));
                gc.fillOval(x - DOT, y - DOT, 2 * DOT, 2 * DOT);
            }
        }
    }
}
