package org.dinotwins.eval.attention;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.dinotwins.data.Picture;
import org.dinotwins.data.PictureObject;
import org.dinotwins.data.outline.Mask;
import org.dinotwins.data.outline.Outline;

/**
 * Overlap of attention with one object of a picture, head by head, as defined by {@link AttentionSegmentation}.
 *
 * @param object index into {@link Picture#objects()}
 * @param heads  Jaccard index of each head's mask with the object, 0..1; NaN if the object has no outline
 * @param mean   Jaccard index of the mask of the heads' mean
 * @param max    Jaccard index of the mask of the heads' maximum
 */
// equals and hashCode compare contents.
@SuppressWarnings("ArrayRecordComponent")
public record ObjectOverlap(int object, double[] heads, double mean, double max) {
    /** Index of the head with the largest overlap, the first of equals; -1 if no head overlaps. */
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
     * Overlaps of all objects of a picture in their order, crowds included.
     *
     * @param width    pixels of the picture
     * @param height   pixels of the picture
     * @param keptMass fraction of the attention that a mask keeps, 0..1
     */
    public static List<ObjectOverlap> of(
            List<PictureObject> objects, int width, int height, AttentionMap map, double keptMass) {
        List<boolean[]> masks = Arrays.stream(map.heads())
                .map(head -> AttentionMask.keep(head, keptMass))
                .toList();
        boolean[] mean = AttentionMask.keep(map.mean(), keptMass);
        boolean[] max = AttentionMask.keep(map.max(), keptMass);
        List<ObjectOverlap> overlaps = new ArrayList<>();
        for (int i = 0; i < objects.size(); i++) {
            PictureObject object = objects.get(i);
            Optional<PatchTruth> truth = object.outline() instanceof Outline.None || !Mask.isDrawn(width, height)
                    ? Optional.empty()
                    : Optional.of(new PatchTruth(object.mask(width, height), map.grid()));
            double[] heads =
                    masks.stream().mapToDouble(mask -> jaccard(truth, mask)).toArray();
            overlaps.add(new ObjectOverlap(i, heads, jaccard(truth, mean), jaccard(truth, max)));
        }
        return overlaps;
    }

    private static double jaccard(Optional<PatchTruth> truth, boolean[] kept) {
        return truth.map(object -> object.jaccard(kept)).orElse(Double.NaN);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ObjectOverlap that
                && object == that.object
                && Arrays.equals(heads, that.heads)
                && Double.compare(mean, that.mean) == 0
                && Double.compare(max, that.max) == 0;
    }

    @Override
    public int hashCode() {
        return Objects.hash(object, Arrays.hashCode(heads), mean, max);
    }
}
