package org.dinotwins.augment;

import org.dinotwins.data.picture.Pixels;

/**
 * Deterministic views of a picture for evaluation and inspection, resampled and normalised. The bicubic kernel is that
 * of training crops: it widens by the shrink factor, so that shrinking averages over areas.
 */
public final class EvaluationView {
    private EvaluationView() {}

    /** The whole picture stretched to {@code [3, height, width]} normalised floats, antialiased when shrinking. */
    public static float[] stretched(Pixels picture, int width, int height) {
        float[] target = new float[3 * width * height];
        whole(picture, width, height).normalise(target, 0);
        return target;
    }

    /** The whole picture stretched to this size, in 8 bits, as input to a corruption. */
    public static Pixels pixels(Pixels picture, int width, int height) {
        int[] argb = whole(picture, width, height).argb();
        byte[] rgb = new byte[3 * argb.length];
        for (int i = 0; i < argb.length; i++) {
            rgb[3 * i] = (byte) (argb[i] >> 16);
            rgb[3 * i + 1] = (byte) (argb[i] >> 8);
            rgb[3 * i + 2] = (byte) argb[i];
        }
        return new Pixels(width, height, rgb);
    }

    /**
     * Resamples the shorter side to {@code resize} pixels and crops the centre square of {@code size} pixels:
     * {@code [3, size, size]} normalised floats.
     */
    public static float[] centre(Pixels picture, int resize, int size) {
        Square square = Square.of(picture, resize, size);
        float[] all = stretched(picture, square.width(), square.height());
        float[] target = new float[3 * size * size];
        for (int row = 0; row < 3 * size; row++) {
            int channel = row / size;
            int y = square.top() + row % size;
            int from = (channel * square.height() + y) * square.width() + square.left();
            System.arraycopy(all, from, target, row * size, size);
        }
        return target;
    }

    /** Like {@link #centre}, in 8 bits. */
    public static Pixels centrePixels(Pixels picture, int resize, int size) {
        Square square = Square.of(picture, resize, size);
        byte[] all = pixels(picture, square.width(), square.height()).rgb();
        byte[] rgb = new byte[3 * size * size];
        for (int y = 0; y < size; y++) {
            int from = (square.top() + y) * square.width() + square.left();
            System.arraycopy(all, 3 * from, rgb, 3 * y * size, 3 * size);
        }
        return new Pixels(size, size, rgb);
    }

    /** The corner of a centre square in a picture resized to {@code width} by {@code height}. */
    private record Square(int width, int height, int left, int top) {
        static Square of(Pixels picture, int resize, int size) {
            if (size > resize) {
                throw new IllegalArgumentException(
                        "a square of " + size + " pixels does not fit a picture whose shorter side is " + resize);
            }
            int shorter = Math.min(picture.width(), picture.height());
            int width = (int) ((long) resize * picture.width() / shorter);
            int height = (int) ((long) resize * picture.height() / shorter);
            return new Square(width, height, (width - size) / 2, (height - size) / 2);
        }
    }

    private static CropCanvas whole(Pixels picture, int width, int height) {
        CropCanvas canvas = CropCanvas.ofThisThread();
        canvas.cut(picture, 0, 0, picture.width(), picture.height(), width, height, false);
        return canvas;
    }
}
