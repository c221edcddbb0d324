package org.dinotwins.app.inspect;

import org.dinotwins.data.Mask;
import org.dinotwins.eval.PatchGrid;

/**
 * How much of an object each patch covers: the Jaccard index of a mask of patches at the picture's own resolution,
 * without ever drawing the mask. Equal to laying the mask over the picture by nearest neighbour and counting pixels.
 */
final class PatchTruth {
    private final int[] pixels;
    private final int[] object;
    private final int total;

    PatchTruth(Mask truth, PatchGrid grid) {
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

    /** Intersection over union with the kept patches; 1 when both are empty. */
    double jaccard(boolean[] kept) {
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
}
