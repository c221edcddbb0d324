package org.dinotwins.objective;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.dinotwins.tensor.HostTensor;
import org.dinotwins.tensor.Initial;
import org.dinotwins.tensor.TorchScript;

/**
 * DINO's head: three linear layers with GELU, an L2-normalised bottleneck and a weight-normalised last layer (DINO paper,
 * appendix C; {@code DINOHead} of the public code).
 */
public interface DinoHead extends TorchScript {
    /** Prefix of the names of the last layer's weights. */
    String LAST_LAYER = "last_layer.";
    /** Row norms of the last layer; not trained when {@link DinoConfig#normLastLayer()}. */
    String LAST_LAYER_NORM = LAST_LAYER + "weight_g";

    static DinoHead load(NDManager parent) {
        return TorchScript.load(parent, DinoHead.class, "dino_head.py");
    }

    /** Features {@code [rows, dim]} to logits {@code [rows, K]}. @param weights as {@link #shapes} */
    NDArray forward(NDManager scope, NDArray features, List<NDArray> weights);

    /** The head's weights that are trained, in order. */
    static List<String> trained(DinoConfig config, List<String> names) {
        return names.stream()
                .filter(name -> !config.normLastLayer() || !name.equals(LAST_LAYER_NORM))
                .toList();
    }

    /** Names and shapes, in the order of {@link #forward}. */
    static Map<String, long[]> shapes(DinoConfig config, long dim) {
        Map<String, long[]> shapes = new LinkedHashMap<>();
        shapes.put("mlp.0.weight", new long[] {config.hidden(), dim});
        shapes.put("mlp.0.bias", new long[] {config.hidden()});
        shapes.put("mlp.2.weight", new long[] {config.hidden(), config.hidden()});
        shapes.put("mlp.2.bias", new long[] {config.hidden()});
        shapes.put("mlp.4.weight", new long[] {config.bottleneck(), config.hidden()});
        shapes.put("mlp.4.bias", new long[] {config.bottleneck()});
        shapes.put(LAST_LAYER_NORM, new long[] {config.outputs(), 1});
        shapes.put(LAST_LAYER + "weight_v", new long[] {config.outputs(), config.bottleneck()});
        return shapes;
    }

    /** Initial weights as the public code draws them. */
    static Map<String, HostTensor> initial(DinoConfig config, long dim, RandomGenerator random) {
        Initial draw = new Initial(random);
        Map<String, HostTensor> tensors = new LinkedHashMap<>();
        shapes(config, dim)
                .forEach((name, shape) -> tensors.put(
                        name,
                        switch (name) {
                            case LAST_LAYER_NORM -> Initial.constant(1, shape);
                            // weight_norm wraps the layer after its default initialisation, which the head's own rule
                            // does not reach.
                            case LAST_LAYER + "weight_v" -> draw.uniform(config.bottleneck(), shape);
                            default -> shape.length == 1 ? Initial.constant(0, shape) : draw.truncatedNormal(shape);
                        }));
        return tensors;
    }
}
