package org.dinotwins.eval.floor;

import org.dinotwins.data.picture.Pixels;

/**
 * Histograms of oriented gradients (Dalal and Triggs 2005, "Histograms of Oriented Gradients for Human Detection") of a
 * picture that is stretched to 48 by 48 grey pixels: nine directions without sign, cells of 8 by 8 pixels, overlapping blocks
 * of 2 by 2 cells, each normalised by L2-Hys.
 */
final class Hog {
    static final int SIDE = 48;
    private static final int CELL = 8;
    private static final int CELLS = SIDE / CELL;
    private static final int DIRECTIONS = 9;
    private static final int BLOCK = 2;
    /** Largest entry of a normalised block before it is normalised again, as in the paper. */
    private static final float CLIP = 0.2f;

    private static final float EPSILON = 1e-5f;

    private Hog() {}

    /** {@code [900]}: 5 by 5 blocks of 4 cells with 9 directions. */
    static float[] of(Pixels picture) {
        return of(GreyPixels.grey(picture, SIDE));
    }

    /** @param grey {@code [48 * 48]} */
    static float[] of(float[] grey) {
        float[] cells = cells(grey);
        int blocks = CELLS - BLOCK + 1;
        int length = BLOCK * BLOCK * DIRECTIONS;
        float[] features = new float[blocks * blocks * length];
        for (int row = 0; row < blocks; row++) {
            for (int column = 0; column < blocks; column++) {
                int at = (row * blocks + column) * length;
                for (int y = 0; y < BLOCK; y++) {
                    int from = ((row + y) * CELLS + column) * DIRECTIONS;
                    System.arraycopy(cells, from, features, at + y * BLOCK * DIRECTIONS, BLOCK * DIRECTIONS);
                }
                normalise(features, at, length);
            }
        }
        return features;
    }

    /** {@code [6 * 6 * 9]} gradient lengths by cell and direction; a gradient is divided between the two nearest directions. */
    private static float[] cells(float[] grey) {
        float[] cells = new float[CELLS * CELLS * DIRECTIONS];
        for (int y = 0; y < SIDE; y++) {
            for (int x = 0; x < SIDE; x++) {
                float dx = grey[y * SIDE + Math.min(x + 1, SIDE - 1)] - grey[y * SIDE + Math.max(x - 1, 0)];
                float dy = grey[Math.min(y + 1, SIDE - 1) * SIDE + x] - grey[Math.max(y - 1, 0) * SIDE + x];
                double length = Math.hypot(dx, dy);
                double turn = Math.atan2(dy, dx) / Math.PI;
                double direction = (turn - Math.floor(turn)) * DIRECTIONS - 0.5;
                int lower = (int) Math.floor(direction);
                double upperShare = direction - lower;
                int at = (y / CELL * CELLS + x / CELL) * DIRECTIONS;
                cells[at + Math.floorMod(lower, DIRECTIONS)] += (float) (length * (1 - upperShare));
                cells[at + Math.floorMod(lower + 1, DIRECTIONS)] += (float) (length * upperShare);
            }
        }
        return cells;
    }

    private static void normalise(float[] features, int from, int length) {
        scale(features, from, length);
        for (int i = from; i < from + length; i++) {
            features[i] = Math.min(features[i], CLIP);
        }
        scale(features, from, length);
    }

    private static void scale(float[] features, int from, int length) {
        double sum = EPSILON * EPSILON;
        for (int i = from; i < from + length; i++) {
            sum += features[i] * features[i];
        }
        float factor = (float) (1 / Math.sqrt(sum));
        for (int i = from; i < from + length; i++) {
            features[i] *= factor;
        }
    }
}
