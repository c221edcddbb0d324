package org.dinotwins.vit;

/**
 * Bicubic interpolation of a square grid of position embeddings to another grid, as one matrix. Semantics of the public
 * DINO code ({@code interpolate_pos_encoding}): align_corners false, coordinates scaled by {@code (n + 0.1) / side},
 * PyTorch's kernel with a = -0.75 and clamped borders.
 */
final class PositionGrid {
    /** PyTorch's cubic coefficient. */
    private static final double A = -0.75;
    /** The public DINO code adds this to the target length, against rounding in old PyTorch versions. */
    private static final double OFFSET = 0.1;

    private PositionGrid() {
    }

    /**
     * The matrix {@code [rows * columns, side * side]}, row-major, that maps the grid the model was made for to another.
     */
    static float[] matrix(int side, int rows, int columns) {
        double[][] down = axis(side, rows);
        double[][] across = axis(side, columns);
        float[] matrix = new float[rows * columns * side * side];
        int at = 0;
        for (double[] r : down) {
            for (double[] c : across) {
                for (int i = 0; i < side; i++) {
                    for (int j = 0; j < side; j++) {
                        matrix[at++] = (float) (r[i] * c[j]);
                    }
                }
            }
        }
        return matrix;
    }

    private static double[][] axis(int side, int length) {
        double scale = side / (length + OFFSET);
        double[][] weights = new double[length][side];
        for (int i = 0; i < length; i++) {
            double position = (i + 0.5) * scale - 0.5;
            int floor = (int) Math.floor(position);
            for (int tap = -1; tap <= 2; tap++) {
                int from = Math.max(0, Math.min(side - 1, floor + tap));
                weights[i][from] += kernel(Math.abs(position - (floor + tap)));
            }
        }
        return weights;
    }

    private static double kernel(double x) {
        if (x <= 1) {
            return ((A + 2) * x - (A + 3)) * x * x + 1;
        }
        return x < 2 ? ((A * x - 5 * A) * x + 8 * A) * x - 4 * A : 0;
    }
}
