package org.dinotwins.vit;

import org.dinotwins.tensor.HostTensor;

/**
 * Position embeddings on a grid: a sine-cosine start, and bicubic interpolation of a grid to another one (one matrix
 * for rows, one for columns, with align_corners false, as PyTorch computes it).
 */
final class PositionGrid {
    /** PyTorch's cubic coefficient. */
    private static final double A = -0.75;
    /** PyTorch's cubic coefficient when smoothing, which is Pillow's. */
    private static final double SMOOTH_A = -0.5;
    /** Reach of the cubic kernel. */
    private static final double REACH = 2;
    /** The public DINO code adds this to the target length, to avoid a rounding error of old PyTorch versions. */
    private static final double OFFSET = 0.1;

    /**
     * Longest wavelength of MoCo v3's sine-cosine positions over 2 pi, in patches, as in "Attention is all you need"
     * (2017).
     */
    static final double LONG_WAVE = 10_000;
    /** Longest wavelength that fits a grid, over 2 pi and the grid's side: half a radian from border to border. */
    private static final double FITTING_WAVE = 2;

    private PositionGrid() {}

    /**
     * The matrix {@code [length, side]} of one axis as in the public DINO code ({@code interpolate_pos_encoding}),
     * which the DINOv2 code keeps for models without registers: coordinates scaled by {@code (length + 0.1) / side}, a
     * = -0.75, clamped borders, no smoothing.
     */
    static float[] axis(int side, int length) {
        double scale = side / (length + OFFSET);
        float[] weights = new float[length * side];
        for (int i = 0; i < length; i++) {
            double position = (i + 0.5) * scale - 0.5;
            int floor = (int) Math.floor(position);
            for (int tap = -1; tap <= 2; tap++) {
                int from = Math.max(0, Math.min(side - 1, floor + tap));
                weights[i * side + from] += (float) kernel(Math.abs(position - (floor + tap)), A);
            }
        }
        return weights;
    }

    /**
     * The matrix {@code [length, side]} of one axis as in PyTorch's {@code interpolate(antialias=True)}: a = -0.5, the
     * kernel widened by the shrink factor and cut at the borders, rows scaled to a sum of 1.
     */
    static float[] smoothAxis(int side, int length) {
        double scale = side / (double) length;
        double widened = Math.max(1, scale);
        float[] weights = new float[length * side];
        for (int i = 0; i < length; i++) {
            double centre = (i + 0.5) * scale;
            int first = Math.max(0, (int) (centre - REACH * widened + 0.5));
            int end = Math.min(side, (int) (centre + REACH * widened + 0.5));
            double sum = 0;
            for (int j = first; j < end; j++) {
                sum += kernel(Math.abs(j + 0.5 - centre) / widened, SMOOTH_A);
            }
            for (int j = first; j < end; j++) {
                weights[i * side + j] = (float) (kernel(Math.abs(j + 0.5 - centre) / widened, SMOOTH_A) / sum);
            }
        }
        return weights;
    }

    /**
     * A position embedding {@code [1, 1 + side * side, dim]} as in MoCo v3's public code
     * ({@code build_2d_sincos_position_embedding}): a quarter of the width each for sine and cosine of the column and
     * of the row; zero for the CLS token. Wavelengths grow geometrically from 2 pi patches.
     *
     * @param dim     width, a multiple of 4
     * @param longest end of the wavelengths over 2 pi, in patches: {@link #LONG_WAVE} or {@link #fittingWave}
     */
    static HostTensor sineCosine(int side, int dim, double longest) {
        int quarter = dim / 4;
        float[] values = new float[(1 + side * side) * dim];
        for (int place = 0; place < side * side; place++) {
            int at = (1 + place) * dim;
            int line = place / side;
            for (int i = 0; i < quarter; i++) {
                double omega = Math.pow(longest, -(double) i / quarter);
                double column = place % side * omega;
                double row = line * omega;
                values[at + i] = (float) Math.sin(column);
                values[at + quarter + i] = (float) Math.cos(column);
                values[at + 2 * quarter + i] = (float) Math.sin(row);
                values[at + 3 * quarter + i] = (float) Math.cos(row);
            }
        }
        return HostTensor.of(values, 1, 1 + (long) side * side, dim);
    }

    /**
     * The longest wavelength with which every channel distinguishes the positions of this grid. With
     * {@link #LONG_WAVE}, three quarters of the channels are the same for all positions of a grid of 6 x 6.
     */
    static double fittingWave(int side) {
        return FITTING_WAVE * side;
    }

    private static double kernel(double x, double a) {
        if (x <= 1) {
            return ((a + 2) * x - (a + 3)) * x * x + 1;
        }
        return x < REACH ? ((a * x - 5 * a) * x + 8 * a) * x - 4 * a : 0;
    }
}
