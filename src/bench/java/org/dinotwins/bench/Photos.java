package org.dinotwins.bench;

import java.awt.Color;
import java.awt.GradientPaint;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Ellipse2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.dinotwins.data.picture.Jpeg;

/**
 * JPEGs of 640 x 480 pixels that cost a decoder as much as photographs: shapes, gradients and grain at quality 0.9 give
 * about 150 kB, the mean of COCO's pictures of that size.
 */
final class Photos {
    static final int WIDTH = 640;
    static final int HEIGHT = 480;
    private static final int COUNT = 32;
    private static final float QUALITY = 0.9f;
    private static final double GRAIN = 10;

    private Photos() {}

    /** Files below {@code parent}, generated if missing. */
    static List<Path> below(Path parent) throws IOException {
        Path folder = Files.createDirectories(parent.resolve("photos"));
        List<Path> files = new ArrayList<>();
        for (int i = 0; i < COUNT; i++) {
            Path file = folder.resolve("photo-" + i + ".jpg");
            if (!Files.exists(file)) {
                Files.write(file, Jpeg.of(picture(new SplittableRandom(i)), QUALITY));
            }
            files.add(file);
        }
        return files;
    }

    private static BufferedImage picture(SplittableRandom random) {
        BufferedImage image = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB);
        Graphics2D g = image.createGraphics();
        g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        g.setPaint(new GradientPaint(0, 0, colour(random), WIDTH, HEIGHT, colour(random)));
        g.fillRect(0, 0, WIDTH, HEIGHT);
        for (int i = 0; i < 60; i++) {
            double size = 20 + random.nextDouble() * 200;
            double x = random.nextDouble() * WIDTH;
            double y = random.nextDouble() * HEIGHT;
            g.setPaint(new GradientPaint(
                    (float) x, (float) y, colour(random), (float) (x + size), (float) (y + size), colour(random)));
            g.fill(new Ellipse2D.Double(x - size / 2, y - size / 2, size, size * (0.4 + random.nextDouble())));
        }
        g.dispose();
        for (int y = 0; y < HEIGHT; y++) {
            for (int x = 0; x < WIDTH; x++) {
                double grain = GRAIN * random.nextGaussian();
                int rgb = image.getRGB(x, y);
                image.setRGB(x, y, noisy(rgb >> 16, grain) << 16 | noisy(rgb >> 8, grain) << 8 | noisy(rgb, grain));
            }
        }
        return image;
    }

    private static Color colour(SplittableRandom random) {
        return new Color(random.nextInt(0x1000000));
    }

    private static int noisy(int channel, double grain) {
        return (int) Math.max(0, Math.min(255, (channel & 0xff) + grain));
    }
}
