package org.dinotwins.augment;

import java.util.Objects;

/**
 * How the crops of a picture are drawn. There are always two global crops, which Barlow Twins compares. Their
 * photometric changes differ as in the public code of DINO and Barlow Twins: blur always or rarely, solarise never or
 * sometimes.
 *
 * @param globalSize  side of a global crop in pixels
 * @param globalScale fraction of the picture's area that a global crop covers
 * @param localCrops  number of local crops, 0 or more
 * @param localSize   side of a local crop in pixels
 * @param localScale  fraction of the picture's area that a local crop covers
 * @param aspect      width over height of the cropped region, drawn log-uniformly
 * @param flip        probability of a horizontal flip
 * @param globalFirst photometric changes of the first global crop
 * @param globalSecond photometric changes of the second global crop
 * @param local       photometric changes of local crops
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
    /** Largest side of a crop in pixels; beyond it a batch does not fit into the memory of an ordinary machine. */
    private static final int MAX_SIZE = 1024;
    /** Largest number of local crops of a picture. */
    private static final int MAX_LOCALS = 64;
    /** Most extreme aspect ratio of the cropped region, as width over height or its inverse. */
    private static final double MAX_ASPECT = 20;

    public CropRecipe {
        Objects.requireNonNull(globalFirst, "globalFirst");
        Objects.requireNonNull(globalSecond, "globalSecond");
        Objects.requireNonNull(local, "local");
        size("global", globalSize);
        scale("global", globalScale);
        if (localCrops < 0 || localCrops > MAX_LOCALS) {
            throw new IllegalArgumentException(
                    "The number of local crops is " + localCrops + "; it must be between 0 and " + MAX_LOCALS + ".");
        }
        if (localCrops > 0) {
            size("local", localSize);
            scale("local", localScale);
        }
        if (!aspect.within(1 / MAX_ASPECT, MAX_ASPECT)) {
            throw new IllegalArgumentException("The aspect ratio of crops, " + aspect.min() + " to " + aspect.max()
                    + ", must be between " + 1 / MAX_ASPECT + " and " + MAX_ASPECT + ".");
        }
        if (!(flip >= 0 && flip <= 1)) {
            throw new IllegalArgumentException(
                    "The probability of a flip is " + flip + "; it must be between 0 and 1.");
        }
    }

    private static void size(String kind, int side) {
        if (side < 1 || side > MAX_SIZE) {
            throw new IllegalArgumentException("The size of " + kind + " crops is " + side
                    + " pixels; it must be between 1 and " + MAX_SIZE + ".");
        }
    }

    private static void scale(String kind, Interval share) {
        if (!share.within(0, 1) || share.max() <= 0) {
            throw new IllegalArgumentException("The area of " + kind + " crops, " + share.min() + " to " + share.max()
                    + ", must be between 0 and 1, as a fraction of the picture.");
        }
    }

    /** Number of all crops: two global ones and the local ones. */
    public int crops() {
        return 2 + localCrops;
    }
}
