package org.dinotwins.app.inspect;

import java.util.OptionalInt;
import org.dinotwins.eval.PatchGrid;

/**
 * Where a picture lies in a view: as large as fits, its aspect ratio kept, centred. Its edges lie on device pixels, so
 * that patches stay crisp.
 *
 * @param x      left edge in the view, in the view's units
 * @param y      top edge
 * @param width  in the view's units, at least one device pixel
 * @param height in the view's units, at least one device pixel
 * @param scale  device pixels a unit, 2 on a HiDPI screen at 200 %
 */
record Placement(double x, double y, double width, double height, double scale) {

    /**
     * @param pictureWidth  pixels
     * @param pictureHeight pixels
     * @param viewWidth     room in the view's units; less than a device pixel counts as one
     * @param viewHeight    likewise
     * @param scale         device pixels a unit
     */
    static Placement fit(int pictureWidth, int pictureHeight, double viewWidth, double viewHeight, double scale) {
        double roomX = Math.max(1, Math.floor(viewWidth * scale));
        double roomY = Math.max(1, Math.floor(viewHeight * scale));
        double zoom = Math.min(roomX / pictureWidth, roomY / pictureHeight);
        double wide = Math.max(1, Math.min(roomX, Math.rint(pictureWidth * zoom)));
        double high = Math.max(1, Math.min(roomY, Math.rint(pictureHeight * zoom)));
        return new Placement(Math.floor((roomX - wide) / 2) / scale, Math.floor((roomY - high) / 2) / scale,
                wide / scale, high / scale, scale);
    }

    /** Width in device pixels. */
    int deviceWidth() {
        return (int) Math.round(width * scale);
    }

    /** Height in device pixels. */
    int deviceHeight() {
        return (int) Math.round(height * scale);
    }

    /** The patch under a point of the view; empty beside the picture. */
    OptionalInt patchAt(double viewX, double viewY, PatchGrid grid) {
        double right = viewX - x;
        double down = viewY - y;
        return right >= 0 && down >= 0 && right < width && down < height
                ? OptionalInt.of(grid.patchAt(right, down, width, height)) : OptionalInt.empty();
    }
}
