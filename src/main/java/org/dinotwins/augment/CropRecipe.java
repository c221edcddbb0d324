package org.dinotwins.augment;

import java.util.Objects;

/**
 * How the crops of a picture are drawn. There are always two global crops; Barlow Twins compares these two. Their
 * photometric changes differ (blur always / rarely, solarise never / sometimes): the asymmetry that the public code of
 * both DINO and Barlow Twins uses.
 *
 * @param globalSize  side of a global crop in pixels
 * @param globalScale share of the picture's area that a global crop covers
 * @param localCrops  number of local crops, 0 or more
 * @param localSize   side of a local crop in pixels
 * @param localScale  share of the picture's area that a local crop covers
 * @param aspect      width over height of the cut, drawn log-uniformly
 * @param flip        chance of a horizontal flip
 * @param globalFirst colours of the first global crop
 * @param globalSecond colours of the second global crop
 * @param local       colours of local crops
 */
public record CropRecipe(
        int globalSize,
        Interval globalScale,
        int localCrops,
        int localSize,
        Interval localScale,
        Interval aspect,
        double flip,
        Photometric globalFirst,
        Photometric globalSecond,
        Photometric local) {
    /** Largest side of a crop in pixels: beyond it a batch does not fit an ordinary machine. */
    private static final int MAX_SIZE = 1024;
    /** Most local crops of a picture. */
    private static final int MAX_LOCALS = 64;
    /** Widest and narrowest cut, as width over height. */
    private static final double MAX_ASPECT = 20;

    public CropRecipe {
        Objects.requireNonNull(globalFirst, "globalFirst");
        Objects.requireNonNull(globalSecond, "globalSecond");
        Objects.requireNonNull(local, "local");
        size("global", globalSize);
        scale("global", globalScale);
        if (localCrops < 0 || localCrops > MAX_LOCALS) {
            throw new IllegalArgumentException(
                    "The number of local crops is " + localCrops + "; it must lie in 0 to " + MAX_LOCALS + ".");
        }
        if (localCrops > 0) {
            size("local", localSize);
            scale("local", localScale);
        }
        if (!aspect.within(1 / MAX_ASPECT, MAX_ASPECT)) {
            throw new IllegalArgumentException("The aspect ratio of crops, " + aspect.min() + " to " + aspect.max()
                    + ", must lie in " + 1 / MAX_ASPECT + " to " + MAX_ASPECT + ".");
        }
        if (!(flip >= 0 && flip <= 1)) {
            throw new IllegalArgumentException("The chance of a flip is " + flip + "; it must lie in 0 to 1.");
        }
    }

    private static void size(String kind, int side) {
        if (side < 1 || side > MAX_SIZE) {
            throw new IllegalArgumentException(
                    "The size of " + kind + " crops is " + side + " pixels; it must lie in 1 to " + MAX_SIZE + ".");
        }
    }

    private static void scale(String kind, Interval share) {
        if (!share.within(0, 1) || share.max() <= 0) {
            throw new IllegalArgumentException("The area that " + kind + " crops cover, " + share.min() + " to "
                    + share.max() + ", must lie in 0 to 1, as a share of the picture.");
        }
    }

    /** Two globals and the locals. */
    public int crops() {
        return 2 + localCrops;
    }
}
