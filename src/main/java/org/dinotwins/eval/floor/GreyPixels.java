package org.dinotwins.eval.floor;

import org.dinotwins.augment.EvaluationView;
import org.dinotwins.data.picture.Pixels;

/** Grey values of a picture that is stretched to a small square. */
final class GreyPixels {
    static final int SIDE = 16;

    private GreyPixels() {}

    /** {@code [256]} grey values in 0..1, rows from the top. */
    static float[] of(Pixels picture) {
        return grey(picture, SIDE);
    }

    /**
     * The picture as {@code [side * side]} grey values in 0..1, with the weights of ITU-R BT.601.
     *
     * @param side pixels of the square that the picture is stretched to
     */
    static float[] grey(Pixels picture, int side) {
        byte[] rgb = EvaluationView.pixels(picture, side, side).rgb();
        float[] grey = new float[side * side];
        for (int i = 0; i < grey.length; i++) {
            int red = rgb[3 * i] & 0xff;
            int green = rgb[3 * i + 1] & 0xff;
            int blue = rgb[3 * i + 2] & 0xff;
            grey[i] = (0.299f * red + 0.587f * green + 0.114f * blue) / 255;
        }
        return grey;
    }
}
