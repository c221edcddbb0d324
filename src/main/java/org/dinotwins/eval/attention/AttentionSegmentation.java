package org.dinotwins.eval.attention;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.dinotwins.data.Picture;
import org.dinotwins.data.PictureObject;
import org.dinotwins.data.outline.Mask;
import org.dinotwins.data.outline.Outline;

/**
 * Segmentation of a picture's objects by attention alone. Each head keeps its strongest patches, which are enlarged to
 * the picture's size, and the Jaccard index with the true mask is computed in pixels, as in the DINO paper (arXiv
 * 2104.14294, figure 4 and table 7) for PASCAL VOC. Nothing is trained on the masks.
 */
public final class AttentionSegmentation {
    /** Fraction of a head's attention that its mask keeps, as in the DINO paper. */
    public static final double KEPT_MASS = 0.6;
    /** Longest side of the network's input, in pixels: the public DINO code shows attention at 480. */
    public static final int LONGEST_SIDE = 480;

    private AttentionSegmentation() {}

    /**
     * Longer side of the network's input in pixels: the picture's own, but at most {@link #LONGEST_SIDE} and at least the
     * size that the model was trained with.
     */
    public static int longSide(int width, int height, int modelImageSize) {
        return Math.max(modelImageSize, Math.min(Math.max(width, height), LONGEST_SIDE));
    }

    /**
     * Union of all objects except crowds. Empty without such objects, where one of them has no outline, because then the
     * true mask is unknown, and for a picture whose masks are too large ({@link Mask#isDrawn}).
     */
    public static Optional<Mask> foreground(Picture picture) {
        List<PictureObject> objects =
                picture.objects().stream().filter(o -> !o.crowd()).toList();
        if (objects.isEmpty()
                || !Mask.isDrawn(picture.width(), picture.height())
                || objects.stream().anyMatch(o -> o.outline() instanceof Outline.None)) {
            return Optional.empty();
        }
        boolean[] inside = new boolean[picture.width() * picture.height()];
        for (PictureObject object : objects) {
            boolean[] one = object.mask(picture.width(), picture.height()).inside();
            for (int i = 0; i < inside.length; i++) {
                inside[i] |= one[i];
            }
        }
        return Optional.of(new Mask(picture.width(), picture.height(), inside));
    }

    /**
     * The largest object except crowds, which determines the picture's label. Empty without such objects, or if
     * the largest has no outline.
     */
    public static Optional<Mask> largest(Picture picture) {
        return picture.objects().stream()
                .filter(o -> !o.crowd())
                .max(Comparator.comparingDouble(PictureObject::area))
                .filter(o -> !(o.outline() instanceof Outline.None) && Mask.isDrawn(picture.width(), picture.height()))
                .map(o -> o.mask(picture.width(), picture.height()));
    }

    /** Masks of all objects that have an outline, except crowds and masks without a pixel. */
    public static List<Mask> objects(Picture picture) {
        return picture.objects().stream()
                .filter(o -> !o.crowd() && !(o.outline() instanceof Outline.None))
                .filter(o -> Mask.isDrawn(picture.width(), picture.height()))
                .map(o -> o.mask(picture.width(), picture.height()))
                .filter(mask -> anyInside(mask.inside()))
                .toList();
    }

    private static boolean anyInside(boolean[] inside) {
        for (boolean one : inside) {
            if (one) {
                return true;
            }
        }
        return false;
    }

    /** Overlap of a query's attention with a true mask, for each head and for the mean of the heads. */
    public static Overlap overlap(AttentionMap map, Mask truth, double keptMass) {
        PatchTruth patches = new PatchTruth(truth, map.grid());
        double[] heads = Arrays.stream(map.heads())
                .mapToDouble(head -> patches.jaccard(AttentionMask.keep(head, keptMass)))
                .toArray();
        float[] mean = map.mean();
        return new Overlap(heads, patches.jaccard(AttentionMask.keep(mean, keptMass)), patches.share(mean));
    }

    /** The centred rectangle of half the width and height, a guess without a network: photographs are often centred. */
    public static Mask centre(int width, int height) {
        boolean[] inside = new boolean[width * height];
        for (int y = height / 4; y < height - height / 4; y++) {
            Arrays.fill(inside, y * width + width / 4, (y + 1) * width - width / 4, true);
        }
        return new Mask(width, height, inside);
    }

    /**
     * Overlap of a picture's attention with a true mask.
     *
     * @param heads   Jaccard index of each head's mask, 0..1
     * @param meanMap Jaccard index of the mask of the heads' mean map, 0..1
     * @param share   fraction of the heads' mean attention that lies on the true mask, 0..1: unlike a Jaccard index it
     * does not decrease if attention covers only a part of the object
     */
    // equals and hashCode compare contents.
    @SuppressWarnings("ArrayRecordComponent")
    public record Overlap(double[] heads, double meanMap, double share) {
        /** Mean Jaccard index of the heads. */
        public double mean() {
            return Arrays.stream(heads).average().orElse(Double.NaN);
        }

        /** Jaccard index of the best head. The head is chosen with the true mask, so this is an upper bound. */
        public double best() {
            return Arrays.stream(heads).max().orElse(Double.NaN);
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Overlap that
                    && Arrays.equals(heads, that.heads)
                    && Double.compare(meanMap, that.meanMap) == 0
                    && Double.compare(share, that.share) == 0;
        }

        @Override
        public int hashCode() {
            return Objects.hash(Arrays.hashCode(heads), meanMap, share);
        }
    }
}
