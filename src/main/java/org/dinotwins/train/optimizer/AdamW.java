package org.dinotwins.train.optimizer;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.dinotwins.tensor.HostTensor;
import org.dinotwins.tensor.InPlace;
import org.dinotwins.tensor.safetensors.Safetensors;

/**
 * AdamW (Loshchilov and Hutter 2019). As in the public DINO code, only tensors with more than one axis decay. A tensor
 * without a gradient in a step is unchanged, and so is its count of steps.
 */
public final class AdamW implements AutoCloseable {
    /** PyTorch's defaults, as in the public DINO code. */
    private static final double BETA1 = 0.9;

    private static final double BETA2 = 0.999;
    private static final double EPSILON = 1e-8;

    private final AdamWArithmetic arithmetic;
    private final Map<String, Slot> slots = new LinkedHashMap<>();

    private record Slot(NDArray weight, NDArray first, NDArray second, NDArray steps, boolean decays) {}

    /** Creates zero moments for weights by name. @param owner manager that must outlive the optimizer */
    public AdamW(NDManager owner, Map<String, NDArray> weights) {
        boolean fused = owner.getDevice().isGpu() || AdamWCheck.ofProcess().sound();
        this.arithmetic = AdamWArithmetic.load(owner, fused);
        weights.forEach((name, weight) -> slots.put(
                name,
                new Slot(
                        weight,
                        owner.zeros(weight.getShape()),
                        owner.zeros(weight.getShape()),
                        owner.zeros(new Shape()),
                        weight.getShape().dimension() > 1 && !name.endsWith(".bias"))));
    }

    /** Updates the named weights. @param gradients gradients in the order of the names */
    public void step(Collection<String> names, List<NDArray> gradients, double learningRate, double weightDecay) {
        List<Slot> decaying = new ArrayList<>();
        List<Slot> plain = new ArrayList<>();
        List<NDArray> decayingGradients = new ArrayList<>();
        List<NDArray> plainGradients = new ArrayList<>();
        int at = 0;
        for (String name : names) {
            Slot slot = slots.get(name);
            (slot.decays() ? decaying : plain).add(slot);
            (slot.decays() ? decayingGradients : plainGradients).add(gradients.get(at++));
        }
        update(decaying, decayingGradients, learningRate, weightDecay);
        update(plain, plainGradients, learningRate, 0);
    }

    private void update(List<Slot> group, List<NDArray> gradients, double learningRate, double weightDecay) {
        if (!group.isEmpty()) {
            arithmetic.update(
                    group.stream().map(Slot::weight).toList(),
                    gradients,
                    group.stream().map(Slot::first).toList(),
                    group.stream().map(Slot::second).toList(),
                    group.stream().map(Slot::steps).toList(),
                    learningRate,
                    weightDecay,
                    BETA1,
                    BETA2,
                    EPSILON);
        }
    }

    /** Moments and counts as tensors, their names preceded by a prefix. */
    public Map<String, HostTensor> state(String prefix) {
        Map<String, HostTensor> tensors = new LinkedHashMap<>();
        slots.forEach((name, slot) -> {
            tensors.put(prefix + "first." + name, host(slot.first()));
            tensors.put(prefix + "second." + name, host(slot.second()));
            tensors.put(prefix + "steps." + name, host(slot.steps()));
        });
        return tensors;
    }

    /** Restores {@link #state}. */
    public void restore(Safetensors source, String prefix) throws IOException {
        if (slots.isEmpty()) {
            return;
        }
        try (InPlace inPlace =
                new InPlace(slots.values().iterator().next().first().getManager())) {
            for (Map.Entry<String, Slot> item : slots.entrySet()) {
                fill(inPlace, item.getValue().first(), source.get(prefix + "first." + item.getKey()));
                fill(inPlace, item.getValue().second(), source.get(prefix + "second." + item.getKey()));
                fill(inPlace, item.getValue().steps(), source.get(prefix + "steps." + item.getKey()));
            }
        }
    }

    private static HostTensor host(NDArray array) {
        return HostTensor.of(array.toFloatArray(), array.getShape().getShape());
    }

    private static void fill(InPlace inPlace, NDArray target, HostTensor tensor) throws IOException {
        if (tensor.elements() != target.size()) {
            throw new IOException("An optimizer state in the checkpoint has " + tensor.elements()
                    + " values instead of " + target.size() + ".");
        }
        inPlace.fill(target, tensor.floats());
    }

    @Override
    public void close() {
        arithmetic.close();
    }
}
