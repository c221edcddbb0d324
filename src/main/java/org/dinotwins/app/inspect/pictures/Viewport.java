package org.dinotwins.app.inspect.pictures;

import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;

/** The visible part of the picture and its zoom, shared by all panes. */
public final class Viewport {
    /** Largest zoom relative to fitting the view; there, single pixels of usual pictures fill the view. */
    static final double LARGEST = 32;
    /** Zoom factor per notch of the wheel or key press. */
    public static final double PER_NOTCH = 1.2;

    /**
     * @param zoom size relative to a picture that just fits, 1..{@link #LARGEST}
     * @param x    fraction of the picture's width at the centre of the view
     * @param y    fraction of the picture's height at the centre of the view
     */
    public record Frame(double zoom, double x, double y) {
        /** The whole picture. */
        public static final Frame WHOLE = new Frame(1, 0.5, 0.5);
    }

    private final ReadOnlyObjectWrapper<Frame> frame = new ReadOnlyObjectWrapper<>(Frame.WHOLE);

    public ReadOnlyObjectProperty<Frame> frameProperty() {
        return frame.getReadOnlyProperty();
    }

    /** Shows the whole picture. */
    public void fit() {
        frame.set(Frame.WHOLE);
    }

    /** Whether the picture is zoomed in. */
    public boolean zoomed() {
        return frame.get().zoom() > 1;
    }

    /**
     * Zooms by a factor; the point under the pointer stays in place.
     *
     * @param placement the current placement of the picture
     * @param x     pointer, in the view's units
     * @param y     pointer, in the view's units
     */
    public void zoom(double factor, Placement placement, double x, double y) {
        Frame now = frame.get();
        double zoom = Math.max(1, Math.min(LARGEST, now.zoom() * factor));
        if (zoom == 1) {
            fit();
            return;
        }
        double change = now.zoom() / zoom;
        double pointedX = placement.shareX(x);
        double pointedY = placement.shareY(y);
        set(zoom, pointedX + (now.x() - pointedX) * change, pointedY + (now.y() - pointedY) * change, placement);
    }

    /** Zooms by a factor about the centre of the view. */
    public void zoom(double factor, Placement placement) {
        zoom(factor, placement, placement.viewWidth() / 2, placement.viewHeight() / 2);
    }

    /** Moves the picture by this distance, in the view's units. */
    public void pan(double x, double y, Placement placement) {
        Frame now = frame.get();
        set(now.zoom(), now.x() - x / placement.width(), now.y() - y / placement.height(), placement);
    }

    private void set(double zoom, double x, double y, Placement placement) {
        double grown = zoom / frame.get().zoom();
        frame.set(new Frame(
                zoom,
                within(x, placement.viewWidth() / (placement.width() * grown)),
                within(y, placement.viewHeight() / (placement.height() * grown))));
    }

    /** Keeps the view filled with picture where the picture is large enough, else centres it. */
    private static double within(double middle, double visible) {
        return visible >= 1 ? 0.5 : Math.max(visible / 2, Math.min(1 - visible / 2, middle));
    }
}
