package org.dinotwins.train.backward;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import org.dinotwins.tensor.Weights;

/**
 * Crops of one size that pass through a replica's backbone together.
 *
 * @param replica replica that runs them
 * @param scope   owner of their arrays
 * @param images  {@code [rows, 3, side, side]}
 * @param paths   stochastic depth of these rows, as {@link org.dinotwins.vit.VisionTransformer#paths}
 */
public record BatchPart(Replica replica, NDManager scope, NDArray images, NDArray paths) {
    public int rows() {
        return Math.toIntExact(images.getShape().get(0));
    }

    /** CLS features {@code [rows, dim]}. */
    public NDArray features(Weights weights) {
        return features(scope, weights);
    }

    /** Like {@link #features(Weights)}, owned by another scope. */
    public NDArray features(NDManager within, Weights weights) {
        return replica.transformer().features(within, weights, images, paths);
    }
}
