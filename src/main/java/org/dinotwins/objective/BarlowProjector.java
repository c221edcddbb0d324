package org.dinotwins.objective;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.dinotwins.tensor.HostTensor;
import org.dinotwins.tensor.Initial;

/**
 * Names, shapes and initial weights of the Barlow Twins projector: linear layers without bias, all but the last
 * followed by batch normalisation and ReLU (Barlow Twins paper, section 2; names of the public code's
 * {@code nn.Sequential}).
 */
public final class BarlowProjector {
    /** Places in the sequence that a hidden layer takes: linear, batch normalisation, ReLU. */
    private static final int PLACES = 3;

    private BarlowProjector() {
    }

    /** Names and shapes in the order that {@link Losses#projector} takes them. */
    public static Map<String, long[]> shapes(BarlowConfig config, long dim) {
        Map<String, long[]> shapes = new LinkedHashMap<>();
        long width = dim;
        int last = config.layers() - 1;
        for (int i = 0; i < last; i++) {
            shapes.put(PLACES * i + ".weight", new long[] {config.hidden(), width});
            shapes.put(PLACES * i + 1 + ".weight", new long[] {config.hidden()});
            shapes.put(PLACES * i + 1 + ".bias", new long[] {config.hidden()});
            width = config.hidden();
        }
        shapes.put(PLACES * last + ".weight", new long[] {config.outputs(), width});
        return shapes;
    }

    /** PyTorch's default initial values, which the public code keeps. */
    public static Map<String, HostTensor> initial(BarlowConfig config, long dim, RandomGenerator random) {
        Initial draw = new Initial(random);
        Map<String, HostTensor> tensors = new LinkedHashMap<>();
        shapes(config, dim).forEach((name, shape) -> tensors.put(name, shape.length > 1
                ? draw.uniform(shape[1], shape)
                : Initial.constant(name.endsWith(".weight") ? 1 : 0, shape)));
        return tensors;
    }
}
