package org.dinotwins.app.live.chart;

import java.awt.geom.Rectangle2D;

/** The part of a chart inside its axes, and the mapping between steps and horizontal positions. */
final class PlotArea {
    private static final double LEFT = 44;
    private static final double LEFT_WITHOUT_AXIS = 8;
    private static final double RIGHT = 12;
    private static final double TOP = 8;
    private static final double BOTTOM = 22;

    private final VisibleSteps visible;
    private final double bottomMargin;
    private double left = LEFT;
    private double width;
    private double height;

    /** @param stepsShown whether to leave room for step numbers below */
    PlotArea(VisibleSteps visible, boolean stepsShown) {
        this.visible = visible;
        this.bottomMargin = stepsShown ? BOTTOM : TOP;
    }

    /** Sets the size of the chart including its margins. */
    void resize(double newWidth, double newHeight) {
        width = newWidth;
        height = newHeight;
    }

    /** Gives the space of the value axis to the curves. */
    void withoutValueAxis() {
        left = LEFT_WITHOUT_AXIS;
    }

    double left() {
        return left;
    }

    double right() {
        return width - RIGHT;
    }

    double top() {
        return TOP;
    }

    double bottom() {
        return height - bottomMargin;
    }

    /** The whole chart with its margins. */
    Rectangle2D chart() {
        return new Rectangle2D.Double(0, 0, width, height);
    }

    double width() {
        return right() - left;
    }

    Rectangle2D bounds() {
        return new Rectangle2D.Double(left, TOP, width(), bottom() - TOP);
    }

    /** The position of a step; outside the area for a step that is not visible. */
    double x(double step) {
        double from = visible.fromProperty().get();
        return left + (step - from) / (visible.toProperty().get() - from) * width();
    }

    /** The step at a position; the nearest visible one for a position beside the area. */
    double step(double x) {
        double from = visible.fromProperty().get();
        double share = Math.max(0, Math.min(1, (x - left) / width()));
        return from + share * (visible.toProperty().get() - from);
    }
}
