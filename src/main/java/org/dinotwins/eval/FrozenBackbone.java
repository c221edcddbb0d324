package org.dinotwins.eval;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.channels.ReadableByteChannel;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.dinotwins.augment.EvaluationView;
import org.dinotwins.data.Pixels;
import org.dinotwins.tensor.HostTensor;
import org.dinotwins.tensor.Weights;
import org.dinotwins.train.Backbones;
import org.dinotwins.train.ComputeDevice;
import org.dinotwins.train.DevicePreference;
import org.dinotwins.train.Role;
import org.dinotwins.train.TrainingException;
import org.dinotwins.vit.ViTConfig;
import org.dinotwins.vit.VisionTransformer;

/**
 * A backbone that is only looked at: features and attention of pictures. Thread-safe through one internal lock, which
 * {@link #close} takes too: it waits for what is being computed, and what is asked for later is refused with an
 * {@link IllegalStateException}.
 */
public final class FrozenBackbone implements AutoCloseable {
    /** Query that stands for the CLS token. */
    public static final int CLS = -1;
    /** Tokens of one pass at most, so that memory stays near 100 MB whatever the pictures' size. */
    private static final int TOKENS_AT_ONCE = 8192;
    /** Attention weights of one pass at most: 32 MB. */
    private static final long WEIGHTS_AT_ONCE = 8_000_000;

    private final Object lock = new Object();
    private final ViTConfig config;
    private final NDManager owner;
    private final VisionTransformer transformer;
    private final Weights weights;
    private boolean closed;

    private FrozenBackbone(ViTConfig config, Map<String, HostTensor> tensors, DevicePreference device)
            throws TrainingException {
        this.config = config;
        this.owner = NDManager.newBaseManager(ComputeDevice.choose(device).device());
        this.weights = new Weights(owner, tensors);
        this.transformer = new VisionTransformer(config, owner);
    }

    /** The same network with random weights of this seed, as a run would begin. */
    public static FrozenBackbone random(ViTConfig config, long seed, DevicePreference device) throws TrainingException {
        return new FrozenBackbone(config, Backbones.initial(config, seed), device);
    }

    /** The teacher's backbone of a checkpoint written by {@link org.dinotwins.train.Trainer#save}. */
    public static FrozenBackbone teacher(ViTConfig config, ReadableByteChannel checkpoint, DevicePreference device)
            throws IOException, TrainingException {
        return of(config, Role.TEACHER, checkpoint, device);
    }

    /** As {@link #teacher}, for either network. */
    public static FrozenBackbone of(ViTConfig config, Role role, ReadableByteChannel checkpoint,
                                    DevicePreference device) throws IOException, TrainingException {
        return new FrozenBackbone(config, Backbones.of(config, role, checkpoint), device);
    }

    /** Number of blocks. */
    public int depth() {
        return config.depth();
    }

    /** Number of attention heads. */
    public int heads() {
        return config.heads();
    }

    /** Side of a patch in pixels. */
    public int patchSize() {
        return config.patchSize();
    }

    /**
     * CLS features of the last block after the final norm.
     *
     * @param images {@code [n][3 * size * size]} normalised, square
     * @param size   pixels, a multiple of the patch size
     * @return {@code [n][dim]}
     */
    public float[][] features(float[][] images, int size) {
        int patches = size / config.patchSize();
        int batch = Math.max(1, TOKENS_AT_ONCE / (patches * patches + 1));
        return inBatches(images, size, size, batch, input -> {
            NDArray tokens = transformer.forward(input.getManager(), weights, input, false);
            return tokens.get(new NDIndex(":, 0"));
        });
    }

    /**
     * Features after a {@link Readout}: the CLS tokens of the last blocks after the final norm, oldest first, and where
     * asked for the mean of the last block's patch tokens behind them.
     *
     * @param images as {@link #features(float[][], int)}
     * @return {@code [n][readout.width(dim)]}
     */
    public float[][] features(float[][] images, int size, Readout readout) {
        if (readout.equals(Readout.CLS)) {
            return features(images, size);
        }
        long tokens = (long) (size / config.patchSize()) * (size / config.patchSize()) + 1;
        int batch = (int) Math.max(1, Math.min(TOKENS_AT_ONCE / tokens, WEIGHTS_AT_ONCE / (tokens * tokens * heads())));
        int last = Math.min(readout.blocks(), depth());
        return inBatches(images, size, size, batch, input -> {
            List<NDArray> blocks = transformer.inspect(input.getManager(), weights, input, depth() - 1, last).tokens();
            NDList parts = new NDList();
            blocks.forEach(block -> parts.add(block.get(new NDIndex(":, 0"))));
            if (readout.meanOfPatches()) {
                parts.add(blocks.get(last - 1).get(new NDIndex(":, 1:")).mean(new int[] {1}));
            }
            return NDArrays.concat(parts, 1);
        });
    }

    /**
     * Attention of one block over a picture at (about) its own aspect ratio.
     *
     * @param longSide picture's longer side is resampled to the multiple of the patch size nearest to this, the
     *                 shorter one likewise; see {@link PatchGrid#of}
     * @param block    0..depth-1
     * @param query    {@link #CLS}, or a patch index, row-major
     */
    public AttentionMap attention(Pixels picture, int longSide, int block, int query) {
        PatchGrid grid = PatchGrid.of(picture.width(), picture.height(), longSide, config.patchSize());
        return attention(new float[][] {view(picture, grid)}, grid, block, query).get(0);
    }

    /** A picture stretched to whole patches of this grid, {@code [3 * height * width]} normalised. */
    public float[] view(Pixels picture, PatchGrid grid) {
        return EvaluationView.stretched(picture, grid.columns() * config.patchSize(), grid.rows() * config.patchSize());
    }

    /**
     * As {@link #attention(Pixels, int, int, int)}, for views of one grid, which are computed together.
     *
     * @param views {@code [n][3 * height * width]}, from {@link #view}
     */
    public List<AttentionMap> attention(float[][] views, PatchGrid grid, int block, int query) {
        if (query < CLS || query >= grid.size()) {
            throw new IllegalArgumentException("query " + query + " of " + grid.size() + " patches");
        }
        long tokens = grid.size() + 1L;
        int batch = (int) Math.max(1, Math.min(TOKENS_AT_ONCE / tokens, WEIGHTS_AT_ONCE / (tokens * tokens * heads())));
        int width = grid.columns() * config.patchSize();
        int height = grid.rows() * config.patchSize();
        float[][] rows = inBatches(views, width, height, batch, input -> {
            NDArray full = transformer.inspect(input.getManager(), weights, input, block, 1).attention();
            return full.get(new NDIndex(":, :, {}, 1:", query + 1));
        });
        return Arrays.stream(rows).map(row -> new AttentionMap(grid.rows(), grid.columns(), split(row, heads())))
                .toList();
    }

    @Override
    public void close() {
        synchronized (lock) {
            if (!closed) {
                closed = true;
                transformer.close();
                owner.close();
            }
        }
    }

    /** Runs images batch by batch; the result's first axis is the image, the others are returned flat. */
    private float[][] inBatches(float[][] images, int width, int height, int batch, Function<NDArray, NDArray> what) {
        float[][] results = new float[images.length][];
        for (int from = 0; from < images.length; from += batch) {
            int to = Math.min(images.length, from + batch);
            FloatBuffer values = FloatBuffer.allocate((to - from) * 3 * width * height);
            for (int i = from; i < to; i++) {
                if (images[i].length != 3 * width * height) {
                    throw new IllegalArgumentException(images[i].length + " values for 3 x " + height + " x " + width);
                }
                values.put(images[i]);
            }
            float[] flat = run(values.array(), new Shape(to - from, 3, height, width), what);
            System.arraycopy(split(flat, to - from), 0, results, from, to - from);
        }
        return results;
    }

    private float[] run(float[] values, Shape shape, Function<NDArray, NDArray> what) {
        synchronized (lock) {
            if (closed) {
                throw new IllegalStateException("the network was closed");
            }
            try (NDManager scope = owner.newSubManager()) {
                return what.apply(scope.create(values, shape)).toFloatArray();
            }
        }
    }

    private static float[][] split(float[] flat, int parts) {
        int each = flat.length / parts;
        float[][] split = new float[parts][];
        for (int i = 0; i < parts; i++) {
            split[i] = Arrays.copyOfRange(flat, i * each, (i + 1) * each);
        }
        return split;
    }
}
