package org.dinotwins.eval;

import java.util.ArrayList;
import java.util.List;
import org.dinotwins.data.Mask;
import org.dinotwins.data.Outline;
import org.dinotwins.data.Picture;
import org.dinotwins.data.PictureObject;

/**
 * How well attention covers one object of a picture, head by head, by the rule of {@link AttentionSegmentation}.
 *
 * @param object index into {@link Picture#objects()}
 * @param heads  Jaccard index of each head's mask with the object, 0..1; NaN where the object has no outline
 * @param mean   of the mask of the heads' mean
 * @param max    of the mask of the heads' maximum
 */
public record ObjectOverlap(int object, double[] heads, double mean, double max) {
    /** The head that covers the object best, the first of several; -1 where none covers any of it. */
    public int best() {
        int best = -1;
        for (int head = 0; head < heads.length; head++) {
            if (heads[head] > (best < 0 ? 0 : heads[best])) {
                best = head;
            }
        }
        return best;
    }

    /**
     * All objects of a picture in their order, crowds included.
     *
     * @param width    pixels of the picture
     * @param height   pixels of the picture
     * @param keptMass share of attention that a mask keeps, 0..1
     */
    public static List<ObjectOverlap> of(List<PictureObject> objects, int width, int height, AttentionMap map,
                                         double keptMass) {
        List<Mask> masks = new ArrayList<>();
        for (float[] head : map.heads()) {
            masks.add(AttentionSegmentation.mask(head, map.grid(), keptMass, width, height));
        }
        Mask mean = AttentionSegmentation.mask(map.mean(), map.grid(), keptMass, width, height);
        Mask max = AttentionSegmentation.mask(map.max(), map.grid(), keptMass, width, height);
        List<ObjectOverlap> overlaps = new ArrayList<>();
        for (int i = 0; i < objects.size(); i++) {
            PictureObject object = objects.get(i);
            boolean known = !(object.outline() instanceof Outline.None);
            boolean[] truth = known ? Mask.of(object, width, height).inside() : new boolean[0];
            double[] heads = masks.stream().mapToDouble(mask -> jaccard(known, mask, truth)).toArray();
            overlaps.add(new ObjectOverlap(i, heads, jaccard(known, mean, truth), jaccard(known, max, truth)));
        }
        return overlaps;
    }

    private static double jaccard(boolean known, Mask mask, boolean[] truth) {
        return known ? AttentionMask.jaccard(mask.inside(), truth) : Double.NaN;
    }
}
