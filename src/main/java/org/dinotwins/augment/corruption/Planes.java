package org.dinotwins.augment.corruption;

import java.util.Arrays;
import org.dinotwins.data.picture.Pixels;

/** A picture as three planes of floats in 0..1, on which corruptions are computed. */
final class Planes {
    /** Shorter side of the pictures for which lengths of corruptions are given. */
    private static final double REFERENCE = 224;
    /** Truncates a Gaussian at this many standard deviations. */
    private static final double REACH = 3;

    private static final float MOST = 255;

    final int width;
    final int height;
    final float[][] values;

    Planes(int width, int height) {
        this.width = width;
        this.height = height;
        this.values = new float[3][width * height];
    }

    static Planes of(Pixels pixels) {
        Planes planes = new Planes(pixels.width(), pixels.height());
        byte[] rgb = pixels.rgb();
        for (int i = 0; i < planes.values[0].length; i++) {
            for (int c = 0; c < 3; c++) {
                planes.values[c][i] = (rgb[3 * i + c] & 0xff) / MOST;
            }
        }
        return planes;
    }

    Pixels pixels() {
        byte[] rgb = new byte[3 * width * height];
        for (int i = 0; i < values[0].length; i++) {
            for (int c = 0; c < 3; c++) {
                rgb[3 * i + c] = (byte) (Math.min(1, Math.max(0, values[c][i])) * MOST + 0.5f);
            }
        }
        return new Pixels(width, height, rgb);
    }

    /** Converts a length given for a picture of 224 pixels to pixels of this one. */
    double length(double at224) {
        return at224 * Math.min(width, height) / REFERENCE;
    }

    /** Bilinearly interpolated value; edge values are repeated outside. */
    float at(float[] plane, double x, double y) {
        double cx = Math.max(0, Math.min(width - 1, x));
        double cy = Math.max(0, Math.min(height - 1, y));
        int x0 = (int) cx;
        int y0 = (int) cy;
        int x1 = Math.min(width - 1, x0 + 1);
        int y1 = Math.min(height - 1, y0 + 1);
        double fx = cx - x0;
        double top = plane[y0 * width + x0] * (1 - fx) + plane[y0 * width + x1] * fx;
        double bottom = plane[y1 * width + x0] * (1 - fx) + plane[y1 * width + x1] * fx;
        return (float) (top * (1 - cy + y0) + bottom * (cy - y0));
    }

    /** The position in this picture from which a pixel of the result takes its value. */
    interface Warp {
        double[] from(int x, int y);
    }

    /** The picture whose pixels are taken from other positions of this one. */
    Planes warped(Warp warp) {
        Planes result = new Planes(width, height);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                double[] from = warp.from(x, y);
                for (int c = 0; c < 3; c++) {
                    result.values[c][y * width + x] = at(values[c], from[0], from[1]);
                }
            }
        }
        return result;
    }

    /** Adds another picture of this size, weighted. */
    void add(Planes other, double share) {
        for (int c = 0; c < 3; c++) {
            for (int i = 0; i < values[c].length; i++) {
                values[c][i] += (float) (share * other.values[c][i]);
            }
        }
    }

    /** Adds this picture to {@code sum}, weighted and moved so that pixel 0, 0 takes the value at {@code dx, dy}. */
    void addMoved(Planes sum, double dx, double dy, double share) {
        int[] left = new int[width];
        int[] right = new int[width];
        for (int x = 0; x < width; x++) {
            left[x] = Math.max(0, Math.min(width - 1, (int) Math.floor(x + dx)));
            right[x] = Math.max(0, Math.min(width - 1, (int) Math.floor(x + dx) + 1));
        }
        float fx = (float) (dx - Math.floor(dx));
        float fy = (float) (dy - Math.floor(dy));
        float[] weights = {
            (float) share * (1 - fx) * (1 - fy),
            (float) share * fx * (1 - fy),
            (float) share * (1 - fx) * fy,
            (float) share * fx * fy
        };
        for (int y = 0; y < height; y++) {
            int top = width * Math.max(0, Math.min(height - 1, (int) Math.floor(y + dy)));
            int bottom = width * Math.max(0, Math.min(height - 1, (int) Math.floor(y + dy) + 1));
            for (int c = 0; c < 3; c++) {
                float[] from = values[c];
                float[] to = sum.values[c];
                for (int x = 0; x < width; x++) {
                    to[y * width + x] += weights[0] * from[top + left[x]]
                            + weights[1] * from[top + right[x]]
                            + weights[2] * from[bottom + left[x]]
                            + weights[3] * from[bottom + right[x]];
                }
            }
        }
    }

    /** Gaussian blur of all planes. */
    Planes blurred(double sigma) {
        Planes result = new Planes(width, height);
        for (int c = 0; c < 3; c++) {
            result.values[c] = blurred(values[c], sigma);
        }
        return result;
    }

    /** Gaussian blur of a plane of this size. */
    float[] blurred(float[] plane, double sigma) {
        int reach = (int) Math.ceil(REACH * sigma);
        if (reach == 0) {
            return plane.clone();
        }
        double[] kernel = new double[2 * reach + 1];
        for (int i = -reach; i <= reach; i++) {
            kernel[i + reach] = Math.exp(-0.5 * i * i / (sigma * sigma));
        }
        double sum = Arrays.stream(kernel).sum();
        float[] rows = new float[plane.length];
        float[] both = new float[plane.length];
        for (int i = 0; i < plane.length; i++) {
            int x = i % width;
            int y = i / width;
            double value = 0;
            for (int k = -reach; k <= reach; k++) {
                value += kernel[k + reach] * plane[y * width + Math.max(0, Math.min(width - 1, x + k))];
            }
            rows[i] = (float) (value / sum);
        }
        for (int i = 0; i < plane.length; i++) {
            int x = i % width;
            int y = i / width;
            double value = 0;
            for (int k = -reach; k <= reach; k++) {
                value += kernel[k + reach] * rows[Math.max(0, Math.min(height - 1, y + k)) * width + x];
            }
            both[i] = (float) (value / sum);
        }
        return both;
    }
}
