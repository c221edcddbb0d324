package org.dinotwins.app.inspect;

import javafx.scene.image.Image;
import javafx.scene.image.PixelFormat;
import javafx.scene.image.WritableImage;
import org.dinotwins.data.Pixels;

/** Makes JavaFX images from plain pixels, off the FX thread. */
final class Images {
    /** A picture so much larger than its place is averaged down, since the screen would only pick single pixels. */
    private static final double WORTH_AVERAGING = 1.25;

    private Images() {
    }

    /** @param argb premultiplied, {@code [width * height]} */
    static Image of(int[] argb, int width, int height) {
        WritableImage image = new WritableImage(width, height);
        image.getPixelWriter().setPixels(0, 0, width, height, PixelFormat.getIntArgbPreInstance(), argb, 0, width);
        return image;
    }

    /** The picture at its own size, or averaged down to these device pixels when it is much larger. */
    static Image fitted(Pixels picture, int width, int height) {
        if (picture.width() > width * WORTH_AVERAGING) {
            return of(OverlayRenderer.picture(picture, width, height), width, height);
        }
        WritableImage image = new WritableImage(picture.width(), picture.height());
        image.getPixelWriter().setPixels(0, 0, picture.width(), picture.height(), PixelFormat.getByteRgbInstance(),
                picture.rgb(), 0, picture.width() * 3);
        return image;
    }
}
