package org.dinotwins.vit;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
import java.util.List;
import java.util.function.BiFunction;
import org.dinotwins.tensor.Weights;
import org.dinotwins.vit.weights.Naming;

/**
 * The Vision Transformer of the public DINO code: pre-norm blocks, a CLS token, learnt positions, no head; optionally the
 * registers and layer scale of DINOv2, the rotary positions of DINOv3, and the norm before the blocks of CLIP. It holds no weights: the same object computes student and teacher. Image sides are
 * multiples of the patch size; positions are interpolated bicubically.
 */
public final class VisionTransformer implements AutoCloseable {
    /** Number of arrays of one block without layer scale. */
    private static final int BLOCK_ARRAYS = 12;
    /** Number of arrays before the first block. */
    private static final int FIRST_ARRAYS = 3;
    /** Number of tokens passed through a block's MLP at once, outside training: 64 MB for a ViT-B. */
    private static final int TOKENS_AT_ONCE = 4096;
    /** Number of attention weights held at once while rows are multiplied: 4 MB, which fit a processor's cache. */
    private static final long WEIGHTS_AT_ONCE = 1_000_000;

    private final Architecture architecture;
    private final ViTConfig config;
    private final NDManager owner;
    private final SoundArithmetic arithmetic;
    private final StochasticDepth stochasticDepth;
    private final PositionInterpolation interpolation;
    private final AttentionReadout attentionReadout;
    private final NDArray noRegisters;
    private final NDArray noPaths;
    private final NDArray noNorm;
    private final NDArray noRotation;

    /** @param parent manager that must outlive the transformer; everything is computed on its device */
    public VisionTransformer(ViTConfig config, NDManager parent) {
        this(Architecture.of(config), parent);
    }

    /** Like {@link #VisionTransformer(ViTConfig, NDManager)}, for imported weights. */
    public VisionTransformer(Architecture architecture, NDManager parent) {
        this(architecture, parent.newSubManager(), SoundArithmetic::of);
    }

    /** @param convolving whether linear layers in float32 on a CPU run as oneDNN's convolutions, unchecked */
    VisionTransformer(Architecture architecture, NDManager parent, boolean convolving) {
        this(
                architecture,
                parent.newSubManager(),
                (network, manager) -> SoundArithmetic.unchecked(network, manager, convolving));
    }

    private VisionTransformer(
            Architecture architecture,
            NDManager owner,
            BiFunction<Architecture, NDManager, SoundArithmetic> arithmetic) {
        this.architecture = architecture;
        this.config = architecture.size();
        this.owner = owner;
        this.arithmetic = arithmetic.apply(architecture, owner);
        this.stochasticDepth = StochasticDepth.load(owner);
        this.interpolation = new PositionInterpolation(architecture, owner);
        this.attentionReadout = AttentionReadout.load(owner, architecture.variant());
        this.noRegisters = owner.zeros(new Shape(1, 0, config.dim()));
        this.noPaths = owner.zeros(new Shape(0, 1));
        this.noNorm = owner.zeros(new Shape(0, config.dim()));
        this.noRotation = owner.zeros(new Shape(0, 1, 1));
    }

    /**
     * Tokens of the last block after the final norm.
     *
     * @param scope   owns the result
     * @param images  {@code [batch, 3, height, width]}, both multiples of the patch size
     * @param student whether stochastic depth applies
     * @return {@code [batch, 1 + registers + patches, dim]}, CLS first
     */
    public NDArray forward(NDManager scope, Weights weights, NDArray images, boolean student) {
        NDArray paths = student ? paths(scope, images.getShape().get(0)) : noPaths;
        if (architecture.variant().clsNorm()) {
            NDArray tokens = embed(scope, weights, images);
            NDArray rotation = rotation(scope, weights, images);
            for (int i = 0; i < config.depth(); i++) {
                tokens = block(scope, weights, tokens, i, rotation);
            }
            return normalise(scope, weights, tokens);
        }
        return arithmetic
                .get()
                .forward(
                        scope,
                        images,
                        positions(scope, weights, images),
                        registers(weights),
                        before(scope, weights),
                        rotation(scope, weights, images),
                        network(weights),
                        config.patchSize(),
                        config.heads(),
                        blockArrays(),
                        paths);
    }

    /**
     * The CLS row of {@link #forward}, float32.
     *
     * @param images as above, float32 or bfloat16: the type of matrix products and attention. Weights, norms and the
     * residual stream stay float32.
     * @param paths {@link #paths} of these images, or {@link #wholePaths}
     * @return {@code [batch, dim]}
     */
    public NDArray features(NDManager scope, Weights weights, NDArray images, NDArray paths) {
        return arithmetic
                .get()
                .features(
                        scope,
                        images,
                        positions(scope, weights, images),
                        registers(weights),
                        before(scope, weights),
                        rotation(scope, weights, images),
                        network(weights),
                        config.patchSize(),
                        config.heads(),
                        blockArrays(),
                        paths);
    }

    /** The features of the last block's tokens, as {@link #features(NDManager, Weights, NDArray, NDArray)} computes them. */
    public NDArray features(NDManager scope, Weights weights, NDArray tokens) {
        return arithmetic.get().clsFeatures(scope, tokens, weights.get("norm.weight"), weights.get("norm.bias"));
    }

    /**
     * One block as in {@link #features(NDManager, Weights, NDArray, NDArray)}, with gradients.
     *
     * @param paths  paths of all blocks
     * @param images images of the tokens, whose type is that of the arithmetic
     * @return {@code [batch, 1 + registers + patches, dim]}; for the last block {@code [batch, 1, dim]}, its CLS token
     */
    public NDArray block(NDManager scope, Weights weights, NDArray tokens, int block, NDArray paths, NDArray images) {
        Vit vit = arithmetic.get();
        List<NDArray> own = block(weights, block);
        NDArray rotation = rotation(scope, weights, images);
        return block == config.depth() - 1
                ? vit.lastBlock(scope, tokens, own, block, config.heads(), rotation, paths, images)
                : vit.trainingBlock(scope, tokens, own, block, config.heads(), rotation, paths, images);
    }

    /** Number of blocks. */
    public int depth() {
        return config.depth();
    }

    /**
     * Draws stochastic depth: a factor for each sample and residual branch, {@code [2 * depth, batch]} with two rows
     * per block and one column per sample; 0 drops the branch, one over the keep probability keeps it. Without
     * stochastic depth it is {@link #wholePaths}.
     */
    public NDArray paths(NDManager scope, long batch) {
        return config.dropPath() == 0
                ? noPaths
                : stochasticDepth.draw(scope, noPaths, Math.toIntExact(batch), config.depth(), config.dropPath());
    }

    /** No branch dropped, for any batch: {@code [0, 1]}. */
    public NDArray wholePaths() {
        return noPaths;
    }

    /** Input of the first block: {@code [batch, 1 + registers + patches, dim]}. */
    public NDArray embed(NDManager scope, Weights weights, NDArray images) {
        return arithmetic
                .get()
                .embed(
                        scope,
                        images,
                        positions(scope, weights, images),
                        registers(weights),
                        before(scope, weights),
                        network(weights),
                        config.patchSize());
    }

    /**
     * One block outside training, from its input tokens to its output tokens. All blocks in sequence compute
     * {@link #forward} with bounded memory for the MLP.
     *
     * @param rotation {@link #rotation} of the tokens' grid
     */
    public NDArray block(NDManager scope, Weights weights, NDArray tokens, int block, NDArray rotation) {
        return arithmetic
                .get()
                .inferenceBlock(scope, tokens, block(weights, block), config.heads(), rotation, TOKENS_AT_ONCE);
    }

    /**
     * Rotary positions of a grid of patches: cosines and sines {@code [2, tokens, dim / heads]}, which leave CLS token and
     * registers as they are; {@code [0, 1, 1]} for networks with learnt positions.
     */
    public NDArray rotation(NDManager scope, Weights weights, int rows, int columns) {
        if (!architecture.variant().rotary()) {
            return noRotation;
        }
        float[] periods = weights.get(WeightShapes.PERIODS).toFloatArray();
        return scope.create(
                RotaryPositions.of(periods, rows, columns, architecture.prefix()),
                new Shape(2, architecture.prefix() + (long) rows * columns, config.dim() / config.heads()));
    }

    private NDArray rotation(NDManager scope, Weights weights, NDArray images) {
        return rotation(
                scope,
                weights,
                Math.toIntExact(images.getShape().get(2)) / config.patchSize(),
                Math.toIntExact(images.getShape().get(3)) / config.patchSize());
    }

    /** The final norm. */
    public NDArray normalise(NDManager scope, Weights weights, NDArray tokens) {
        if (architecture.variant().clsNorm()) {
            return normaliseApart(scope, weights, tokens);
        }
        return arithmetic.get().norm(scope, tokens, weights.get("norm.weight"), weights.get("norm.bias"));
    }

    private NDArray normaliseApart(NDManager scope, Weights weights, NDArray tokens) {
        Vit vit = arithmetic.get();
        int prefix = architecture.prefix();
        try (NDArray first = tokens.get(new NDIndex(":, :{}", prefix));
                NDArray patches = tokens.get(new NDIndex(":, {}:", prefix));
                NDArray normal = vit.norm(
                        scope,
                        first,
                        weights.get(WeightShapes.CLS_NORM + ".weight"),
                        weights.get(WeightShapes.CLS_NORM + ".bias"));
                NDArray rest = vit.norm(scope, patches, weights.get("norm.weight"), weights.get("norm.bias"))) {
            return normal.concat(rest, 1);
        }
    }

    /**
     * Attention of some tokens only, with a fraction of a block's time and memory.
     *
     * @param tokens  {@code [batch, tokens, dim]}, input of the block
     * @param rotation {@link #rotation} of the tokens' grid
     * @param queries indices of the query tokens: CLS is 0, then registers, then patches
     * @return {@code [batch, heads, queries, tokens]}, each row sums to 1
     */
    public NDArray rows(
            NDManager scope, Weights weights, NDArray tokens, int block, NDArray rotation, long... queries) {
        return attentionReadout.rows(
                scope, tokens, block(weights, block), scope.create(queries), config.heads(), rotation);
    }

    /**
     * One step of attention rollout (Abnar and Zuidema 2020, arXiv 2005.00928) from a block's output towards its input:
     * {@code row (F + I)}, where F is the mean or the maximum of the heads' attention and each row of F + I is scaled to
     * a sum of 1. The matrix is computed a few rows at a time.
     *
     * @param tokens {@code [1, tokens, dim]}, input of the block
     * @param rotation {@link #rotation} of the tokens' grid
     * @param row    {@code [tokens]} contributions of the block's output tokens
     * @param maximum whether to take the heads' maximum instead of their mean
     * @return {@code [tokens]} contributions of the block's input tokens
     */
    public NDArray roll(
            NDManager scope,
            Weights weights,
            NDArray tokens,
            int block,
            NDArray rotation,
            NDArray row,
            boolean maximum) {
        long rows = Math.max(
                1, WEIGHTS_AT_ONCE / (config.heads() * tokens.getShape().get(1)));
        return attentionReadout.rollout(
                scope, tokens, block(weights, block), row, config.heads(), rotation, Math.toIntExact(rows), maximum);
    }

    private void check(int block) {
        if (block < 0 || block >= config.depth()) {
            throw new IllegalArgumentException("block " + block + " of " + config.depth());
        }
    }

    private int blockArrays() {
        return BLOCK_ARRAYS + (architecture.layerScale() ? 2 : 0);
    }

    private List<NDArray> network(Weights weights) {
        return weights.list().subList(0, FIRST_ARRAYS + config.depth() * blockArrays() + 2);
    }

    private List<NDArray> block(Weights weights, int block) {
        check(block);
        int from = FIRST_ARRAYS + block * blockArrays();
        return weights.list().subList(from, from + blockArrays());
    }

    private NDArray registers(Weights weights) {
        return architecture.registers() > 0 ? weights.get(Naming.REGISTERS) : noRegisters;
    }

    private NDArray before(NDManager scope, Weights weights) {
        if (!architecture.variant().normBefore()) {
            return noNorm;
        }
        NDArray both = NDArrays.stack(new NDList(
                weights.get(WeightShapes.NORM_BEFORE + ".weight"), weights.get(WeightShapes.NORM_BEFORE + ".bias")));
        both.attach(scope);
        return both;
    }

    private NDArray positions(NDManager scope, Weights weights, NDArray images) {
        int rows = Math.toIntExact(images.getShape().get(2)) / config.patchSize();
        int columns = Math.toIntExact(images.getShape().get(3)) / config.patchSize();
        if (images.getShape().get(2) % config.patchSize() != 0
                || images.getShape().get(3) % config.patchSize() != 0) {
            throw new IllegalArgumentException(
                    "images " + images.getShape() + " are not a multiple of the patch size " + config.patchSize());
        }
        return architecture.variant().rotary()
                ? noRegisters
                : interpolation.to(scope, weights.get("pos_embed"), rows, columns);
    }

    @Override
    public void close() {
        arithmetic.close();
        stochasticDepth.close();
        interpolation.close();
        attentionReadout.close();
        owner.close();
    }
}
