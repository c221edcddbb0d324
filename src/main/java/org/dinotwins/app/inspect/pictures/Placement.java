package org.dinotwins.app.inspect.pictures;

import java.util.OptionalInt;
import org.dinotwins.eval.attention.PatchGrid;

/**
 * The position of a picture in a view, with its aspect ratio kept. Its edges are aligned to device pixels, so that
 * patches stay sharp.
 *
 * @param x          left edge in the view, in the view's units; negative when zoomed in
 * @param y          top edge
 * @param width      in the view's units, at least one device pixel
 * @param height     in the view's units, at least one device pixel
 * @param viewWidth  width of the view in its own units
 * @param viewHeight height of the view in its own units
 * @param scale      device pixels per unit, such as 2 on a HiDPI screen at 200 %
 */
public record Placement(
        double x, double y, double width, double height, double viewWidth, double viewHeight, double scale) {

    /**
     * As large as fits, centred.
     *
     * @param pictureWidth  pixels
     * @param pictureHeight pixels
     * @param viewWidth     width of the view in its units; less than a device pixel counts as one
     * @param viewHeight    height of the view, likewise
     * @param scale         device pixels per unit
     */
    public static Placement fit(
            int pictureWidth, int pictureHeight, double viewWidth, double viewHeight, double scale) {
        return of(pictureWidth, pictureHeight, viewWidth, viewHeight, scale, Viewport.Frame.WHOLE);
    }

    /** Like {@link #fit}, zoomed and moved. */
    public static Placement of(
            int pictureWidth,
            int pictureHeight,
            double viewWidth,
            double viewHeight,
            double scale,
            Viewport.Frame frame) {
        double roomX = Math.max(1, Math.floor(viewWidth * scale));
        double roomY = Math.max(1, Math.floor(viewHeight * scale));
        double fit = Math.min(roomX / pictureWidth, roomY / pictureHeight);
        double wide = Math.max(1, Math.rint(pictureWidth * fit * frame.zoom()));
        double high = Math.max(1, Math.rint(pictureHeight * fit * frame.zoom()));
        if (frame.zoom() == 1) {
            wide = Math.min(roomX, wide);
            high = Math.min(roomY, high);
        }
        return new Placement(
                edge(roomX, wide, frame.x()) / scale,
                edge(roomY, high, frame.y()) / scale,
                wide / scale,
                high / scale,
                roomX / scale,
                roomY / scale,
                scale);
    }

    private static double edge(double room, double length, double middle) {
        return length <= room ? Math.floor((room - length) / 2) : Math.rint(room / 2 - middle * length);
    }

    /** Width in device pixels. */
    public int deviceWidth() {
        return (int) Math.round(width * scale);
    }

    /** Height in device pixels. */
    public int deviceHeight() {
        return (int) Math.round(height * scale);
    }

    /** Position of an x of the view as a fraction of the picture's width. */
    double shareX(double viewX) {
        return (viewX - x) / width;
    }

    /** Position of a y of the view as a fraction of the picture's height. */
    double shareY(double viewY) {
        return (viewY - y) / height;
    }

    /** The patch under a point of the view; empty outside the picture. */
    public OptionalInt patchAt(double viewX, double viewY, PatchGrid grid) {
        double right = viewX - x;
        double down = viewY - y;
        return right >= 0 && down >= 0 && right < width && down < height
                ? OptionalInt.of(grid.patchAt(right, down, width, height))
                : OptionalInt.empty();
    }
}
