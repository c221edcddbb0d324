package org.dinotwins.data.sample.drawing;

import java.awt.image.BufferedImage;

/** A floating-point RGB canvas on which coverages are painted. */
public final class PaintCanvas {
    public final int width;
    public final int height;
    private final float[][] planes;

    /** Gives each pixel its colour. */
    @FunctionalInterface
    public interface Paint {
        Colour at(int x, int y);
    }

    public PaintCanvas(int width, int height) {
        this.width = width;
        this.height = height;
        planes = new float[3][width * height];
    }

    /** Colours every pixel. */
    public void fill(Paint paint) {
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                blend(x, y, paint.at(x, y), 1);
            }
        }
    }

    /** Blends a colour over the covered pixels. */
    public void paint(Coverage cover, double opacity, Paint paint) {
        for (int y = Math.max(0, cover.y0); y < Math.min(height, cover.y0 + cover.height); y++) {
            for (int x = Math.max(0, cover.x0); x < Math.min(width, cover.x0 + cover.width); x++) {
                float alpha = (float) (cover.value(x, y) * opacity);
                if (alpha > 0) {
                    blend(x, y, paint.at(x, y), Math.min(1, alpha));
                }
            }
        }
    }

    private void blend(int x, int y, Colour c, float alpha) {
        int i = y * width + x;
        planes[0][i] += (c.r() - planes[0][i]) * alpha;
        planes[1][i] += (c.g() - planes[1][i]) * alpha;
        planes[2][i] += (c.b() - planes[2][i]) * alpha;
    }

    /** Darkens the area under a shadow that is moved by (dx, dy) pixels. */
    public void shade(Coverage shadow, int dx, int dy, double depth, Coverage within) {
        for (int y = Math.max(0, shadow.y0 + dy); y < Math.min(height, shadow.y0 + shadow.height + dy); y++) {
            for (int x = Math.max(0, shadow.x0 + dx); x < Math.min(width, shadow.x0 + shadow.width + dx); x++) {
                float s = shadow.value(x - dx, y - dy);
                if (s > 0) {
                    float limit = within == null ? 1 : within.value(x, y);
                    scale(x, y, 1 - depth * s * limit, 1 - depth * s * limit, 1 - depth * 0.85 * s * limit);
                }
            }
        }
    }

    /** Multiplies a pixel's channels. */
    public void scale(int x, int y, double r, double g, double b) {
        int i = y * width + x;
        planes[0][i] *= (float) r;
        planes[1][i] *= (float) g;
        planes[2][i] *= (float) b;
    }

    /** Blurs everything painted so far. */
    public void blur(int radius) {
        for (int p = 0; p < 3; p++) {
            Coverage.blur(planes[p], width, height, radius, 2);
        }
    }

    /** The image, rounded to 8 bits per channel. */
    public BufferedImage image() {
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        int[] rgb = new int[width * height];
        for (int i = 0; i < rgb.length; i++) {
            rgb[i] = bits(planes[0][i]) << 16 | bits(planes[1][i]) << 8 | bits(planes[2][i]);
        }
        image.getRaster().setDataElements(0, 0, width, height, rgb);
        return image;
    }

    private static int bits(float v) {
        return (int) (Math.min(1, Math.max(0, v)) * 255 + 0.5f);
    }
}
