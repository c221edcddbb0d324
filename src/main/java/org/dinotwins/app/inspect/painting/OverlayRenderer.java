package org.dinotwins.app.inspect.painting;

import java.util.Arrays;
import org.dinotwins.app.inspect.networks.ValueRange;
import org.dinotwins.eval.attention.PatchGrid;

/**
 * Converts attention to pixels: premultiplied ARGB, rows from the top, at any size. Pure functions; thread-safe.
 */
public final class OverlayRenderer {
    /** Darkness of the patches that are not kept. */
    private static final int SHADE = 0xB8000000;

    private OverlayRenderer() {}

    /**
     * The attention of each patch as a colour.
     *
     * @param attention {@code [rows * columns]}
     * @param range     the values at the ends of the scale
     * @param smooth    interpolates bilinearly between patch centres if true, else fills each patch
     * @return {@code [width * height]}
     */
    public static int[] heat(
            float[] attention,
            ValueRange range,
            PatchGrid grid,
            ColourMap colours,
            boolean smooth,
            int width,
            int height) {
        float[] shares = new float[attention.length];
        for (int i = 0; i < shares.length; i++) {
            shares[i] = range.share(attention[i]);
        }
        return smooth
                ? interpolated(shares, grid, colours, width, height)
                : filled(patch -> colours.at(shares[patch]), grid, width, height);
    }

    /**
     * Colours of patches, interpolated bilinearly between patch centres.
     *
     * @param patches opaque ARGB {@code [rows * columns]}
     * @return {@code [width * height]}
     */
    static int[] smooth(int[] patches, PatchGrid grid, int width, int height) {
        int[] left = new int[width];
        float[] rightward = new float[width];
        between(width, grid.columns(), left, rightward);
        int[] upper = new int[height];
        float[] downward = new float[height];
        between(height, grid.rows(), upper, downward);
        int[] out = new int[width * height];
        for (int y = 0; y < height; y++) {
            int above = upper[y] * grid.columns();
            int below = Math.min(upper[y] + 1, grid.rows() - 1) * grid.columns();
            for (int x = 0; x < width; x++) {
                int next = Math.min(left[x] + 1, grid.columns() - 1);
                out[y * width + x] = mixed(
                        mixed(patches[above + left[x]], patches[above + next], rightward[x]),
                        mixed(patches[below + left[x]], patches[below + next], rightward[x]),
                        downward[y]);
            }
        }
        return out;
    }

    private static int mixed(int one, int other, float share) {
        int out = 0xFF000000;
        for (int shift = 0; shift <= 16; shift += 8) {
            int from = one >> shift & 0xFF;
            out |= Math.round(from + share * ((other >> shift & 0xFF) - from)) << shift;
        }
        return out;
    }

    /**
     * Like {@link #heat} without interpolation, one pixel per patch: {@code [rows * columns]}, to be drawn without
     * smoothing.
     */
    static int[] blocks(float[] attention, ValueRange range, ColourMap colours) {
        int[] out = new int[attention.length];
        for (int i = 0; i < out.length; i++) {
            out[i] = colours.at(range.share(attention[i]));
        }
        return out;
    }

    /** Like {@link #shade}, one pixel per patch. */
    static int[] shade(boolean[] kept) {
        int[] out = new int[kept.length];
        for (int i = 0; i < out.length; i++) {
            out[i] = kept[i] ? 0 : SHADE;
        }
        return out;
    }

    /** Darkens the patches that are not kept; the others are transparent. */
    static int[] shade(boolean[] kept, PatchGrid grid, int width, int height) {
        return filled(patch -> kept[patch] ? 0 : SHADE, grid, width, height);
    }

    /**
     * Blends a layer over an opaque picture of the same size.
     *
     * @param opacity 0..1, multiplies the layer's own opacity
     */
    public static int[] over(int[] picture, int[] layer, double opacity) {
        int[] out = new int[picture.length];
        int strength = (int) Math.round(opacity * 256);
        for (int i = 0; i < out.length; i++) {
            int top = layer[i];
            int bottom = picture[i];
            int clear = 255 * 256 - (top >>> 24) * strength;
            int red = (top >> 16 & 0xFF) * strength * 255 + (bottom >> 16 & 0xFF) * clear;
            int green = (top >> 8 & 0xFF) * strength * 255 + (bottom >> 8 & 0xFF) * clear;
            int blue = (top & 0xFF) * strength * 255 + (bottom & 0xFF) * clear;
            out[i] = 0xFF000000 | red / 65280 << 16 | green / 65280 << 8 | blue / 65280;
        }
        return out;
    }

    private interface PatchColour {
        int of(int patch);
    }

    private static int[] filled(PatchColour colour, PatchGrid grid, int width, int height) {
        int[] out = new int[width * height];
        int drawn = -1;
        for (int y = 0; y < height; y++) {
            int first = grid.patchAt(0, y + 0.5, width, height);
            if (first == drawn) {
                System.arraycopy(out, (y - 1) * width, out, y * width, width);
                continue;
            }
            drawn = first;
            for (int x = 0; x < width; x++) {
                out[y * width + x] = colour.of(grid.patchAt(x + 0.5, y + 0.5, width, height));
            }
        }
        return out;
    }

    private static int[] interpolated(float[] shares, PatchGrid grid, ColourMap colours, int width, int height) {
        int columns = grid.columns();
        int[] left = new int[width];
        float[] rightward = new float[width];
        between(width, columns, left, rightward);
        int[] upper = new int[height];
        float[] downward = new float[height];
        between(height, grid.rows(), upper, downward);
        float[] line = new float[columns + 1];
        int[] out = new int[width * height];
        for (int y = 0; y < height; y++) {
            int above = upper[y] * columns;
            int below = Math.min(upper[y] + 1, grid.rows() - 1) * columns;
            for (int c = 0; c < columns; c++) {
                line[c] = (ColourMap.STEPS - 1)
                        * (shares[above + c] + downward[y] * (shares[below + c] - shares[above + c]));
            }
            line[columns] = line[columns - 1];
            for (int x = 0; x < width; x++) {
                int c = left[x];
                out[y * width + x] = colours.step((int) (line[c] + rightward[x] * (line[c + 1] - line[c]) + 0.5f));
            }
        }
        return out;
    }

    /** For each output pixel, the preceding patch centre and the fraction of the way to the next. */
    private static void between(int pixels, int patches, int[] before, float[] onward) {
        Arrays.setAll(before, i -> (int) Math.max(0, Math.min(patches - 1, centre(i, pixels, patches))));
        for (int i = 0; i < pixels; i++) {
            onward[i] = (float) Math.max(0, Math.min(1, centre(i, pixels, patches) - before[i]));
        }
    }

    private static double centre(int pixel, int pixels, int patches) {
        return (pixel + 0.5) * patches / pixels - 0.5;
    }
}
