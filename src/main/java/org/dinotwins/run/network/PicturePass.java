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
 * A picture that went through a network once, as {@link NetworkInspector#sight} hands it out. Another block or query costs a
 * fraction of that pass; heads, mean, maximum, threshold and colours of a map at hand cost none. It holds native memory
 * until it or its inspector is closed. Safe for any number of threads; what is asked for after closing is refused.
 */
public final class PicturePass implements AutoCloseable {
    private final ForwardPass inner;

    PicturePass(ForwardPass inner) {
        this.inner = inner;
    }

    /** The patches that the picture was cut into. */
    public PatchGrid grid() {
        return inner.grid();
    }

    /**
     * Attention of one token in one block, every head.
     *
     * @param block 0..depth-1
     * @param query {@link FrozenBackbone#CLS}, or a patch index, row-major
     */
    public AttentionMap attention(int block, int query) throws WorkbenchException {
        return NetworkInspector.open(() -> inner.attention(block, query));
    }

    /**
     * Attention rollout of one token over all blocks.
     *
     * @return {@code [patches]}; what went to CLS and registers is left out, so it sums to less than 1
     * @see org.dinotwins.eval.attention.AttentionRollout
     */
    public float[] rollout(int query, Fusion fusion) throws WorkbenchException {
        return rollout(query, fusion, Progress.NONE);
    }

    /**
     * As {@link #rollout(int, Fusion)}; at many patches it takes nearly as long as the pass itself.
     *
     * @param progress asked between two blocks whether to go on
     * @throws java.util.concurrent.CancellationException if cancelled, or if the thread was interrupted
     */
    public float[] rollout(int query, Fusion fusion, Progress progress) throws WorkbenchException {
        return NetworkInspector.open(() -> inner.rollout(query, fusion,
                NetworkInspector.blocks(progress, inner.depth(), "Following attention")));
    }

    /** Features of the patches after the last block and the final norm, {@code [patches][dim]}; not to be written to. */
    public float[][] features() {
        return inner.features();
    }

    /** Cosine similarity of one patch to all patches of this picture, {@code [patches]}, -1..1. */
    public float[] similarity(int patch) {
        return similarity(patch, this);
    }

    /** Cosine similarity of one patch of this picture to all patches of another that the same network saw. */
    public float[] similarity(int patch, PicturePass other) {
        return PatchSimilarity.of(features()[patch], other.features());
    }

    /** The colour space of all patches. */
    public PatchPca pca() {
        return PatchPca.of(features());
    }

    /**
     * The colour space of some patches, for example of {@link #foreground}: their differences alone then spread over the
     * colours.
     *
     * @param patches {@code [patches]}; of none, the space of all
     */
    public PatchPca pca(boolean[] patches) {
        float[][] all = features();
        int count = 0;
        float[][] some = new float[all.length][];
        for (int i = 0; i < all.length; i++) {
            if (patches[i]) {
                some[count++] = all[i];
            }
        }
        return count == 0 ? pca() : PatchPca.of(Arrays.copyOf(some, count));
    }

    /**
     * The patches' colours in a colour space, this picture's or another's: opaque ARGB.
     *
     * @return {@code [patches]}
     */
    public int[] colours(PatchPca space) {
        return space.colours(features());
    }

    /**
     * The patches on that side of the first component which the last block's CLS token attends to more.
     *
     * @param space made from all patches, of this picture or another
     */
    public boolean[] foreground(PatchPca space) throws WorkbenchException {
        float[] attention = attention(inner.depth() - 1, FrozenBackbone.CLS).mean();
        return space.foreground(features(), attention);
    }

    @Override
    public void close() {
        inner.close();
    }
}
