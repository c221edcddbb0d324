package org.dinotwins.export.report;

import java.awt.image.BufferedImage;
import org.dinotwins.export.PictureFile;
import org.dinotwins.train.CorrelationSnapshot;

/** A cross-correlation matrix as a PNG: blue for -1, amber for 1, the page's background for 0. */
final class MatrixPicture {
    private static final int[][] LIGHT = {{24, 78, 150}, {250, 250, 250}, {150, 84, 0}};
    private static final int[][] DARK = {{140, 190, 255}, {24, 27, 34}, {255, 190, 110}};

    private MatrixPicture() {
    }

    /** @param dark for a dark page */
    static byte[] png(CorrelationSnapshot matrix, boolean dark) {
        int[][] stops = dark ? DARK : LIGHT;
        BufferedImage image = new BufferedImage(matrix.size(), matrix.size(), BufferedImage.TYPE_INT_RGB);
        for (int row = 0; row < matrix.size(); row++) {
            for (int column = 0; column < matrix.size(); column++) {
                image.setRGB(column, row, colour(stops, matrix.values()[row * matrix.size() + column]));
            }
        }
        return PictureFile.png(image);
    }

    private static int colour(int[][] stops, float value) {
        double clipped = Float.isNaN(value) ? 0 : Math.max(-1, Math.min(1, value));
        int[] end = clipped < 0 ? stops[0] : stops[2];
        int rgb = 0;
        for (int c = 0; c < 3; c++) {
            rgb = rgb << 8 | (int) Math.round(stops[1][c] + Math.abs(clipped) * (end[c] - stops[1][c]));
        }
        return rgb;
    }
}
