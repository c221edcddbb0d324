package org.dinotwins.run.network;

import java.util.Arrays;
import org.dinotwins.config.WorkbenchException;
import org.dinotwins.eval.ForwardPass;
import org.dinotwins.eval.FrozenBackbone;
import org.dinotwins.eval.attention.AttentionMap;
import org.dinotwins.eval.attention.AttentionRollout.Fusion;
import org.dinotwins.eval.attention.PatchGrid;
import org.dinotwins.eval.representation.PatchPca;
import org.dinotwins.eval.representation.PatchSimilarity;
import org.dinotwins.run.Progress;

/**
 * One forward pass of a picture, from {@link NetworkInspector#pass}. Attention of another block or query costs a fraction of
 * the pass. It holds native memory until it or its inspector is closed. Thread-safe; calls after closing fail.
 */
public final class PicturePass implements AutoCloseable {
    private final ForwardPass forward;

    PicturePass(ForwardPass forward) {
        this.forward = forward;
    }

    /** The patch grid of the picture. */
    public PatchGrid grid() {
        return forward.grid();
    }

    /**
     * Attention of one token in one block, for all heads.
     *
     * @param block 0..depth-1
     * @param query {@link FrozenBackbone#CLS}, or a patch index, row-major
     */
    public AttentionMap attention(int block, int query) throws WorkbenchException {
        return NetworkInspector.open(() -> forward.attention(block, query));
    }

    /**
     * Attention rollout of one token over all blocks.
     *
     * @return {@code [patches]}; without CLS and registers, so the sum is below 1
     * @see org.dinotwins.eval.attention.AttentionRollout
     */
    public float[] rollout(int query, Fusion fusion) throws WorkbenchException {
        return rollout(query, fusion, Progress.NONE);
    }

    /**
     * Like {@link #rollout(int, Fusion)}; with many patches it takes nearly as long as the pass itself.
     *
     * @param progress reports each block and may cancel between two blocks
     * @throws java.util.concurrent.CancellationException if cancelled, or if the thread was interrupted
     */
    public float[] rollout(int query, Fusion fusion, Progress progress) throws WorkbenchException {
        return NetworkInspector.open(() -> forward.rollout(
                query, fusion, NetworkInspector.blocks(progress, forward.depth(), "Computing the rollout")));
    }

    /** Features of the patches after the last block and the final norm, {@code [patches][dim]}; read only. */
    public float[][] features() {
        return forward.features();
    }

    /** Cosine similarity of one patch to all patches of this picture, {@code [patches]}, -1..1. */
    public float[] similarity(int patch) {
        return similarity(patch, this);
    }

    /** Cosine similarity of one patch of this picture to all patches of another pass of the same network. */
    public float[] similarity(int patch, PicturePass other) {
        return PatchSimilarity.of(features()[patch], other.features());
    }

    /** The PCA colour space of all patches. */
    public PatchPca pca() {
        return PatchPca.of(features());
    }

    /**
     * The PCA colour space of some patches, for example of {@link #foreground}, so that the colours show their differences
     * only.
     *
     * @param patches {@code [patches]}; if none is true, all patches are used
     */
    public PatchPca pca(boolean[] patches) {
        float[][] all = features();
        int count = 0;
        float[][] selected = new float[all.length][];
        for (int i = 0; i < all.length; i++) {
            if (patches[i]) {
                selected[count++] = all[i];
            }
        }
        return count == 0 ? pca() : PatchPca.of(Arrays.copyOf(selected, count));
    }

    /**
     * Colours of the patches in the colour space of this or another picture, as opaque ARGB.
     *
     * @return {@code [patches]}
     */
    public int[] colours(PatchPca space) {
        return space.colours(features());
    }

    /**
     * The patches on the side of the first component that the CLS token of the last block attends to more.
     *
     * @param space colour space of all patches of this or another picture
     */
    public boolean[] foreground(PatchPca space) throws WorkbenchException {
        float[] attention = attention(forward.depth() - 1, FrozenBackbone.CLS).mean();
        return space.foreground(features(), attention);
    }

    @Override
    public void close() {
        forward.close();
    }
}
