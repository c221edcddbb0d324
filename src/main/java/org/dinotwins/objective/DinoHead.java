package org.dinotwins.objective;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.dinotwins.tensor.HostTensor;
import org.dinotwins.tensor.Initial;

/**
 * Names, shapes and initial weights of DINO's head: three linear layers with GELU, an L2-normalised bottleneck and a
 * weight-normalised last layer (DINO paper, appendix C; {@code DINOHead} of the public code).
 */
public final class DinoHead {
    /** Name that every weight of the last layer begins with. */
    public static final String LAST_LAYER = "last_layer.";
    /** Row norms of the last layer; not trained when {@link DinoConfig#normLastLayer()}. */
    public static final String LAST_LAYER_NORM = LAST_LAYER + "weight_g";

    private DinoHead() {
    }

    /** Names and shapes in the order that {@link Losses#dinoHead} takes them. */
    public static Map<String, long[]> shapes(DinoConfig config, long dim) {
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
    public static Map<String, HostTensor> initial(DinoConfig config, long dim, RandomGenerator random) {
        Initial draw = new Initial(random);
        Map<String, HostTensor> tensors = new LinkedHashMap<>();
        shapes(config, dim).forEach((name, shape) -> tensors.put(name, switch (name) {
            case LAST_LAYER_NORM -> Initial.constant(1, shape);
            // weight_norm wraps a layer after its default initialisation, which the head's own rule does not reach.
            case LAST_LAYER + "weight_v" -> draw.uniform(config.bottleneck(), shape);
            default -> shape.length == 1 ? Initial.constant(0, shape) : draw.truncatedNormal(shape);
        }));
        return tensors;
    }
}
