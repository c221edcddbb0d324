package org.dinotwins.vit;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.dinotwins.tensor.HostTensor;
import org.dinotwins.tensor.Initial;

/** The random weights that a network starts from. */
public final class InitialWeights {
    private InitialWeights() {}

    /** Initial weights as {@link ViTConfig#start()} says; biases are zero, norms one. */
    public static Map<String, HostTensor> of(ViTConfig config, RandomGenerator random) {
        return of(Architecture.of(config), random);
    }

    /**
     * Like {@link #of(ViTConfig, RandomGenerator)}, for imported architectures. Layer scales are one: the tiny values that
     * training of DINOv2 starts from would hide every block.
     */
    public static Map<String, HostTensor> of(Architecture architecture, RandomGenerator random) {
        ViTConfig config = architecture.size();
        boolean publicDino = config.start() == WeightStart.DINO;
        int side = config.imageSize() / config.patchSize();
        Initial draw = new Initial(random);
        Map<String, HostTensor> tensors = new LinkedHashMap<>();
        WeightShapes.of(architecture).forEach((name, shape) -> {
            HostTensor tensor;
            if (name.equals(WeightShapes.PERIODS)) {
                tensor = RotaryPositions.periods(Math.toIntExact(shape[0]));
            } else if (name.startsWith("patch_embed")) {
                tensor = draw.uniform(3L * config.patchSize() * config.patchSize(), shape);
            } else if (!publicDino && name.equals("pos_embed")) {
                tensor = PositionGrid.sineCosine(
                        side,
                        config.dim(),
                        config.start() == WeightStart.FITTED_WAVES
                                ? PositionGrid.fittingWave(side)
                                : PositionGrid.LONG_WAVE);
            } else if (!publicDino && shape.length == 2) {
                // queries, keys and values share one tensor, but each is a matrix of its own
                tensor = draw.xavier(name.contains("qkv") ? shape[0] / 3 : shape[0], shape);
            } else if (shape.length > 1) {
                tensor = draw.truncatedNormal(shape);
            } else {
                tensor = Initial.constant(
                        name.endsWith(".gamma") || name.contains("norm") && name.endsWith(".weight") ? 1 : 0, shape);
            }
            tensors.put(name, tensor);
        });
        return tensors;
    }
}
