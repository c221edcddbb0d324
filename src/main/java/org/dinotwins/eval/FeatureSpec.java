package org.dinotwins.eval;

/**
 * What of a network is taken as the feature of a picture.
 *
 * @param blocks        CLS tokens of so many last blocks, behind each other; all where the network has fewer
 * @param meanOfPatches whether the mean of the last block's patch tokens follows
 */
public record FeatureSpec(int blocks, boolean meanOfPatches) {
    /** The last block's CLS token alone: what kNN compares. */
    public static final FeatureSpec CLS = new FeatureSpec(1, false);

    public FeatureSpec {
        if (blocks < 1) {
            throw new IllegalArgumentException("the last " + blocks + " blocks");
        }
    }

    /** Width of a feature of a network with this width and depth. */
    public int width(int dim, int depth) {
        return dim * (Math.min(blocks, depth) + (meanOfPatches ? 1 : 0));
    }
}
