package org.dinotwins.app.shared.view;

import java.util.Arrays;
import java.util.Objects;
import javafx.scene.image.Image;
import javafx.scene.image.PixelFormat;
import javafx.scene.image.WritableImage;
import org.dinotwins.data.picture.Pixels;

/**
 * A decoded picture for display. Thread-safe.
 *
 * @param width  in pixels
 * @param height in pixels
 * @param argb   {@code width * height} opaque ARGB values, rows from the top; shared, do not modify
 */
// equals and hashCode compare contents.
@SuppressWarnings("ArrayRecordComponent")
public record Bitmap(int width, int height, int[] argb) {
    private static final int OPAQUE = 0xff000000;

    public Bitmap {
        Objects.requireNonNull(argb, "argb");
        if (argb.length != (long) width * height) {
            throw new IllegalArgumentException(width + " x " + height + " does not match " + argb.length + " pixels");
        }
    }

    /** The picture at its own size. */
    public static Bitmap of(Pixels pixels) {
        byte[] rgb = pixels.rgb();
        int[] argb = new int[pixels.width() * pixels.height()];
        for (int i = 0, at = 0; i < argb.length; i++, at += 3) {
            argb[i] = OPAQUE | (rgb[at] & 0xff) << 16 | (rgb[at + 1] & 0xff) << 8 | rgb[at + 2] & 0xff;
        }
        return new Bitmap(pixels.width(), pixels.height(), argb);
    }

    /** The picture, reduced by averaging until its longer side is at most this long; never enlarged. */
    public static Bitmap within(Pixels pixels, int longSide) {
        double scale = Math.min(1, (double) longSide / Math.max(pixels.width(), pixels.height()));
        return averaged(
                pixels,
                0,
                0,
                pixels.width(),
                pixels.height(),
                Math.max(1, (int) Math.round(pixels.width() * scale)),
                Math.max(1, (int) Math.round(pixels.height() * scale)));
    }

    /** The picture's centre square, reduced by averaging to at most this side. */
    public static Bitmap square(Pixels pixels, int side) {
        int cut = Math.min(pixels.width(), pixels.height());
        int shown = Math.min(side, cut);
        return averaged(pixels, (pixels.width() - cut) / 2, (pixels.height() - cut) / 2, cut, cut, shown, shown);
    }

    private static Bitmap averaged(
            Pixels pixels, int left, int top, int cutWidth, int cutHeight, int width, int height) {
        int[] argb = new int[width * height];
        for (int y = 0; y < height; y++) {
            int fromY = top + (int) ((long) y * cutHeight / height);
            int toY = top + Math.max(fromY - top + 1, (int) ((long) (y + 1) * cutHeight / height));
            for (int x = 0; x < width; x++) {
                int fromX = left + (int) ((long) x * cutWidth / width);
                int toX = left + Math.max(fromX - left + 1, (int) ((long) (x + 1) * cutWidth / width));
                argb[y * width + x] = mean(pixels, fromX, toX, fromY, toY);
            }
        }
        return new Bitmap(width, height, argb);
    }

    private static int mean(Pixels pixels, int fromX, int toX, int fromY, int toY) {
        byte[] rgb = pixels.rgb();
        long red = 0;
        long green = 0;
        long blue = 0;
        for (int y = fromY; y < toY; y++) {
            for (int at = (y * pixels.width() + fromX) * 3, end = at + (toX - fromX) * 3; at < end; at += 3) {
                red += rgb[at] & 0xff;
                green += rgb[at + 1] & 0xff;
                blue += rgb[at + 2] & 0xff;
            }
        }
        int count = (toX - fromX) * (toY - fromY);
        return OPAQUE | (int) (red / count) << 16 | (int) (green / count) << 8 | (int) (blue / count);
    }

    /** As a JavaFX image. */
    public Image image() {
        WritableImage image = new WritableImage(width, height);
        image.getPixelWriter().setPixels(0, 0, width, height, PixelFormat.getIntArgbInstance(), argb, 0, width);
        return image;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Bitmap that
                && width == that.width
                && height == that.height
                && Arrays.equals(argb, that.argb);
    }

    @Override
    public int hashCode() {
        return Objects.hash(width, height, Arrays.hashCode(argb));
    }
}
