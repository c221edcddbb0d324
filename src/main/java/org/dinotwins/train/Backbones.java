package org.dinotwins.train;

import java.io.IOException;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import org.dinotwins.tensor.HostTensor;
import org.dinotwins.tensor.safetensors.FiniteWeights;
import org.dinotwins.tensor.safetensors.Safetensors;
import org.dinotwins.tensor.safetensors.SafetensorsChecksum;
import org.dinotwins.vit.ViTConfig;
import org.dinotwins.vit.WeightShapes;

/** Reads the weights of a run's backbone into host memory, for evaluation and inspection. */
public final class Backbones {
    private Backbones() {}

    /** The initial weights of student and teacher of a run with this seed. */
    public static Map<String, HostTensor> initial(ViTConfig model, long seed) {
        return Networks.firstBackbone(model, new SplittableRandom(seed));
    }

    /**
     * One network's weights from a checkpoint written by {@link Trainer#save}; the rest of the file is not kept in
     * memory.
     *
     * @throws IOException if the file is damaged, is not a checkpoint, was written for another model, or holds weights that
     *                     are not finite
     */
    public static Map<String, HostTensor> of(ViTConfig model, Role role, ReadableByteChannel checkpoint)
            throws IOException {
        String prefix = Networks.backbonePrefix(role);
        Map<String, long[]> shapes = WeightShapes.of(model);
        Safetensors file = SafetensorsChecksum.read(
                checkpoint, shapes.keySet().stream().map(prefix::concat).collect(Collectors.toSet())::contains);
        TrainerState.of(file.metadata());
        Map<String, HostTensor> tensors = new LinkedHashMap<>();
        for (Map.Entry<String, long[]> item : shapes.entrySet()) {
            HostTensor tensor = file.get(prefix + item.getKey());
            if (!Arrays.equals(tensor.shape(), item.getValue())) {
                throw new IOException("The checkpoint is of another model: " + prefix + item.getKey()
                        + " has the shape " + Arrays.toString(tensor.shape()) + " instead of "
                        + Arrays.toString(item.getValue()) + ".");
            }
            tensors.put(item.getKey(), tensor);
        }
        FiniteWeights.check(tensors);
        return tensors;
    }

    /**
     * Copies from a checkpoint only what {@link #of} reads: a fraction of the file, from which training cannot resume.
     *
     * @throws IOException if the file is damaged or is not a checkpoint
     */
    public static void thin(ReadableByteChannel checkpoint, WritableByteChannel target) throws IOException {
        Safetensors file = SafetensorsChecksum.read(
                checkpoint,
                name -> Arrays.stream(Role.values()).anyMatch(role -> name.startsWith(Networks.backbonePrefix(role))));
        TrainerState.of(file.metadata());
        SafetensorsChecksum.write(file, target);
    }
}
