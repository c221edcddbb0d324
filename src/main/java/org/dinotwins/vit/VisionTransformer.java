package org.dinotwins.vit;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.dinotwins.tensor.HostTensor;
import org.dinotwins.tensor.Initial;
import org.dinotwins.tensor.Script;
import org.dinotwins.tensor.Weights;

/**
 * The Vision Transformer of the public DINO code: pre-norm blocks, a CLS token, learnt positions, no head. It holds no
 * weights: the same object computes student and teacher. Images of any size that is a multiple of the patch size are
 * taken; positions are interpolated bicubically.
 */
public final class VisionTransformer implements AutoCloseable {
    private final ViTConfig config;
    private final NDManager owner;
    private final Script script;
    private final Map<List<Integer>, NDArray> interpolations = new HashMap<>();

    /** @param parent the transformer lives as long as this manager at most; its device is where everything is computed */
    public VisionTransformer(ViTConfig config, NDManager parent) {
        this.config = config;
        this.owner = parent.newSubManager();
        this.script = Script.load(owner, VisionTransformer.class, "backbone.py");
    }

    /** Names and shapes of the weights, in order, as the public DINO code names them. */
    public static Map<String, long[]> shapes(ViTConfig config) {
        long d = config.dim();
        long hidden = Math.round(d * config.mlpRatio());
        Map<String, long[]> shapes = new LinkedHashMap<>();
        shapes.put("cls_token", new long[] {1, 1, d});
        shapes.put("patch_embed.proj.weight", new long[] {d, 3, config.patchSize(), config.patchSize()});
        shapes.put("patch_embed.proj.bias", new long[] {d});
        for (int i = 0; i < config.depth(); i++) {
            String block = "blocks." + i + ".";
            shapes.put(block + "norm1.weight", new long[] {d});
            shapes.put(block + "norm1.bias", new long[] {d});
            shapes.put(block + "attn.qkv.weight", new long[] {3 * d, d});
            shapes.put(block + "attn.qkv.bias", new long[] {3 * d});
            shapes.put(block + "attn.proj.weight", new long[] {d, d});
            shapes.put(block + "attn.proj.bias", new long[] {d});
            shapes.put(block + "norm2.weight", new long[] {d});
            shapes.put(block + "norm2.bias", new long[] {d});
            shapes.put(block + "mlp.fc1.weight", new long[] {hidden, d});
            shapes.put(block + "mlp.fc1.bias", new long[] {hidden});
            shapes.put(block + "mlp.fc2.weight", new long[] {d, hidden});
            shapes.put(block + "mlp.fc2.bias", new long[] {d});
        }
        shapes.put("norm.weight", new long[] {d});
        shapes.put("norm.bias", new long[] {d});
        shapes.put("pos_embed", new long[] {1, 1 + config.patches(), d});
        return shapes;
    }

    /** Number of weights. */
    public static long parameters(ViTConfig config) {
        return shapes(config).values().stream().mapToLong(s -> new Shape(s).size()).sum();
    }

    /** Initial weights of the public DINO code: truncated normals, zero biases, PyTorch's default for the patches. */
    public static Map<String, HostTensor> initial(ViTConfig config, RandomGenerator random) {
        Initial draw = new Initial(random);
        Map<String, HostTensor> tensors = new LinkedHashMap<>();
        shapes(config).forEach((name, shape) -> {
            HostTensor tensor;
            if (name.startsWith("patch_embed")) {
                tensor = draw.uniform(3L * config.patchSize() * config.patchSize(), shape);
            } else if (shape.length > 1) {
                tensor = draw.truncatedNormal(shape);
            } else {
                tensor = Initial.constant(name.contains("norm") && name.endsWith(".weight") ? 1 : 0, shape);
            }
            tensors.put(name, tensor);
        });
        return tensors;
    }

    /**
     * Tokens of the last block after the final norm.
     *
     * @param scope   owns the result
     * @param images  {@code [batch, 3, height, width]}, both multiples of the patch size
     * @param student whether stochastic depth applies
     * @return {@code [batch, 1 + patches, dim]}, CLS first
     */
    public NDArray forward(NDManager scope, Weights weights, NDArray images, boolean student) {
        return script.tensor(scope, "forward", images, positions(scope, weights, images), network(weights),
                config.patchSize(), config.heads(), student ? config.dropPath() : 0.0);
    }

    /**
     * Normalised tokens of the last blocks and the attention of any one block from the same pass.
     *
     * @param block block whose attention is wanted, from 0
     * @param last  number of last blocks whose tokens are wanted, at least 1
     */
    public Inspection inspect(NDManager scope, Weights weights, NDArray images, int block, int last) {
        if (block < 0 || block >= config.depth() || last < 1 || last > config.depth()) {
            throw new IllegalArgumentException("block " + block + " or last " + last + " of " + config.depth());
        }
        List<NDArray> results = script.tensors(scope, "inspect", images, positions(scope, weights, images),
                network(weights), config.patchSize(), config.heads(), block, last);
        return new Inspection(results.subList(0, last), results.get(last));
    }

    /**
     * What {@link #inspect} found.
     *
     * @param tokens    {@code [batch, 1 + patches, dim]} a block, oldest first
     * @param attention {@code [batch, heads, 1 + patches, 1 + patches]}; each row sums to 1
     */
    public record Inspection(List<NDArray> tokens, NDArray attention) {
    }

    private List<NDArray> network(Weights weights) {
        List<NDArray> list = weights.list();
        return list.subList(0, list.size() - 1);
    }

    private NDArray positions(NDManager scope, Weights weights, NDArray images) {
        int rows = Math.toIntExact(images.getShape().get(2)) / config.patchSize();
        int columns = Math.toIntExact(images.getShape().get(3)) / config.patchSize();
        if (rows * config.patchSize() != images.getShape().get(2)
                || columns * config.patchSize() != images.getShape().get(3)) {
            throw new IllegalArgumentException("images " + images.getShape() + " are no multiple of the patch size "
                    + config.patchSize());
        }
        NDArray trained = weights.get("pos_embed");
        int side = config.imageSize() / config.patchSize();
        if (rows == side && columns == side) {
            return trained;
        }
        NDArray matrix = interpolations.computeIfAbsent(List.of(rows, columns), key ->
                owner.create(PositionGrid.matrix(side, rows, columns), new Shape((long) rows * columns, (long) side * side)));
        return script.tensor(scope, "interpolate", trained, matrix);
    }

    @Override
    public void close() {
        script.close();
        owner.close();
    }
}
