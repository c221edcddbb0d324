package org.dinotwins.app.live.chart;

import java.util.List;
import javafx.scene.canvas.Canvas;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.layout.Region;
import org.dinotwins.app.shared.Theme;
import org.dinotwins.app.shared.view.DeviceScale;
import org.dinotwins.chart.CurvePlot;
import org.dinotwins.chart.RunCurves;
import org.dinotwins.chart.SettingChange;
import org.dinotwins.chart.TrainingCurve;
import org.dinotwins.chart.ValueScale;
import org.dinotwins.chart.VisibleCurves;
import org.jfree.fx.FXGraphics2D;

/**
 * Curves of a run over its steps, drawn on a canvas at the owner's request.
 *
 * <p>Only the points visible at the current zoom are drawn, so a run of a million steps redraws within a frame. Charts
 * that share a {@link VisibleSteps} zoom together and show the pointer at the same step.
 */
public final class StepChart extends Region {
    private final VisibleSteps visible;
    private final PlotArea area;
    private final VisibleCurves curves;
    private final ValueScale scale = new ValueScale();
    private final CurvePlot plot;
    private final Canvas canvas = new Canvas();
    private final PointerLine pointer;
    private Theme theme = Theme.DARK;
    private boolean stale = true;
    private Runnable onStale = () -> {};

    /**
     * @param curves     drawn in this order, the last on top
     * @param stepsShown whether step numbers are shown below
     */
    public StepChart(VisibleSteps visible, List<TrainingCurve> curves, boolean stepsShown) {
        this.visible = visible;
        this.area = new PlotArea(visible, stepsShown);
        this.curves = new VisibleCurves(curves);
        this.plot = new CurvePlot(this.curves, scale, stepsShown);
        this.pointer = new PointerLine(visible, area, this.curves, scale, theme.palette());
        getChildren().addAll(canvas, pointer);
        getStyleClass().add("step-chart");
        setMinSize(120, 56);
        paint(theme);
        visible.fromProperty().addListener((of, old, is) -> invalidate());
        visible.toProperty().addListener((of, old, is) -> invalidate());
        new StepGestures(visible, area, pointer).install(this);
    }

    /** Switches to another run. */
    public void setRun(RunCurves curvesOfRun) {
        curves.setRun(curvesOfRun);
        invalidate();
    }

    /** Smooths the curves over this number of steps, with the original values faintly behind; 1 for no smoothing. */
    public void smooth(double steps) {
        curves.smooth(steps);
        invalidate();
    }

    /** Chooses the vertical scale; the logarithmic one skips values that are not positive. */
    public void logScale(boolean on) {
        scale.logarithmic(on);
        paint(theme);
    }

    public void setVisible(TrainingCurve curve, boolean on) {
        curves.setVisible(curve, on);
        invalidate();
    }

    /** Fixes the vertical range instead of fitting it to the curves. */
    public StepChart fixedRange(double low, double high) {
        scale.fix(low, high);
        return this;
    }

    /** Removes the vertical axis and its grid, for a chart as low as a line of text. */
    public void withoutValueAxis() {
        area.withoutValueAxis();
        scale.withoutLabels();
        plot.withoutGrid();
        invalidate();
    }

    /** Draws a labelled reference line, for example at ln K. */
    public void reference(double value, String label) {
        plot.markers().reference(value, label);
        paint(theme);
    }

    /** Marks the steps at which the user changed something. */
    public void mark(List<SettingChange> changes) {
        plot.markers().changes(changes);
        paint(theme);
    }

    /** Switches to the colours of a theme. */
    public void paint(Theme newTheme) {
        theme = newTheme;
        plot.paint(theme.palette()::awt);
        pointer.paint(theme.palette());
        invalidate();
    }

    /** The value of a curve at a step, smoothed where smoothing is on; NaN before the first value. */
    public double valueAt(TrainingCurve curve, double step) {
        return curves.valueAt(curve, step);
    }

    /** Marks the chart as out of date and notifies the owner. */
    public void invalidate() {
        stale = true;
        onStale.run();
    }

    /** Sets the action to run when the chart becomes out of date. */
    public void onStale(Runnable action) {
        onStale = action;
    }

    /** Draws if the chart is out of date; returns whether it drew. */
    public boolean drawIfStale() {
        if (!stale || getWidth() < 1 || getHeight() < 1) {
            return false;
        }
        draw();
        return true;
    }

    /** Draws now. */
    public void draw() {
        double from = visible.fromProperty().get();
        double to = visible.toProperty().get();
        int columns = (int) Math.max(1, Math.ceil(area.width() * DeviceScale.of(this)));
        stale = !curves.clip(from, to, columns, scale.isLogarithmic());
        GraphicsContext graphics = canvas.getGraphicsContext2D();
        graphics.clearRect(0, 0, getWidth(), getHeight());
        plot.draw(new FXGraphics2D(graphics), area.chart(), area.bounds(), from, to);
        pointer.draw();
    }

    @Override
    protected void layoutChildren() {
        area.resize(getWidth(), getHeight());
        for (Canvas each : List.of(canvas, pointer)) {
            each.setWidth(getWidth());
            each.setHeight(getHeight());
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
