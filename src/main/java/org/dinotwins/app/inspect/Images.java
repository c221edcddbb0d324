package org.dinotwins.app.inspect;

import javafx.scene.image.Image;
import javafx.scene.image.PixelFormat;
import javafx.scene.image.WritableImage;
import org.dinotwins.data.Pixels;

/** Makes JavaFX images from plain pixels, off the FX thread. */
final class Images {
    private static final int WHITE = 255;

    private Images() {
    }

    /** @param argb premultiplied, {@code [width * height]} */
    static Image of(int[] argb, int width, int height) {
        WritableImage image = new WritableImage(width, height);
        image.getPixelWriter().setPixels(0, 0, width, height, PixelFormat.getIntArgbPreInstance(), argb, 0, width);
        return image;
    }

    /** The picture with its sides halved so many times, by averaging. */
    static Image halved(Pixels picture, int halvings) {
        if (halvings > 0) {
            int width = Math.max(1, picture.width() >> halvings);
            int height = Math.max(1, picture.height() >> halvings);
            return of(OverlayRenderer.picture(picture, width, height), width, height);
        }
        WritableImage image = new WritableImage(picture.width(), picture.height());
        image.getPixelWriter().setPixels(0, 0, picture.width(), picture.height(), PixelFormat.getByteRgbInstance(),
                picture.rgb(), 0, picture.width() * 3);
        return image;
    }

    /** An image as plain pixels, its transparent ones laid over white. */
    static Pixels pixels(Image image) {
        int width = (int) image.getWidth();
        int height = (int) image.getHeight();
        int[] argb = new int[width * height];
        image.getPixelReader().getPixels(0, 0, width, height, PixelFormat.getIntArgbInstance(), argb, 0, width);
        byte[] rgb = new byte[argb.length * 3];
        for (int i = 0; i < argb.length; i++) {
            int opacity = argb[i] >>> 24;
            for (int c = 0; c < 3; c++) {
                int value = argb[i] >> 16 - 8 * c & 0xFF;
                rgb[3 * i + c] = (byte) ((value * opacity + WHITE * (WHITE - opacity) + WHITE / 2) / WHITE);
            }
        }
        return new Pixels(width, height, rgb);
    }
}
