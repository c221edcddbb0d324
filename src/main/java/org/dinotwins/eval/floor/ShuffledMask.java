package org.dinotwins.eval.floor;

import org.dinotwins.data.outline.Mask;

/** Another picture's mask, stretched to a picture's size: overlap with it does not depend on the picture's content. */
public final class ShuffledMask {
    private ShuffledMask() {}

    /** The mask with the nearest pixel of {@code other} for each pixel of a picture of this size. */
    public static Mask stretched(Mask other, int width, int height) {
        boolean[] inside = new boolean[width * height];
        for (int y = 0; y < height; y++) {
            int row = (int) ((2L * y + 1) * other.height() / (2L * height)) * other.width();
            for (int x = 0; x < width; x++) {
                inside[y * width + x] = other.inside()[row + (int) ((2L * x + 1) * other.width() / (2L * width))];
            }
        }
        return new Mask(width, height, inside);
    }
}
