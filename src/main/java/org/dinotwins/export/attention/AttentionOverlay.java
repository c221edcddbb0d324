package org.dinotwins.export.attention;

import org.dinotwins.data.picture.Pixels;
import org.dinotwins.eval.attention.PatchGrid;

/** Draws attention in colour over a picture, at the size of the picture. */
final class AttentionOverlay {
    /** Opacity at the strongest attention. */
    private static final double OPACITY = 0.75;
    /** Stops of the colour scale; lightness increases evenly, so that it also works in greyscale. */
    private static final int[][] SCALE = {{20, 12, 50}, {90, 25, 110}, {175, 45, 95}, {235, 110, 50}, {250, 215, 100}};

    private AttentionOverlay() {}

    /**
     * Opaque ARGB of the picture's pixels.
     *
     * @param weights {@code [rows * columns]}
     */
    static int[] over(Pixels pixels, float[] weights, PatchGrid grid) {
        float most = -Float.MAX_VALUE;
        float least = Float.MAX_VALUE;
        for (float weight : weights) {
            most = Math.max(most, weight);
            least = Math.min(least, weight);
        }
        // Scaled from the weakest patch: values of many patches are small and similar, and only their differences
        // matter.
        float span = Math.max(Float.MIN_NORMAL, most - least);
        int[] argb = new int[pixels.width() * pixels.height()];
        for (int y = 0; y < pixels.height(); y++) {
            double row = (y + 0.5) * grid.rows() / pixels.height() - 0.5;
            for (int x = 0; x < pixels.width(); x++) {
                double column = (x + 0.5) * grid.columns() / pixels.width() - 0.5;
                double strength = (between(weights, grid, row, column) - least) / span;
                double opacity = OPACITY * Math.sqrt(Math.max(0, strength));
                int at = y * pixels.width() + x;
                int rgb = 0xff;
                for (int c = 0; c < 3; c++) {
                    double below = pixels.rgb()[3 * at + c] & 0xff;
                    rgb = rgb << 8 | (int) Math.round((1 - opacity) * below + opacity * colour(strength, c));
                }
                argb[at] = rgb;
            }
        }
        return argb;
    }

    /** Bilinear interpolation between patch centres; outside them, the nearest value. */
    private static double between(float[] weights, PatchGrid grid, double row, double column) {
        double r = Math.max(0, Math.min(grid.rows() - 1, row));
        double c = Math.max(0, Math.min(grid.columns() - 1, column));
        int r0 = (int) r;
        int c0 = (int) c;
        int above = r0 * grid.columns();
        int below = Math.min(grid.rows() - 1, r0 + 1) * grid.columns();
        int c1 = Math.min(grid.columns() - 1, c0 + 1);
        double top = weights[above + c0] * (c0 + 1 - c) + weights[above + c1] * (c - c0);
        double bottom = weights[below + c0] * (c0 + 1 - c) + weights[below + c1] * (c - c0);
        return top * (r0 + 1 - r) + bottom * (r - r0);
    }

    private static double colour(double strength, int channel) {
        double at = Math.max(0, Math.min(1, strength)) * (SCALE.length - 1);
        int below = Math.min(SCALE.length - 2, (int) at);
        return SCALE[below][channel] + (at - below) * (SCALE[below + 1][channel] - SCALE[below][channel]);
    }
}
