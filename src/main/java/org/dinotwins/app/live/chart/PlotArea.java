package org.dinotwins.app.live.chart;

import java.awt.geom.Rectangle2D;

/** Where in a chart its curves are drawn, and which step of the window lies at which place. */
public final class PlotArea {
    private static final double LEFT = 44;
    private static final double BARE_LEFT = 8;
    private static final double RIGHT = 12;
    private static final double TOP = 8;
    private static final double BOTTOM = 22;

    private final VisibleSteps window;
    private final double below;
    private double left = LEFT;
    private double width;
    private double height;

    /** @param stepsShown leaves room for step numbers below */
    PlotArea(VisibleSteps window, boolean stepsShown) {
        this.window = window;
        this.below = stepsShown ? BOTTOM : TOP;
    }

    /** The chart has this size now, its margins included. */
    void resize(double newWidth, double newHeight) {
        width = newWidth;
        height = newHeight;
    }

    /** Gives the room for values beside the curves to the curves. */
    void bare() {
        left = BARE_LEFT;
    }

    public double left() {
        return left;
    }

    public double right() {
        return width - RIGHT;
    }

    public double top() {
        return TOP;
    }

    public double bottom() {
        return height - below;
    }

    /** Width of the whole chart. */
    public double chartWidth() {
        return width;
    }

    /** Height of the whole chart. */
    public double chartHeight() {
        return height;
    }

    double width() {
        return right() - left;
    }

    Rectangle2D bounds() {
        return new Rectangle2D.Double(left, TOP, width(), bottom() - TOP);
    }

    /** Where a step lies, outside of the area where the window does not show it. */
    double x(double step) {
        double from = window.fromProperty().get();
        return left + (step - from) / (window.toProperty().get() - from) * width();
    }

    /** The step at a place, the nearest one in view where the place is beside the area. */
    double step(double x) {
        double from = window.fromProperty().get();
        double share = Math.max(0, Math.min(1, (x - left) / width()));
        return from + share * (window.toProperty().get() - from);
    }
}
