package org.dinotwins.app.live.chart;

import javafx.scene.Node;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import javafx.scene.input.ScrollEvent;

/**
 * Mouse and wheel over a chart, as moves of its window: drag to zoom, scroll to zoom around the pointer, drag with Shift
 * or scroll sideways to move, double-click for the whole run.
 */
final class StepGestures {
    private static final double LEAST_DRAG = 4;
    private static final double ZOOM_A_NOTCH = 0.8;
    private static final double WHEEL_NOTCH = 40;

    private final VisibleSteps window;
    private final PlotArea area;
    private final PointerLine pointer;
    private double dragFrom = Double.NaN;
    private double dragTo;

    StepGestures(VisibleSteps window, PlotArea area, PointerLine pointer) {
        this.window = window;
        this.area = area;
        this.pointer = pointer;
    }

    /** Reads the gestures made over a node, whose coordinates are the area's. */
    void over(Node node) {
        node.addEventHandler(MouseEvent.MOUSE_MOVED, e -> point(e.getX()));
        node.addEventHandler(MouseEvent.MOUSE_EXITED, e -> window.point(Double.NaN));
        node.addEventHandler(MouseEvent.MOUSE_PRESSED, this::press);
        node.addEventHandler(MouseEvent.MOUSE_DRAGGED, this::drag);
        node.addEventHandler(MouseEvent.MOUSE_RELEASED, this::release);
        node.addEventHandler(ScrollEvent.SCROLL, this::scroll);
    }

    private void point(double x) {
        window.point(Math.rint(area.step(x)));
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
            window.pan((dragTo - e.getX()) / area.width());
            dragFrom = e.getX();
        }
        dragTo = e.getX();
        point(e.getX());
        pointer.stretch(dragFrom, dragTo);
    }

    private void release(MouseEvent e) {
        if (Double.isNaN(dragFrom)) {
            return;
        }
        double from = dragFrom;
        dragFrom = Double.NaN;
        if (e.getClickCount() == 2) {
            window.reset();
        } else if (Math.abs(dragTo - from) >= LEAST_DRAG) {
            window.show(area.step(from), area.step(dragTo));
        }
        pointer.stretch(Double.NaN, Double.NaN);
    }

    /** What moves nothing, at the ends of the run, is left to whatever holds the chart. */
    private void scroll(ScrollEvent e) {
        double from = window.fromProperty().get();
        double to = window.toProperty().get();
        if (e.getDeltaX() != 0 && Math.abs(e.getDeltaX()) > Math.abs(e.getDeltaY()) || e.isShiftDown()) {
            double moved = e.getDeltaX() != 0 ? e.getDeltaX() : e.getDeltaY();
            window.pan(-moved / Math.max(1, area.width()));
        } else if (e.getDeltaY() != 0) {
            window.zoom(area.step(e.getX()), Math.pow(ZOOM_A_NOTCH, e.getDeltaY() / WHEEL_NOTCH));
        }
        if (window.fromProperty().get() != from || window.toProperty().get() != to) {
            e.consume();
        }
    }
}
