package org.dinotwins.eval;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.dinotwins.data.Mask;
import org.dinotwins.data.Outline;
import org.dinotwins.data.Picture;
import org.dinotwins.data.PictureObject;

/**
 * How well attention alone finds the objects of a picture. Each head keeps its strongest patches, they are enlarged to
 * the picture, and the Jaccard index with the true mask is taken in pixels of the picture, as the DINO paper
 * (arXiv 2104.14294, figure 4 and table 7) does for PASCAL VOC. Nothing is learnt from the masks.
 */
public final class AttentionSegmentation {
    /** Share of its attention that a head's mask keeps, as in the DINO paper. */
    public static final double KEPT_MASS = 0.6;
    /** Longest side at which pictures are looked at, in pixels: the public DINO code shows attention at 480. */
    public static final int LONGEST_SIDE = 480;

    private AttentionSegmentation() {
    }

    /**
     * Side to look at a picture with: its own longer side, but no less than the model was trained for and no more than
     * {@link #LONGEST_SIDE} where the model allows it.
     */
    public static int longSide(int width, int height, int modelImageSize) {
        return Math.max(modelImageSize, Math.min(Math.max(width, height), LONGEST_SIDE));
    }

    /**
     * Union of all objects that are no crowd. Empty without such objects, or where one of them has no outline: then the
     * truth is not known.
     */
    public static Optional<Mask> foreground(Picture picture) {
        List<PictureObject> objects = picture.objects().stream().filter(o -> !o.crowd()).toList();
        if (objects.isEmpty() || objects.stream().anyMatch(o -> o.outline() instanceof Outline.None)) {
            return Optional.empty();
        }
        boolean[] inside = new boolean[picture.width() * picture.height()];
        for (PictureObject object : objects) {
            boolean[] one = Mask.of(object, picture.width(), picture.height()).inside();
            for (int i = 0; i < inside.length; i++) {
                inside[i] |= one[i];
            }
        }
        return Optional.of(new Mask(picture.width(), picture.height(), inside));
    }

    /** The largest object that is no crowd, which names the picture. Empty without one or without its outline. */
    public static Optional<Mask> largest(Picture picture) {
        return picture.objects().stream()
                .filter(o -> !o.crowd())
                .max(Comparator.comparingDouble(PictureObject::area))
                .filter(o -> !(o.outline() instanceof Outline.None))
                .map(o -> Mask.of(o, picture.width(), picture.height()));
    }

    /** Masks of all objects that are no crowd and have an outline; one without a single pixel is left out. */
    public static List<Mask> objects(Picture picture) {
        return picture.objects().stream()
                .filter(o -> !o.crowd() && !(o.outline() instanceof Outline.None))
                .map(o -> Mask.of(o, picture.width(), picture.height()))
                .filter(mask -> anyInside(mask.inside())).toList();
    }

    private static boolean anyInside(boolean[] inside) {
        for (boolean one : inside) {
            if (one) {
                return true;
            }
        }
        return false;
    }

    /** How a query's attention, head by head and all heads together, lies on the truth. */
    public static Overlap overlap(AttentionMap map, Mask truth, double keptMass) {
        PatchTruth patches = new PatchTruth(truth, map.grid());
        double[] heads = Arrays.stream(map.heads())
                .mapToDouble(head -> patches.jaccard(AttentionMask.keep(head, keptMass))).toArray();
        float[] mean = map.mean();
        return new Overlap(heads, patches.jaccard(AttentionMask.keep(mean, keptMass)), patches.share(mean));
    }

    /** The centred rectangle of half the width and height: where a photographer puts things. */
    public static Mask centre(int width, int height) {
        boolean[] inside = new boolean[width * height];
        for (int y = height / 4; y < height - height / 4; y++) {
            Arrays.fill(inside, y * width + width / 4, (y + 1) * width - width / 4, true);
        }
        return new Mask(width, height, inside);
    }

    /**
     * Overlap of a picture's heads with the truth.
     *
     * @param heads   Jaccard index of each head's mask, 0..1
     * @param meanMap Jaccard index of the mask that the mean of the heads' maps gives, 0..1
     * @param share   share of the attention, mean of the heads, that lies on the truth, 0..1: other than a Jaccard index
     *                it does not fall because attention keeps to a part of the object
     */
    // equals and hashCode compare contents.
    @SuppressWarnings("ArrayRecordComponent")
    public record Overlap(double[] heads, double meanMap, double share) {
        /** Mean of the heads. */
        public double mean() {
            return Arrays.stream(heads).average().orElse(Double.NaN);
        }

        /** The best head. It is chosen with the truth in hand, so it says what is there, not what could be found. */
        public double best() {
            return Arrays.stream(heads).max().orElse(Double.NaN);
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Overlap that && Arrays.equals(heads, that.heads)
                    && Double.compare(meanMap, that.meanMap) == 0 && Double.compare(share, that.share) == 0;
        }

        @Override
        public int hashCode() {
            return Objects.hash(Arrays.hashCode(heads), meanMap, share);
        }
    }
}
