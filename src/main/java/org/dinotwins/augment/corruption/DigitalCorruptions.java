package org.dinotwins.augment.corruption;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.SplittableRandom;
import javax.imageio.ImageIO;
import org.dinotwins.data.picture.Jpeg;
import org.dinotwins.data.picture.Pixels;

/** Corruptions from storing and displaying a picture. */
final class DigitalCorruptions {
    private static final double[] CONTRAST = {0.4, 0.3, 0.2, 0.1, 0.05};
    /** Largest displacement, and the distance over which it varies, in pixels for a shorter side of 224. */
    private static final double[] PULL = {8, 12, 17, 23, 30};

    private static final double PULL_GRAIN = 32;
    private static final double[] BLOCKS = {0.7, 0.5, 0.38, 0.29, 0.22};
    private static final float[] QUALITY = {0.25f, 0.18f, 0.15f, 0.10f, 0.07f};

    private DigitalCorruptions() {}

    /** Moves all values towards their channel's mean. */
    static Planes contrast(Planes planes, int level) {
        for (float[] plane : planes.values) {
            double mean = 0;
            for (float value : plane) {
                mean += value / plane.length;
            }
            for (int i = 0; i < plane.length; i++) {
                plane[i] = (float) (mean + CONTRAST[level] * (plane[i] - mean));
            }
        }
        return planes;
    }

    /** Elastic deformation by smooth random displacements. */
    static Planes elastic(Planes planes, int level, SplittableRandom random) {
        double grain = Math.max(4, planes.length(PULL_GRAIN));
        float[] across = FractalNoise.draw(planes.width, planes.height, grain, 0.4, random);
        float[] down = FractalNoise.draw(planes.width, planes.height, grain, 0.4, random);
        double pull = planes.length(PULL[level]);
        return planes.warped((x, y) ->
                new double[] {x + pull * across[y * planes.width + x], y + pull * down[y * planes.width + x]});
    }

    /** Fewer, larger pixels: each block takes the mean of its area. */
    static Planes pixelate(Planes planes, int level) {
        int columns = Math.max(1, (int) Math.round(planes.width * BLOCKS[level]));
        int rows = Math.max(1, (int) Math.round(planes.height * BLOCKS[level]));
        Planes result = new Planes(planes.width, planes.height);
        for (int c = 0; c < 3; c++) {
            double[] sums = new double[columns * rows];
            double[] areas = new double[columns * rows];
            for (int y = 0; y < planes.height; y++) {
                for (int x = 0; x < planes.width; x++) {
                    addToBlocks(
                            planes.values[c][y * planes.width + x],
                            x * (double) columns / planes.width,
                            (x + 1) * (double) columns / planes.width,
                            y * (double) rows / planes.height,
                            (y + 1) * (double) rows / planes.height,
                            columns,
                            sums,
                            areas);
                }
            }
            for (int y = 0; y < planes.height; y++) {
                int row = Math.min(rows - 1, (int) ((y + 0.5) * rows / planes.height));
                for (int x = 0; x < planes.width; x++) {
                    int at = row * columns + Math.min(columns - 1, (int) ((x + 0.5) * columns / planes.width));
                    result.values[c][y * planes.width + x] = (float) (sums[at] / areas[at]);
                }
            }
        }
        return result;
    }

    /** Adds a pixel's value to the blocks that its rectangle overlaps, at most 2 x 2, weighted by area. */
    private static void addToBlocks(
            float value,
            double left,
            double right,
            double top,
            double bottom,
            int columns,
            double[] sums,
            double[] areas) {
        for (int row = (int) top; row < bottom; row++) {
            double tall = Math.min(bottom, row + 1) - Math.max(top, row);
            for (int column = (int) left; column < right; column++) {
                double area = tall * (Math.min(right, column + 1) - Math.max(left, column));
                int at = row * columns + column;
                if (area > 0 && column < columns && at < sums.length) {
                    sums[at] += area * value;
                    areas[at] += area;
                }
            }
        }
    }

    /** Encodes the picture as a low-quality JPEG and decodes it, in memory. */
    static Planes jpeg(Planes planes, int level) {
        Pixels pixels = planes.pixels();
        BufferedImage image = new BufferedImage(pixels.width(), pixels.height(), BufferedImage.TYPE_3BYTE_BGR);
        byte[] rgb = pixels.rgb();
        for (int i = 0; i < pixels.width() * pixels.height(); i++) {
            image.setRGB(
                    i % pixels.width(),
                    i / pixels.width(),
                    (rgb[3 * i] & 0xff) << 16 | (rgb[3 * i + 1] & 0xff) << 8 | rgb[3 * i + 2] & 0xff);
        }
        BufferedImage read;
        try {
            read = ImageIO.read(new ByteArrayInputStream(Jpeg.of(image, QUALITY[level])));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot encode or decode a JPEG in memory", e);
        }
        byte[] back = new byte[rgb.length];
        for (int i = 0; i < pixels.width() * pixels.height(); i++) {
            int colour = read.getRGB(i % pixels.width(), i / pixels.width());
            for (int c = 0; c < 3; c++) {
                back[3 * i + c] = (byte) (colour >> 16 - 8 * c);
            }
        }
        return Planes.of(new Pixels(pixels.width(), pixels.height(), back));
    }
}
