package org.dinotwins.app.inspect.pictures;

import javafx.scene.image.Image;
import javafx.scene.image.PixelFormat;
import javafx.scene.image.WritableImage;
import org.dinotwins.data.picture.Pixels;

/** Creates JavaFX images from plain pixels, off the FX thread. */
public final class FxImages {
    private static final int WHITE = 255;

    private FxImages() {}

    /** @param argb premultiplied, {@code [width * height]} */
    public static Image of(int[] argb, int width, int height) {
        WritableImage image = new WritableImage(width, height);
        image.getPixelWriter().setPixels(0, 0, width, height, PixelFormat.getIntArgbPreInstance(), argb, 0, width);
        return image;
    }

    /**
     * An image for smooth enlargement, framed by a copy of its outermost pixels. Without the frame its edges would fade
     * into transparency.
     *
     * @param argb premultiplied, {@code [width * height]}
     */
    public static Image framed(int[] argb, int width, int height) {
        int[] framed = new int[(width + 2) * (height + 2)];
        for (int y = 0; y < height + 2; y++) {
            int from = Math.max(0, Math.min(height - 1, y - 1)) * width;
            int to = y * (width + 2);
            System.arraycopy(argb, from, framed, to + 1, width);
            framed[to] = argb[from];
            framed[to + width + 1] = argb[from + width - 1];
        }
        return of(framed, width + 2, height + 2);
    }

    /** The picture with its sides halved this many times by averaging, {@link #framed}. */
    public static Image halved(Pixels picture, int halvings) {
        int width = Math.max(1, picture.width() >> halvings);
        int height = Math.max(1, picture.height() >> halvings);
        return framed(scaled(picture, width, height), width, height);
    }

    /** An image as plain pixels, with transparency blended over white. */
    public static Pixels pixels(Image image) {
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

    /** The picture at another size, by area averaging; when enlarging, the nearest pixel. */
    public static int[] scaled(Pixels picture, int width, int height) {
        int[] out = new int[width * height];
        for (int y = 0; y < height; y++) {
            int top = (int) ((long) y * picture.height() / height);
            int bottom = Math.max(top + 1, (int) ((y + 1L) * picture.height() / height));
            for (int x = 0; x < width; x++) {
                int left = (int) ((long) x * picture.width() / width);
                int right = Math.max(left + 1, (int) ((x + 1L) * picture.width() / width));
                out[y * width + x] = mean(picture, left, top, right, bottom);
            }
        }
        return out;
    }

    private static int mean(Pixels picture, int left, int top, int right, int bottom) {
        long red = 0;
        long green = 0;
        long blue = 0;
        for (int y = top; y < bottom; y++) {
            int at = (y * picture.width() + left) * 3;
            for (int x = left; x < right; x++, at += 3) {
                red += picture.rgb()[at] & 0xFF;
                green += picture.rgb()[at + 1] & 0xFF;
                blue += picture.rgb()[at + 2] & 0xFF;
            }
        }
        long count = (long) (right - left) * (bottom - top);
        long half = count / 2;
        return 0xFF000000
                | (int) ((red + half) / count) << 16
                | (int) ((green + half) / count) << 8
                | (int) ((blue + half) / count);
    }
}
