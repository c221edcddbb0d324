package org.dinotwins.vit;

import java.util.Arrays;
import org.dinotwins.tensor.HostTensor;

/**
 * The rotary positions of DINOv3 (arXiv 2508.10104). The coordinates of a patch's centre are scaled to -1..1 on each axis; each
 * is multiplied by 2 pi over every period. A head's halves hold the same angles: those of the row, then those of the column.
 */
public final class RotaryPositions {
    /** Base of the periods in all public models. */
    private static final double BASE = 100;

    private RotaryPositions() {}

    /** The periods {@code BASE^(2 i / (2 count))}, i from 0, of models whose files do not hold them. */
    public static HostTensor periods(int count) {
        float[] periods = new float[count];
        for (int i = 0; i < count; i++) {
            periods[i] = (float) Math.pow(BASE, i / (double) count);
        }
        return HostTensor.of(periods, count);
    }

    /**
     * Cosines and sines of all tokens.
     *
     * @param periods one per quarter of a head's channels
     * @param prefix  tokens before the first patch, which are not rotated
     * @return {@code [2, prefix + rows * columns, 4 * periods]}, flattened
     */
    static float[] of(float[] periods, int rows, int columns, int prefix) {
        int width = 4 * periods.length;
        int tokens = prefix + rows * columns;
        float[] values = new float[2 * tokens * width];
        Arrays.fill(values, 0, prefix * width, 1);
        for (int row = 0; row < rows; row++) {
            for (int column = 0; column < columns; column++) {
                int at = (prefix + row * columns + column) * width;
                double[] place = {2 * (row + 0.5) / rows - 1, 2 * (column + 0.5) / columns - 1};
                for (int i = 0; i < width; i++) {
                    int angle = i % (width / 2);
                    double turn = 2 * Math.PI * place[angle / periods.length] / periods[angle % periods.length];
                    values[at + i] = (float) Math.cos(turn);
                    values[tokens * width + at + i] = (float) Math.sin(turn);
                }
            }
        }
        return values;
    }
}
