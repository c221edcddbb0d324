package org.dinotwins.vit;

/**
 * The size of a Vision Transformer.
 *
 * @param imageSize side in pixels of the square image for which the position embedding is made
 * @param patchSize side of a patch in pixels
 * @param dim       width of a token
 * @param depth     number of blocks
 * @param heads     attention heads; divides {@code dim}
 * @param mlpRatio  hidden width of a block's MLP over {@code dim}
 * @param dropPath  probability that the last block's residual branch is dropped for a sample while the student trains;
 * grows linearly from 0 over the blocks (stochastic depth, as in the public DINO code)
 * @param start     how the weights are initialised; all but {@link WeightStart#DINO} need a width divisible by 4
 */
public record ViTConfig(
        int imageSize,
        int patchSize,
        int dim,
        int depth,
        int heads,
        double mlpRatio,
        double dropPath,
        WeightStart start) {
    public ViTConfig {
        if (patchSize < 1 || imageSize < patchSize || imageSize % patchSize != 0) {
            throw new IllegalArgumentException(
                    "image size " + imageSize + " is not a multiple of patch size " + patchSize);
        }
        if (heads < 1 || dim < 1 || dim % heads != 0) {
            throw new IllegalArgumentException("width " + dim + " is not a multiple of " + heads + " heads");
        }
        if (depth < 1 || mlpRatio <= 0 || dropPath < 0 || dropPath >= 1) {
            throw new IllegalArgumentException("depth, MLP ratio or drop path out of range");
        }
        if (start != WeightStart.DINO && dim % 4 != 0) {
            throw new IllegalArgumentException(
                    "width " + dim + " is not a multiple of 4, which a sine-cosine position " + "embedding needs");
        }
    }

    /** A size whose weights are initialised as in the public DINO code. */
    public ViTConfig(int imageSize, int patchSize, int dim, int depth, int heads, double mlpRatio, double dropPath) {
        this(imageSize, patchSize, dim, depth, heads, mlpRatio, dropPath, WeightStart.DINO);
    }

    /** Number of patches of a square image of {@link #imageSize()}. */
    public int patches() {
        int side = imageSize / patchSize;
        return side * side;
    }
}
