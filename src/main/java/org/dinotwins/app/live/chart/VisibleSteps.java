package org.dinotwins.app.live.chart;

import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyDoubleProperty;
import javafx.beans.property.ReadOnlyDoubleWrapper;

/** The range of visible steps and the step under the pointer, shared by all charts of a run. */
public final class VisibleSteps {
    /** Smallest number of visible steps, when zoomed in or just after the start. */
    private static final double NARROWEST = 10;

    private final ReadOnlyDoubleWrapper from = new ReadOnlyDoubleWrapper(0);
    private final ReadOnlyDoubleWrapper to = new ReadOnlyDoubleWrapper(NARROWEST);
    private final ReadOnlyBooleanWrapper zoomed = new ReadOnlyBooleanWrapper();
    private final ReadOnlyDoubleWrapper pointed = new ReadOnlyDoubleWrapper(Double.NaN);
    private double first;
    private double last = NARROWEST;
    private double newest;

    ReadOnlyDoubleProperty fromProperty() {
        return from.getReadOnlyProperty();
    }

    ReadOnlyDoubleProperty toProperty() {
        return to.getReadOnlyProperty();
    }

    /** False while the whole run is visible and the range grows with it. */
    public ReadOnlyBooleanProperty zoomedProperty() {
        return zoomed.getReadOnlyProperty();
    }

    /** The step under the pointer, NaN for none. */
    public ReadOnlyDoubleProperty pointedProperty() {
        return pointed.getReadOnlyProperty();
    }

    /** Sets the first and last step of the run. A zoomed-in range stays unchanged. */
    public void extent(double newFirst, double newLast) {
        first = newFirst;
        newest = newLast;
        last = Math.max(newFirst + NARROWEST, newLast);
        if (!zoomed.get()) {
            reset();
        }
    }

    /** Shows a range, clamped to the run. */
    void show(double newFrom, double newTo) {
        double width = Math.min(last - first, Math.max(NARROWEST, Math.abs(newTo - newFrom)));
        double start = Math.max(first, Math.min(last - width, Math.min(newFrom, newTo)));
        zoomed.set(width < last - first);
        from.set(start);
        to.set(start + width);
    }

    /**
     * Zooms around a step, which keeps its position on screen.
     *
     * @param factor below 1 zooms in
     */
    void zoom(double around, double factor) {
        double left = around - (around - from.get()) * factor;
        double right = around + (to.get() - around) * factor;
        show(left, right);
    }

    /** Moves by a fraction of the visible width. */
    void pan(double share) {
        double width = to.get() - from.get();
        show(from.get() + share * width, to.get() + share * width);
    }

    /** Shows the whole run and follows it. */
    public void reset() {
        zoomed.set(false);
        from.set(first);
        to.set(last);
    }

    /** Sets the step under the pointer, at most the newest step; NaN for none. */
    void point(double step) {
        pointed.set(Math.min(step, newest));
    }
}
