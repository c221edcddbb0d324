package org.dinotwins.eval.attention;

import org.dinotwins.data.outline.Mask;

/**
 * The number of an object's pixels in each patch, which gives the overlap of a map of patches with the object at the
 * picture's own resolution. Equals enlarging the map by nearest neighbour and counting pixels.
 */
public final class PatchTruth {
    private final int[] pixels;
    private final int[] object;
    private final int total;

    public PatchTruth(Mask truth, PatchGrid grid) {
        int width = truth.width();
        int height = truth.height();
        pixels = new int[grid.size()];
        object = new int[grid.size()];
        int sum = 0;
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                int patch = grid.patchAt(x + 0.5, y + 0.5, width, height);
                pixels[patch]++;
                if (truth.inside()[y * width + x]) {
                    object[patch]++;
                    sum++;
                }
            }
        }
        total = sum;
    }

    /** Intersection over union with the kept patches {@code [rows * columns]}; 1 if both are empty. */
    public double jaccard(boolean[] kept) {
        long both = 0;
        long either = total;
        for (int i = 0; i < kept.length; i++) {
            if (kept[i]) {
                both += object[i];
                either += pixels[i] - object[i];
            }
        }
        return either == 0 ? 1 : (double) both / either;
    }

    /**
     * Fraction of a map's weight that lies on the object, 0..1, with each patch's weight distributed evenly over its
     * pixels. A constant map gives about the object's fraction of the picture. NaN for a map without weight.
     *
     * @param map weights of 0 or more, {@code [rows * columns]}
     */
    public double share(float[] map) {
        double on = 0;
        double all = 0;
        for (int i = 0; i < map.length; i++) {
            if (pixels[i] > 0) {
                on += (double) map[i] * object[i] / pixels[i];
                all += map[i];
            }
        }
        return on / all;
    }
}
