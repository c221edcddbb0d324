package org.dinotwins.measure;

import java.util.Locale;
import org.dinotwins.augment.EvaluationView;
import org.dinotwins.data.picture.Pixels;

/** How a picture becomes the square input of a network. Attention is always measured at the picture's own aspect ratio. */
public enum InputView {
    /** The whole picture stretched to a square, so that no object is cut off. */
    STRETCHED,
    /** The shorter side resized to 8/7 of the input, then the centre cropped: 256 and 224 pixels in public protocols. */
    CENTRE;

    private static final double MARGIN = 256.0 / 224;

    /** The picture as the network sees it, in 8 bits. */
    Pixels pixels(Pixels picture, int size) {
        return this == STRETCHED
                ? EvaluationView.pixels(picture, size, size)
                : EvaluationView.centrePixels(picture, (int) Math.round(size * MARGIN), size);
    }

    /** The value of the option. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
