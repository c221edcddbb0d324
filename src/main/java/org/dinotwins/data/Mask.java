package org.dinotwins.data;

/**
 * Pixels that belong to an object.
 *
 * @param inside row-major {@code height * width}
 */
public record Mask(int width, int height, boolean[] inside) {
    /** Rasterises an outline for a picture of this size, exactly as the COCO API does. {@code None} gives the box. */
    public static Mask of(PictureObject object, int width, int height) {
        throw new UnsupportedOperationException();
    }
}
