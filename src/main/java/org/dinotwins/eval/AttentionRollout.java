package org.dinotwins.eval;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.function.IntFunction;
import org.dinotwins.tensor.Weights;
import org.dinotwins.vit.VisionTransformer;

/**
 * Attention rollout (Abnar and Zuidema 2020, arXiv 2005.00928): how much of a token after the last block comes from each
 * token before the first one, if attention and the way around it were all that mixes tokens. Every block's heads are
 * joined, identity is added, rows are scaled to a sum of 1, and the matrices of all blocks are multiplied. Only the row of
 * the token in question is carried along, so no matrix product and no {@code tokens x tokens} matrix is ever made.
 */
public final class AttentionRollout {
    private AttentionRollout() {
    }

    /** How the heads of a block become one matrix. */
    public enum Fusion {
        /** Their mean, as in the paper. */
        MEAN,
        /** For each pair of tokens the strongest head, which keeps what a single head finds. */
        MAX
    }

    /**
     * @param inputs tokens {@code [1, tokens, dim]} that a block takes in, asked for from the last block to the first
     * @param query  token after the last block
     * @return {@code [tokens]}, shares that add up to 1
     */
    static float[] row(VisionTransformer transformer, Weights weights, NDManager owner, IntFunction<NDArray> inputs,
                       int depth, int query, Fusion fusion) {
        float[] row = new float[0];
        for (int block = depth - 1; block >= 0; block--) {
            NDArray tokens = inputs.apply(block);
            if (block == depth - 1) {
                row = new float[Math.toIntExact(tokens.getShape().get(1))];
                row[query] = 1;
            }
            try (NDManager scope = owner.newSubManager()) {
                row = transformer.roll(scope, weights, tokens, block, scope.create(row), fusion == Fusion.MAX)
                        .toFloatArray();
            }
        }
        return row;
    }
}
