package org.dinotwins.app.live;

import java.util.List;
import javafx.scene.canvas.Canvas;
import javafx.scene.layout.Region;
import org.dinotwins.app.shared.Theme;
import org.dinotwins.app.shared.view.DeviceScale;

/**
 * Curves of a run over its steps, drawn on a canvas when its owner says so.
 *
 * <p>Only the points that the present zoom can show are drawn, so a run of a million steps redraws within a frame.
 * Charts that share a {@link StepWindow} zoom and point together.
 */
final class StepChart extends Region {
    private final StepWindow window;
    private final PlotArea area;
    private final ShownCurves curves;
    private final ValueScale scale = new ValueScale();
    private final CurvePlot plot;
    private final Canvas picture = new Canvas();
    private final PointerLine pointer;
    private Theme theme = Theme.DARK;
    private boolean stale = true;
    private Runnable whenStale = () -> { };

    /**
     * @param curves     drawn in this order, the last on top
     * @param stepsShown writes step numbers below
     */
    StepChart(StepWindow window, List<Curve> curves, boolean stepsShown) {
        this.window = window;
        this.area = new PlotArea(window, stepsShown);
        this.curves = new ShownCurves(curves);
        this.plot = new CurvePlot(area, this.curves, scale, stepsShown);
        this.pointer = new PointerLine(window, area, this.curves, scale, theme.palette());
        getChildren().addAll(picture, pointer);
        getStyleClass().add("step-chart");
        setMinSize(120, 56);
        paint(theme);
        window.fromProperty().addListener((of, old, is) -> invalidate());
        window.toProperty().addListener((of, old, is) -> invalidate());
        new StepGestures(window, area, pointer).over(this);
    }

    /** Draws another run. */
    void show(RunCurves curvesOfRun) {
        curves.take(curvesOfRun);
        invalidate();
    }

    /** Lays an average over so many steps on the curves, which turn faint behind it; 1 for none. */
    void smooth(double steps) {
        curves.smooth(steps);
        invalidate();
    }

    /** Chooses the vertical scale. On the logarithmic one values of 0 and below are left out. */
    void logScale(boolean on) {
        scale.logarithmic(on);
        paint(theme);
    }

    void show(Curve curve, boolean visible) {
        curves.show(curve, visible);
        invalidate();
    }

    /** Keeps the vertical range at these bounds instead of fitting it to the curves. */
    StepChart fixedRange(double low, double high) {
        scale.keep(low, high);
        return this;
    }

    /** Leaves the vertical axis and its grid away: a chart as low as a line of text. */
    void bare() {
        area.bare();
        scale.withoutValues();
        plot.withoutGrid();
        invalidate();
    }

    /** Draws a level line with a name, for example at ln K. */
    void reference(double value, String name) {
        plot.marks().level(value, name);
        paint(theme);
    }

    /** Marks the steps at which the user changed something. */
    void mark(List<Change> changes) {
        plot.marks().changes(changes);
        paint(theme);
    }

    /** Paints in the colours of a theme. */
    void paint(Theme newTheme) {
        theme = newTheme;
        plot.paint(theme);
        pointer.paint(theme.palette());
        invalidate();
    }

    /** The value that a curve shows at a step: the average where one is laid over; NaN where there is none. */
    double valueAt(Curve curve, double step) {
        return curves.valueAt(curve, step);
    }

    /** Something came or changed: draw at the next chance. */
    void invalidate() {
        stale = true;
        whenStale.run();
    }

    /** Tells the owner, from now on, that there is something to draw. */
    void whenStale(Runnable draw) {
        whenStale = draw;
    }

    /** Draws if anything changed. Returns whether it did. */
    boolean drawIfStale() {
        if (!stale || getWidth() < 1 || getHeight() < 1) {
            return false;
        }
        draw();
        return true;
    }

    /** Draws now. */
    void draw() {
        double from = window.fromProperty().get();
        double to = window.toProperty().get();
        int columns = (int) Math.max(1, Math.ceil(area.width() * DeviceScale.of(this)));
        stale = !curves.cut(from, to, columns, scale.isLogarithmic());
        plot.draw(picture.getGraphicsContext2D(), from, to);
        pointer.draw();
    }

    @Override
    protected void layoutChildren() {
        area.resize(getWidth(), getHeight());
        for (Canvas canvas : List.of(picture, pointer)) {
            canvas.setWidth(getWidth());
            canvas.setHeight(getHeight());
        }
        if (getWidth() > 1 && getHeight() > 1) {
            draw();
        }
    }

    @Override
    protected double computePrefHeight(double width) {
        return 120;
    }

    @Override
    protected double computePrefWidth(double height) {
        return 320;
    }
}
