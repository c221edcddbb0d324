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
 * The projector of Barlow Twins: linear layers without bias, all but the last followed by batch normalisation and ReLU
 * (paper, section 2). Weights are named as in the public code's {@code nn.Sequential}.
 */
public interface BarlowProjector extends TorchScript {
    static BarlowProjector load(NDManager parent) {
        return TorchScript.load(parent, BarlowProjector.class, "barlow_projector.py");
    }

    /**
     * Features {@code [pictures, dim]} to embeddings {@code [pictures, D]}, normalised with this batch's statistics.
     *
     * @param weights weights named as in {@link #shapes}
     */
    NDArray forward(NDManager scope, NDArray features, List<NDArray> weights);

    /** Names and shapes, in the order of {@link #forward}. */
    static Map<String, long[]> shapes(BarlowConfig config, long dim) {
        int layer = 3; // modules of a hidden layer in the sequence: linear, batch normalisation, ReLU
        Map<String, long[]> shapes = new LinkedHashMap<>();
        long width = dim;
        int last = config.layers() - 1;
        for (int i = 0; i < last; i++) {
            shapes.put(layer * i + ".weight", new long[] {config.hidden(), width});
            shapes.put(layer * i + 1 + ".weight", new long[] {config.hidden()});
            shapes.put(layer * i + 1 + ".bias", new long[] {config.hidden()});
            width = config.hidden();
        }
        shapes.put(layer * last + ".weight", new long[] {config.outputs(), width});
        return shapes;
    }

    /** PyTorch's default initial values, as in the public code. */
    static Map<String, HostTensor> initial(BarlowConfig config, long dim, RandomGenerator random) {
        Initial draw = new Initial(random);
        Map<String, HostTensor> tensors = new LinkedHashMap<>();
        shapes(config, dim)
                .forEach((name, shape) -> tensors.put(
                        name,
                        shape.length > 1
                                ? draw.uniform(shape[1], shape)
                                : Initial.constant(name.endsWith(".weight") ? 1 : 0, shape)));
        return tensors;
    }
}
