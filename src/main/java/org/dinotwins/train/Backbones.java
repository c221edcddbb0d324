package org.dinotwins.train;

import java.io.IOException;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import org.dinotwins.tensor.FiniteWeights;
import org.dinotwins.tensor.HostTensor;
import org.dinotwins.tensor.Safetensors;
import org.dinotwins.tensor.SafetensorsChecksum;
import org.dinotwins.vit.ViTConfig;
import org.dinotwins.vit.VisionTransformer;

/** The weights of a run's backbone in host memory, for those who only look at what a run learns. */
public final class Backbones {
    private Backbones() {}

    /** The weights that student and teacher of a run with this seed begin with. */
    public static Map<String, HostTensor> initial(ViTConfig model, long seed) {
        return Networks.firstBackbone(model, new SplittableRandom(seed));
    }

    /**
     * One network's weights of a checkpoint that {@link Trainer#save} wrote; the rest of the file is not kept in memory.
     *
     * @throws IOException if the file is damaged, is no checkpoint, was written for another model, or holds weights that
     *                     are not finite
     */
    public static Map<String, HostTensor> of(ViTConfig model, Role role, ReadableByteChannel checkpoint)
            throws IOException {
        String prefix = Networks.backbonePrefix(role);
        Map<String, long[]> shapes = VisionTransformer.shapes(model);
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
     * Copies of a checkpoint only what {@link #of} reads: a fraction of the file, too little to go on training from.
     *
     * @throws IOException if the file is damaged or is no checkpoint
     */
    public static void thin(ReadableByteChannel checkpoint, WritableByteChannel target) throws IOException {
        Safetensors file = SafetensorsChecksum.read(
                checkpoint,
                name -> Arrays.stream(Role.values()).anyMatch(role -> name.startsWith(Networks.backbonePrefix(role))));
        TrainerState.of(file.metadata());
        SafetensorsChecksum.write(file, target);
    }
}
