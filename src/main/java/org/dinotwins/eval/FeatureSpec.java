package org.dinotwins.eval;

/**
 * The tokens of a network that form the feature of a picture.
 *
 * @param blocks        number of last blocks whose CLS tokens are concatenated; all if the network has fewer
 * @param meanOfPatches whether the mean of the last block's patch tokens is appended
 */
public record FeatureSpec(int blocks, boolean meanOfPatches) {
    /** The last block's CLS token alone, as used by kNN. */
    public static final FeatureSpec CLS = new FeatureSpec(1, false);

    public FeatureSpec {
        if (blocks < 1) {
            throw new IllegalArgumentException("the last " + blocks + " blocks");
        }
    }

    /** Width of the feature for a network of this width and depth. */
    public int width(int dim, int depth) {
        return dim * (Math.min(blocks, depth) + (meanOfPatches ? 1 : 0));
    }
}
