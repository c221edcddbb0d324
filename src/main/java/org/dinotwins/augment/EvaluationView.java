package org.dinotwins.augment;

import org.dinotwins.data.Pixels;

/** Plain views of a picture for measuring and inspecting: resampled and normalised, nothing random. */
public final class EvaluationView {
    private EvaluationView() {
    }

    /** The whole picture stretched to {@code [3, height, width]} normalised floats, area-averaged when shrinking. */
    public static float[] stretched(Pixels picture, int width, int height) {
        throw new UnsupportedOperationException();
    }

    /** Shorter side resampled to {@code resize}, centre square of {@code size} cut out; {@code [3, size, size]}. */
    public static float[] centre(Pixels picture, int resize, int size) {
        throw new UnsupportedOperationException();
    }
}
