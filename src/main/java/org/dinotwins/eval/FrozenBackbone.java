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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.function.IntConsumer;
import org.dinotwins.augment.EvaluationView;
import org.dinotwins.data.picture.Pixels;
import org.dinotwins.eval.attention.AttentionMap;
import org.dinotwins.eval.attention.PatchGrid;
import org.dinotwins.tensor.ComputationException;
import org.dinotwins.tensor.HostTensor;
import org.dinotwins.tensor.Weights;
import org.dinotwins.tensor.device.ComputeDevice;
import org.dinotwins.tensor.device.DevicePreference;
import org.dinotwins.train.Backbones;
import org.dinotwins.train.Role;
import org.dinotwins.vit.Architecture;
import org.dinotwins.vit.InitialWeights;
import org.dinotwins.vit.ViTConfig;
import org.dinotwins.vit.VisionTransformer;
import org.dinotwins.vit.WeightShapes;
import org.dinotwins.vit.weights.BackboneFile;
import org.dinotwins.vit.weights.InputScale;

/**
 * A backbone whose weights never change, for features and attention of pictures. Thread-safe: one lock serialises all
 * computation. {@link #close} waits for a running computation; later calls throw {@link IllegalStateException}.
 */
public final class FrozenBackbone implements AutoCloseable {
    /** Query index of the CLS token. */
    public static final int CLS = -1;
    /** Largest number of tokens in one forward pass, which keeps its memory near 100 MB for any size of pictures. */
    private static final int MAX_TOKENS = 8192;

    private final Object lock = new Object();
    private final Architecture architecture;
    private final InputScale scale;
    private final ViTConfig config;
    private final NDManager owner;
    private final VisionTransformer transformer;
    private final Weights weights;
    private boolean closed;

    private FrozenBackbone(
            Architecture architecture, InputScale scale, Map<String, HostTensor> tensors, DevicePreference device)
            throws ComputationException {
        this.architecture = architecture;
        this.scale = scale;
        this.config = architecture.size();
        this.owner = NDManager.newBaseManager(ComputeDevice.choose(device).device());
        this.weights = new Weights(owner, tensors);
        this.transformer = new VisionTransformer(architecture, owner);
    }

    /** A network with the random weights that a run with this seed starts from. */
    public static FrozenBackbone random(ViTConfig config, long seed, DevicePreference device)
            throws ComputationException {
        return new FrozenBackbone(
                Architecture.of(config), InputScale.IMAGENET, Backbones.initial(config, seed), device);
    }

    /** A network of any known architecture with random weights, see {@link InitialWeights}. */
    public static FrozenBackbone random(Architecture architecture, InputScale scale, long seed, DevicePreference device)
            throws ComputationException {
        return of(architecture, scale, InitialWeights.of(architecture, new SplittableRandom(seed)), device);
    }

    /** The teacher's backbone of a checkpoint written by {@link org.dinotwins.train.Trainer#save}. */
    public static FrozenBackbone teacher(ViTConfig config, ReadableByteChannel checkpoint, DevicePreference device)
            throws IOException, ComputationException {
        return of(config, Role.TEACHER, checkpoint, device);
    }

    /** Like {@link #teacher}, for either of the two networks. */
    public static FrozenBackbone of(
            ViTConfig config, Role role, ReadableByteChannel checkpoint, DevicePreference device)
            throws IOException, ComputationException {
        return new FrozenBackbone(
                Architecture.of(config), InputScale.IMAGENET, Backbones.of(config, role, checkpoint), device);
    }

    /** A network with pretrained weights from a file. */
    public static FrozenBackbone of(BackboneFile file, DevicePreference device) throws ComputationException {
        return of(file.architecture(), file.scale(), file.tensors(), device);
    }

    /**
     * Opens a network with these weights.
     *
     * @param tensors one per entry of {@link WeightShapes#of(Architecture)}, in any order
     */
    static FrozenBackbone of(Architecture architecture, Map<String, HostTensor> tensors, DevicePreference device)
            throws ComputationException {
        return of(architecture, InputScale.IMAGENET, tensors, device);
    }

    private static FrozenBackbone of(
            Architecture architecture, InputScale scale, Map<String, HostTensor> tensors, DevicePreference device)
            throws ComputationException {
        Map<String, HostTensor> ordered = new LinkedHashMap<>();
        WeightShapes.of(architecture).keySet().forEach(name -> ordered.put(name, tensors.get(name)));
        return new FrozenBackbone(architecture, scale, ordered, device);
    }

    /** Architecture of the network. */
    public Architecture architecture() {
        return architecture;
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
     * @param images {@code [n][3 * size * size]} normalised by ImageNet's mean and deviation, square
     * @param size   pixels, a multiple of the patch size
     * @return {@code [n][dim]}
     */
    public float[][] features(float[][] images, int size) {
        int patches = size / config.patchSize();
        int batch = Math.max(1, MAX_TOKENS / (patches * patches + 1));
        return inBatches(scaled(images), size, size, batch, input -> {
            NDArray tokens = transformer.forward(input.getManager(), weights, input, false);
            return tokens.get(new NDIndex(":, 0"));
        });
    }

    /**
     * Features by a {@link FeatureSpec}: the CLS tokens of the last blocks after the final norm, in the order of the
     * blocks, optionally followed by the mean of the last block's patch tokens.
     *
     * @param images as {@link #features(float[][], int)}
     * @return {@code [n][spec.width(dim, depth)]}
     */
    public float[][] features(float[][] images, int size, FeatureSpec spec) {
        if (spec.equals(FeatureSpec.CLS)) {
            return features(images, size);
        }
        int patches = size / config.patchSize();
        int batch = Math.max(1, MAX_TOKENS / (patches * patches + architecture.prefix()));
        int first = Math.max(0, depth() - spec.blocks());
        return inBatches(scaled(images), size, size, batch, input -> {
            NDManager scope = input.getManager();
            NDArray tokens = transformer.embed(scope, weights, input);
            NDArray rotation = transformer.rotation(scope, weights, patches, patches);
            NDList parts = new NDList();
            for (int block = 0; block < depth(); block++) {
                tokens = next(tokens, block, rotation);
                if (block >= first) {
                    NDArray normal = transformer.normalise(scope, weights, tokens);
                    parts.add(normal.get(new NDIndex(":, 0")));
                    if (spec.meanOfPatches() && block == depth() - 1) {
                        parts.add(normal.get(new NDIndex(":, {}:", architecture.prefix()))
                                .mean(new int[] {1}));
                    }
                }
            }
            return NDArrays.concat(parts, 1);
        });
    }

    /**
     * Runs a picture through the network once and keeps the blocks' inputs, from which attention and features are read.
     *
     * @param longSide as in {@link #attention(Pixels, int, int, int)}
     * @param done     receives the number of computed blocks, 0 to depth
     * @throws java.util.concurrent.CancellationException if the thread is interrupted, between two blocks
     */
    public ForwardPass forwardPass(Pixels picture, int longSide, IntConsumer done) {
        return new ForwardPass(this, picture, longSide, ForwardPass.MAX_KEPT_BYTES, done);
    }

    /**
     * Attention of one block on a picture at its own aspect ratio, rounded to whole patches.
     *
     * @param longSide pixels of the longer side, rounded to a multiple of the patch size; see {@link PatchGrid#of}
     * @param block    0..depth-1
     * @param query    {@link #CLS}, or a patch index, row-major
     */
    public AttentionMap attention(Pixels picture, int longSide, int block, int query) {
        PatchGrid grid = PatchGrid.of(picture.width(), picture.height(), longSide, config.patchSize());
        return attention(new float[][] {view(picture, grid)}, grid, block, query)
                .get(0);
    }

    /**
     * A picture stretched to the whole patches of a grid and normalised as the network was trained,
     * {@code [3 * height * width]}.
     */
    public float[] view(Pixels picture, PatchGrid grid) {
        return scale.of(EvaluationView.stretched(
                picture, grid.columns() * config.patchSize(), grid.rows() * config.patchSize()));
    }

    private float[][] scaled(float[][] images) {
        return Arrays.stream(images).map(scale::of).toArray(float[][]::new);
    }

    /**
     * Like {@link #attention(Pixels, int, int, int)}, for several views of one grid, in batches.
     *
     * @param views {@code [n][3 * height * width]}, from {@link #view}
     */
    public List<AttentionMap> attention(float[][] views, PatchGrid grid, int block, int query) {
        if (query < CLS || query >= grid.size()) {
            throw new IllegalArgumentException("query " + query + " of " + grid.size() + " patches");
        }
        int tokens = architecture.prefix() + grid.size();
        int token = query == CLS ? 0 : architecture.prefix() + query;
        int batch = Math.max(1, MAX_TOKENS / tokens);
        int width = grid.columns() * config.patchSize();
        int height = grid.rows() * config.patchSize();
        float[][] rows = inBatches(views, width, height, batch, input -> {
            NDManager scope = input.getManager();
            NDArray before = transformer.embed(scope, weights, input);
            NDArray rotation = transformer.rotation(scope, weights, grid.rows(), grid.columns());
            for (int i = 0; i < block; i++) {
                before = next(before, i, rotation);
            }
            return transformer
                    .rows(scope, weights, before, block, rotation, token)
                    .get(new NDIndex(":, :, 0, {}:", architecture.prefix()));
        });
        return Arrays.stream(rows)
                .map(row -> new AttentionMap(grid.rows(), grid.columns(), split(row, heads())))
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

    /** A computation that runs while the lock is held. */
    record Parts(VisionTransformer transformer, Weights weights, NDManager owner) {
        /** A manager that lives at most as long as the network. */
        NDManager scope() {
            return owner.newSubManager();
        }
    }

    /** Runs a computation with the network while the lock is held. */
    <T> T computing(Function<Parts, T> work) {
        synchronized (lock) {
            if (closed) {
                throw new IllegalStateException("the network was closed");
            }
            return work.apply(new Parts(transformer, weights, owner));
        }
    }

    /** The lock held during computations and closing. */
    Object lock() {
        return lock;
    }

    /** Computes the output of a block and frees its input. */
    private NDArray next(NDArray tokens, int block, NDArray rotation) {
        try (tokens) {
            return transformer.block(tokens.getManager(), weights, tokens, block, rotation);
        }
    }

    /** Runs images in batches and returns one flattened result per image. */
    private float[][] inBatches(
            float[][] images, int width, int height, int batch, Function<NDArray, NDArray> forward) {
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
            float[] flat = run(values.array(), new Shape(to - from, 3, height, width), forward);
            System.arraycopy(split(flat, to - from), 0, results, from, to - from);
        }
        return results;
    }

    private float[] run(float[] values, Shape shape, Function<NDArray, NDArray> forward) {
        return computing(parts -> {
            try (NDManager scope = parts.scope()) {
                return forward.apply(scope.create(values, shape)).toFloatArray();
            }
        });
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
