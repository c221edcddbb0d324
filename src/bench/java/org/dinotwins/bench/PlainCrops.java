package org.dinotwins.bench;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.awt.image.ConvolveOp;
import java.awt.image.Kernel;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.dinotwins.augment.CropView;

/**
 * The crops of a picture as one writes them with what Java brings along: ImageIO decodes, Graphics2D resamples
 * bicubically, halving first where it shrinks by more, ConvolveOp blurs, colours go through getRGB, setRGB and
 * {@link Color}. It draws the same crops with the same changes as the workbench.
 */
final class PlainCrops {
    private static final float[] MEAN = {0.485f, 0.456f, 0.406f};
    private static final float[] DEVIATION = {0.229f, 0.224f, 0.225f};

    private PlainCrops() {}

    static BufferedImage decode(Path file) throws Exception {
        return ImageIO.read(file.toFile());
    }

    static float[] render(BufferedImage picture, CropView view) {
        BufferedImage crop = resampled(picture, view);
        for (int shift = 6; shift >= 0; shift -= 2) {
            jitter(crop, view, view.jitterOrder() >> shift & 3);
        }
        if (view.grayscale()) {
            each(crop, c -> new Color(grey(c), grey(c), grey(c)));
        }
        if (view.blurSigma() > 0) {
            crop = blurred(crop, view.blurSigma());
        }
        if (view.solarize()) {
            each(crop, c -> new Color(inverted(c.getRed()), inverted(c.getGreen()), inverted(c.getBlue())));
        }
        return floats(crop);
    }

    private static BufferedImage resampled(BufferedImage picture, CropView view) {
        BufferedImage source = picture.getSubimage(view.x(), view.y(), view.width(), view.height());
        while (source.getWidth() >= 2 * view.size() && source.getHeight() >= 2 * view.size()) {
            source = scaled(
                    source,
                    source.getWidth() / 2,
                    source.getHeight() / 2,
                    false,
                    RenderingHints.VALUE_INTERPOLATION_BILINEAR);
        }
        return scaled(source, view.size(), view.size(), view.flip(), RenderingHints.VALUE_INTERPOLATION_BICUBIC);
    }

    private static BufferedImage scaled(BufferedImage source, int width, int height, boolean flip, Object hint) {
        BufferedImage target = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        Graphics2D g = target.createGraphics();
        g.setRenderingHint(RenderingHints.KEY_INTERPOLATION, hint);
        if (flip) {
            g.drawImage(source, width, 0, -width, height, null);
        } else {
            g.drawImage(source, 0, 0, width, height, null);
        }
        g.dispose();
        return target;
    }

    private static void jitter(BufferedImage crop, CropView view, int which) {
        if (which == 0 && view.brightness() != 1) {
            each(crop, c -> scaledAbout(c, 0, 0, 0, view.brightness()));
        } else if (which == 1 && view.contrast() != 1) {
            int mean = meanGrey(crop);
            each(crop, c -> scaledAbout(c, mean, mean, mean, view.contrast()));
        } else if (which == 2 && view.saturation() != 1) {
            each(crop, c -> scaledAbout(c, grey(c), grey(c), grey(c), view.saturation()));
        } else if (which == 3 && view.hue() != 0) {
            each(crop, c -> {
                float[] hsb = Color.RGBtoHSB(c.getRed(), c.getGreen(), c.getBlue(), null);
                return new Color(Color.HSBtoRGB(hsb[0] + (float) view.hue(), hsb[1], hsb[2]));
            });
        }
    }

    private interface Change {
        Color of(Color colour);
    }

    private static void each(BufferedImage crop, Change change) {
        for (int y = 0; y < crop.getHeight(); y++) {
            for (int x = 0; x < crop.getWidth(); x++) {
                crop.setRGB(x, y, change.of(new Color(crop.getRGB(x, y))).getRGB());
            }
        }
    }

    private static Color scaledAbout(Color c, int red, int green, int blue, double factor) {
        return new Color(
                clamp(red + factor * (c.getRed() - red)),
                clamp(green + factor * (c.getGreen() - green)),
                clamp(blue + factor * (c.getBlue() - blue)));
    }

    private static int clamp(double value) {
        return (int) Math.max(0, Math.min(255, Math.round(value)));
    }

    private static int grey(Color c) {
        return clamp(0.299 * c.getRed() + 0.587 * c.getGreen() + 0.114 * c.getBlue());
    }

    private static int meanGrey(BufferedImage crop) {
        long sum = 0;
        for (int y = 0; y < crop.getHeight(); y++) {
            for (int x = 0; x < crop.getWidth(); x++) {
                sum += grey(new Color(crop.getRGB(x, y)));
            }
        }
        return (int) (sum / ((long) crop.getWidth() * crop.getHeight()));
    }

    private static int inverted(int value) {
        return value >= 128 ? 255 - value : value;
    }

    private static BufferedImage blurred(BufferedImage crop, double sigma) {
        int reach = (int) Math.ceil(3 * sigma);
        float[] weights = new float[2 * reach + 1];
        float sum = 0;
        for (int i = 0; i < weights.length; i++) {
            weights[i] = (float) Math.exp(-0.5 * (i - reach) * (i - reach) / (sigma * sigma));
            sum += weights[i];
        }
        for (int i = 0; i < weights.length; i++) {
            weights[i] /= sum;
        }
        BufferedImage across =
                new ConvolveOp(new Kernel(weights.length, 1, weights), ConvolveOp.EDGE_NO_OP, null).filter(crop, null);
        return new ConvolveOp(new Kernel(1, weights.length, weights), ConvolveOp.EDGE_NO_OP, null).filter(across, null);
    }

    private static float[] floats(BufferedImage crop) {
        int pixels = crop.getWidth() * crop.getHeight();
        float[] target = new float[3 * pixels];
        for (int i = 0; i < pixels; i++) {
            int rgb = crop.getRGB(i % crop.getWidth(), i / crop.getWidth());
            for (int c = 0; c < 3; c++) {
                target[c * pixels + i] = ((rgb >> 16 - 8 * c & 0xff) / 255f - MEAN[c]) / DEVIATION[c];
            }
        }
        return target;
    }
}
