package org.dinotwins.app.live.chart;

import javafx.scene.Node;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import javafx.scene.input.ScrollEvent;

/**
 * Mouse gestures over a chart: drag to zoom, scroll to zoom around the pointer, drag with Shift or scroll sideways to
 * move, double-click to show the whole run.
 */
final class StepGestures {
    private static final double LEAST_DRAG = 4;
    private static final double ZOOM_PER_NOTCH = 0.8;
    private static final double WHEEL_NOTCH = 40;

    private final VisibleSteps visible;
    private final PlotArea area;
    private final PointerLine pointer;
    private double dragFrom = Double.NaN;
    private double dragTo;

    StepGestures(VisibleSteps visible, PlotArea area, PointerLine pointer) {
        this.visible = visible;
        this.area = area;
        this.pointer = pointer;
    }

    /** Handles the gestures over a node whose coordinates are those of the area. */
    void install(Node node) {
        node.addEventHandler(MouseEvent.MOUSE_MOVED, e -> point(e.getX()));
        node.addEventHandler(MouseEvent.MOUSE_EXITED, e -> visible.point(Double.NaN));
        node.addEventHandler(MouseEvent.MOUSE_PRESSED, this::press);
        node.addEventHandler(MouseEvent.MOUSE_DRAGGED, this::drag);
        node.addEventHandler(MouseEvent.MOUSE_RELEASED, this::release);
        node.addEventHandler(ScrollEvent.SCROLL, this::scroll);
    }

    private void point(double x) {
        visible.point(Math.rint(area.step(x)));
    }

    private void press(MouseEvent e) {
        if (e.getButton() == MouseButton.PRIMARY) {
            dragFrom = e.getX();
            dragTo = dragFrom;
        }
    }

    private void drag(MouseEvent e) {
        if (Double.isNaN(dragFrom)) {
            return;
        }
        if (e.isShiftDown()) {
            visible.pan((dragTo - e.getX()) / area.width());
            dragFrom = e.getX();
        }
        dragTo = e.getX();
        point(e.getX());
        pointer.shade(dragFrom, dragTo);
    }

    private void release(MouseEvent e) {
        if (Double.isNaN(dragFrom)) {
            return;
        }
        double from = dragFrom;
        dragFrom = Double.NaN;
        if (e.getClickCount() == 2) {
            visible.reset();
        } else if (Math.abs(dragTo - from) >= LEAST_DRAG) {
            visible.show(area.step(from), area.step(dragTo));
        }
        pointer.shade(Double.NaN, Double.NaN);
    }

    /** Scrolling without effect, at either end of the run, is left to the chart's parent. */
    private void scroll(ScrollEvent e) {
        double from = visible.fromProperty().get();
        double to = visible.toProperty().get();
        if (e.getDeltaX() != 0 && Math.abs(e.getDeltaX()) > Math.abs(e.getDeltaY()) || e.isShiftDown()) {
            double moved = e.getDeltaX() != 0 ? e.getDeltaX() : e.getDeltaY();
            visible.pan(-moved / Math.max(1, area.width()));
        } else if (e.getDeltaY() != 0) {
            visible.zoom(area.step(e.getX()), Math.pow(ZOOM_PER_NOTCH, e.getDeltaY() / WHEEL_NOTCH));
        }
        if (visible.fromProperty().get() != from || visible.toProperty().get() != to) {
            e.consume();
        }
    }
}
