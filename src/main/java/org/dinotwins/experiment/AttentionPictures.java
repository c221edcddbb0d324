package org.dinotwins.experiment;

import java.awt.Graphics2D;
import java.awt.Image;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javax.imageio.ImageIO;
import org.dinotwins.data.DataException;
import org.dinotwins.data.ImageFiles;
import org.dinotwins.data.Pixels;
import org.dinotwins.eval.AttentionMap;
import org.dinotwins.eval.FrozenBackbone;

/** Attention laid over pictures as PNG files: one for each head, one for their mean. */
public final class AttentionPictures {
    /** Longer side of the network's view, in pictures' own pixels at most: attention costs its square. */
    private static final int MOST_PIXELS = 1024;
    /** How much the strongest attention covers of the picture below. */
    private static final double OPACITY = 0.75;
    /** Stops of the colour scale, dark to bright: lightness rises evenly, so that it also reads in grey. */
    private static final int[][] SCALE = {{20, 12, 50}, {90, 25, 110}, {175, 45, 95}, {235, 110, 50}, {250, 215, 100}};

    private AttentionPictures() {
    }

    /**
     * Writes {@code NAME-head-1.png} and on, and {@code NAME-mean.png}: the CLS token's attention at a block.
     *
     * @param block 0 to depth - 1
     * @return the files written
     */
    public static List<Path> write(Inspector inspector, Path picture, int block, Path out) throws ExperimentException {
        Pixels pixels;
        try {
            pixels = ImageFiles.read(picture);
        } catch (DataException e) {
            throw new ExperimentException(e.getMessage(), e);
        }
        int side = Math.min(MOST_PIXELS, inspector.longSide(pixels.width(), pixels.height()));
        AttentionMap map = inspector.attention(pixels, side, block, FrozenBackbone.CLS);
        String name = picture.getFileName().toString().replaceFirst("\\.[^.]*$", "");
        List<Path> files = new ArrayList<>();
        try {
            Files.createDirectories(out);
            for (int head = 0; head < map.heads().length; head++) {
                files.add(save(out.resolve(String.format(Locale.ROOT, "%s-head-%d.png", name, head + 1)),
                        over(pixels, map, map.heads()[head])));
            }
            files.add(save(out.resolve(name + "-mean.png"), over(pixels, map, mean(map))));
        } catch (IOException e) {
            throw new ExperimentException("The pictures cannot be written to " + out + ": " + e.getMessage() + ".", e);
        }
        return files;
    }

    /**
     * A picture, the mean of heads over it, and each head over it, as PNG files in memory.
     *
     * @param block 0 to depth - 1
     * @param side  longest side of the made pictures in pixels
     */
    public static List<byte[]> png(Inspector inspector, Pixels pixels, int block, int side) throws ExperimentException {
        int looked = Math.min(MOST_PIXELS, inspector.longSide(pixels.width(), pixels.height()));
        AttentionMap map = inspector.attention(pixels, looked, block, FrozenBackbone.CLS);
        List<byte[]> made = new ArrayList<>();
        try {
            made.add(bytes(over(pixels, map, new float[map.rows() * map.columns()]), side));
            made.add(bytes(over(pixels, map, mean(map)), side));
            for (float[] head : map.heads()) {
                made.add(bytes(over(pixels, map, head), side));
            }
        } catch (IOException e) {
            throw new ExperimentException("A picture cannot be made: " + e.getMessage() + ".", e);
        }
        return made;
    }

    private static byte[] bytes(BufferedImage image, int side) throws IOException {
        double scale = Math.min(1, (double) side / Math.max(image.getWidth(), image.getHeight()));
        int width = Math.max(1, (int) Math.round(scale * image.getWidth()));
        int height = Math.max(1, (int) Math.round(scale * image.getHeight()));
        BufferedImage small = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        Graphics2D pen = small.createGraphics();
        // Averages whole blocks, where interpolation would skip pixels.
        pen.drawImage(image.getScaledInstance(width, height, Image.SCALE_AREA_AVERAGING), 0, 0, null);
        pen.dispose();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ImageIO.write(small, "png", bytes);
        return bytes.toByteArray();
    }

    private static Path save(Path file, BufferedImage image) throws IOException {
        AtomicFile.write(file, channel -> {
            OutputStream stream = Channels.newOutputStream(channel);
            ImageIO.write(image, "png", stream);
        });
        return file;
    }

    private static float[] mean(AttentionMap map) {
        float[] mean = new float[map.rows() * map.columns()];
        for (float[] head : map.heads()) {
            for (int i = 0; i < mean.length; i++) {
                mean[i] += head[i] / map.heads().length;
            }
        }
        return mean;
    }

    private static BufferedImage over(Pixels pixels, AttentionMap map, float[] weights) {
        float most = Float.MIN_NORMAL;
        float least = Float.MAX_VALUE;
        for (float weight : weights) {
            most = Math.max(most, weight);
            least = Math.min(least, weight);
        }
        // From the weakest patch on: the shares of many patches are small and alike, their differences are the message.
        float span = Math.max(Float.MIN_NORMAL, most - least);
        BufferedImage image = new BufferedImage(pixels.width(), pixels.height(), BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < pixels.height(); y++) {
            for (int x = 0; x < pixels.width(); x++) {
                double row = (y + 0.5) * map.rows() / pixels.height() - 0.5;
                double column = (x + 0.5) * map.columns() / pixels.width() - 0.5;
                double strength = (between(weights, map.rows(), map.columns(), row, column) - least) / span;
                int at = 3 * (y * pixels.width() + x);
                int rgb = 0;
                for (int c = 0; c < 3; c++) {
                    double opacity = OPACITY * Math.sqrt(Math.max(0, strength));
                    double below = pixels.rgb()[at + c] & 0xff;
                    rgb = rgb << 8 | (int) Math.round((1 - opacity) * below + opacity * colour(strength, c));
                }
                image.setRGB(x, y, rgb);
            }
        }
        return image;
    }

    /** Bilinear value between patch centres; outside them the edge's. */
    private static double between(float[] weights, int rows, int columns, double row, double column) {
        double r = Math.max(0, Math.min(rows - 1, row));
        double c = Math.max(0, Math.min(columns - 1, column));
        int r0 = (int) r;
        int c0 = (int) c;
        int r1 = Math.min(rows - 1, r0 + 1);
        int c1 = Math.min(columns - 1, c0 + 1);
        double top = weights[r0 * columns + c0] * (c0 + 1 - c) + weights[r0 * columns + c1] * (c - c0);
        double bottom = weights[r1 * columns + c0] * (c0 + 1 - c) + weights[r1 * columns + c1] * (c - c0);
        return top * (r0 + 1 - r) + bottom * (r - r0);
    }

    private static double colour(double strength, int channel) {
        double at = Math.max(0, Math.min(1, strength)) * (SCALE.length - 1);
        int below = Math.min(SCALE.length - 2, (int) at);
        return SCALE[below][channel] + (at - below) * (SCALE[below + 1][channel] - SCALE[below][channel]);
    }
}
