package org.dinotwins.eval.attention;

import java.util.concurrent.CancellationException;
import java.util.function.IntConsumer;

/**
 * Attention rollout (Abnar and Zuidema 2020, arXiv 2005.00928): an estimate of how much each input token contributes to
 * a token of the last block. In every block the heads' attention matrices are fused, the identity is added for the
 * residual connection, rows are scaled to a sum of 1, and the matrices of all blocks are multiplied. Only the query's
 * row is propagated, so no {@code [tokens, tokens]} matrix is stored.
 */
public final class AttentionRollout {
    private AttentionRollout() {}

    /** How the heads of a block are fused into one matrix. */
    public enum Fusion {
        /** Their mean, as in the paper. */
        MEAN,
        /** The maximum over the heads for each pair of tokens, which preserves what a single head finds. */
        MAX
    }

    /** Propagates a row through one block, from its output to its input. */
    public interface Step {
        /**
         * @param row {@code [tokens]} contributions of the block's output tokens
         * @return {@code [tokens]} contributions of the block's input tokens
         */
        float[] through(int block, float[] row);
    }

    /**
     * @param tokens number of tokens
     * @param query  token after the last block
     * @param done   receives the number of finished blocks, 0 to depth
     * @return {@code [tokens]} contributions that sum to 1
     * @throws CancellationException if the thread is interrupted, between two blocks
     */
    public static float[] row(int tokens, int query, int depth, Step step, IntConsumer done) {
        float[] row = new float[tokens];
        row[query] = 1;
        for (int block = depth - 1; block >= 0; block--) {
            done.accept(depth - 1 - block);
            if (Thread.currentThread().isInterrupted()) {
                throw new CancellationException("interrupted before block " + block);
            }
            row = step.through(block, row);
        }
        done.accept(depth);
        return row;
    }
}
