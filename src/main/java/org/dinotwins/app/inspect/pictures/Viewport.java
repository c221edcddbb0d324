package org.dinotwins.app.inspect.pictures;

import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;

/** Which part of the picture is seen how large, the same in all panes. */
public final class Viewport {
    /** Largest zoom over fitting; from there on single pixels of usual pictures fill the view. */
    static final double LARGEST = 32;
    /** Zoom of one notch of the wheel or one press of a key. */
    public static final double PER_NOTCH = 1.2;

    /**
     * @param zoom size over that of a picture that just fits, 1..{@link #LARGEST}
     * @param x    share of the picture's width that lies in the middle of the view
     * @param y    share of its height
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

    /** True while a part of the picture may be outside the view. */
    public boolean zoomed() {
        return frame.get().zoom() > 1;
    }

    /**
     * Zooms by a factor; the place under the pointer stays under it.
     *
     * @param place where the picture lies now
     * @param x     of the pointer, in the view's units
     * @param y     of the pointer
     */
    public void zoom(double factor, Placement place, double x, double y) {
        Frame now = frame.get();
        double zoom = Math.max(1, Math.min(LARGEST, now.zoom() * factor));
        if (zoom == 1) {
            fit();
            return;
        }
        double change = now.zoom() / zoom;
        double pointedX = place.shareX(x);
        double pointedY = place.shareY(y);
        set(zoom, pointedX + (now.x() - pointedX) * change, pointedY + (now.y() - pointedY) * change, place);
    }

    /** Zooms by a factor around the middle of the view. */
    public void zoom(double factor, Placement place) {
        zoom(factor, place, place.viewWidth() / 2, place.viewHeight() / 2);
    }

    /** Moves the picture with the pointer by this much, in the view's units. */
    public void pan(double x, double y, Placement place) {
        Frame now = frame.get();
        set(now.zoom(), now.x() - x / place.width(), now.y() - y / place.height(), place);
    }

    private void set(double zoom, double x, double y, Placement place) {
        double grown = zoom / frame.get().zoom();
        frame.set(new Frame(
                zoom,
                within(x, place.viewWidth() / (place.width() * grown)),
                within(y, place.viewHeight() / (place.height() * grown))));
    }

    /** Keeps the picture's edges out of the view's middle: with the view full of picture where there is enough of it. */
    private static double within(double middle, double seen) {
        return seen >= 1 ? 0.5 : Math.max(seen / 2, Math.min(1 - seen / 2, middle));
    }
}
