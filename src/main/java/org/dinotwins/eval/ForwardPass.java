package org.dinotwins.eval;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.function.IntConsumer;
import org.dinotwins.data.picture.Pixels;
import org.dinotwins.eval.attention.AttentionMap;
import org.dinotwins.eval.attention.AttentionRollout;
import org.dinotwins.eval.attention.PatchGrid;
import org.dinotwins.vit.Architecture;

/**
 * One forward pass of a picture, from which attention of any token in any block, attention rollout and patch features
 * can be read. It keeps the blocks' inputs, {@code [tokens, dim]} each, and computes single rows of attention from
 * them, never a {@code [tokens, tokens]} matrix. If the inputs of all blocks exceed the memory limit, only some are
 * kept, and the others are recomputed from the nearest one.
 *
 * <p>Thread-safe. It must be closed; after it or its network is closed, calls throw {@link IllegalStateException}.
 */
public final class ForwardPass implements AutoCloseable {
    /** Native memory for the blocks' inputs in bytes; a ViT-S/8 at 1024 x 1024 pixels needs 300 MB. */
    static final long MAX_KEPT_BYTES = 512L << 20;

    private final FrozenBackbone network;
    private final PatchGrid grid;
    private final NDManager owner;
    private final NDArray rotation;
    private final List<NDArray> inputs = new ArrayList<>();
    private final int stride;
    private final float[][] features;
    private boolean closed;

    /**
     * @param longSide see {@link FrozenBackbone#attention(Pixels, int, int, int)}
     * @param bytes    memory limit for kept inputs
     * @param done     receives the number of computed blocks, 0 to depth
     * @throws CancellationException if the thread is interrupted, between two blocks
     */
    ForwardPass(FrozenBackbone network, Pixels picture, int longSide, long bytes, IntConsumer done) {
        this.network = network;
        this.grid = PatchGrid.of(picture.width(), picture.height(), longSide, network.patchSize());
        this.owner = network.computing(FrozenBackbone.Parts::scope);
        Architecture model = network.architecture();
        long each = (grid.size() + (long) model.prefix()) * model.size().dim() * Float.BYTES;
        this.stride = Math.toIntExact(Math.max(1, (each * network.depth() + bytes - 1) / bytes));
        try {
            this.rotation = network.computing(
                    parts -> parts.transformer().rotation(owner, parts.weights(), grid.rows(), grid.columns()));
            this.features = run(network.view(picture, grid), done);
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    private float[][] run(float[] view, IntConsumer done) {
        int height = grid.rows() * network.patchSize();
        int width = grid.columns() * network.patchSize();
        done.accept(0);
        NDArray tokens = network.computing(parts -> {
            try (NDManager scope = owner.newSubManager()) {
                NDArray image = scope.create(view, new Shape(1, 3, height, width));
                return owned(parts.transformer().embed(scope, parts.weights(), image));
            }
        });
        for (int block = 0; block < network.depth(); block++) {
            if (Thread.currentThread().isInterrupted()) {
                throw new CancellationException("interrupted before block " + block);
            }
            NDArray input = tokens;
            boolean keep = block % stride == 0;
            if (keep) {
                inputs.add(input);
            }
            tokens = output(block, input, !keep);
            done.accept(block + 1);
        }
        NDArray last = tokens;
        return network.computing(parts -> {
            try (NDManager scope = owner.newSubManager();
                    last) {
                NDArray normalised = parts.transformer().normalise(scope, parts.weights(), last);
                return rows(normalised.get(new NDIndex("0, {}:", prefix())).toFloatArray(), grid.size());
            }
        });
    }

    /** The patch grid of the picture. */
    public PatchGrid grid() {
        return grid;
    }

    /** Number of blocks of the network. */
    public int depth() {
        return network.depth();
    }

    /**
     * Attention of one token in one block, all heads.
     *
     * @param block 0..depth-1
     * @param query {@link FrozenBackbone#CLS}, or a patch index, row-major
     */
    public AttentionMap attention(int block, int query) {
        long token = token(query);
        float[] flat = network.computing(parts -> {
            checkOpen();
            try (NDManager scope = owner.newSubManager()) {
                NDArray rows =
                        parts.transformer().rows(scope, parts.weights(), input(scope, block), block, rotation, token);
                return rows.get(new NDIndex("0, :, 0, {}:", prefix())).toFloatArray();
            }
        });
        return new AttentionMap(grid.rows(), grid.columns(), rows(flat, network.heads()));
    }

    /**
     * Attention rollout of one token over all blocks, see {@link AttentionRollout}. With many patches it takes nearly
     * as long as the pass itself.
     *
     * @param done receives the number of finished blocks, 0 to depth
     * @return {@code [patches]}; CLS and registers are omitted, so the sum is less than 1
     * @throws CancellationException if the thread is interrupted, between two blocks
     */
    public float[] rollout(int query, AttentionRollout.Fusion fusion, IntConsumer done) {
        boolean max = fusion == AttentionRollout.Fusion.MAX;
        float[] row = AttentionRollout.row(
                prefix() + grid.size(),
                token(query),
                depth(),
                (block, before) -> network.computing(parts -> {
                    checkOpen();
                    try (NDManager scope = owner.newSubManager()) {
                        return parts.transformer()
                                .roll(
                                        scope,
                                        parts.weights(),
                                        input(scope, block),
                                        block,
                                        rotation,
                                        scope.create(before),
                                        max)
                                .toFloatArray();
                    }
                }),
                done);
        return Arrays.copyOfRange(row, prefix(), row.length);
    }

    /** Features of the patches after the last block and the final norm, {@code [patches][dim]}; read-only. */
    public float[][] features() {
        return features;
    }

    @Override
    public void close() {
        synchronized (network.lock()) {
            if (!closed) {
                closed = true;
                owner.close();
            }
        }
    }

    private int prefix() {
        return network.architecture().prefix();
    }

    private int token(int query) {
        if (query < FrozenBackbone.CLS || query >= grid.size()) {
            throw new IllegalArgumentException("query " + query + " of " + grid.size() + " patches");
        }
        return query == FrozenBackbone.CLS ? 0 : prefix() + query;
    }

    private void checkOpen() {
        if (closed) {
            throw new IllegalStateException("the forward pass was closed");
        }
    }

    private NDArray input(NDManager scope, int block) {
        if (block < 0 || block >= network.depth()) {
            throw new IllegalArgumentException("block " + block + " of " + network.depth());
        }
        NDArray tokens = inputs.get(block / stride);
        for (int i = block / stride * stride; i < block; i++) {
            NDArray input = tokens;
            int recomputed = i;
            tokens = network.computing(
                    parts -> parts.transformer().block(scope, parts.weights(), input, recomputed, rotation));
        }
        return tokens;
    }

    private NDArray output(int block, NDArray input, boolean closeInput) {
        return network.computing(parts -> {
            try (NDManager scope = owner.newSubManager()) {
                NDArray output = owned(parts.transformer().block(scope, parts.weights(), input, block, rotation));
                if (closeInput) {
                    input.close();
                }
                return output;
            }
        });
    }

    private NDArray owned(NDArray array) {
        array.attach(owner);
        return array;
    }

    private static float[][] rows(float[] flat, int count) {
        int each = flat.length / count;
        float[][] rows = new float[count][];
        for (int i = 0; i < count; i++) {
            rows[i] = Arrays.copyOfRange(flat, i * each, (i + 1) * each);
        }
        return rows;
    }
}
