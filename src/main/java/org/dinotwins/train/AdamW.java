package org.dinotwins.train;

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
import org.dinotwins.tensor.Safetensors;
import org.dinotwins.tensor.Script;

/**
 * AdamW (Loshchilov and Hutter 2019) over all weights of a group in one call. As in the public DINO code, weight decay
 * reaches only tensors with more than one axis; a tensor that gets no gradient in a step is left alone, its count of
 * steps too.
 */
final class AdamW {
    /** PyTorch's defaults, which the public DINO code keeps. */
    private static final double BETA1 = 0.9;
    private static final double BETA2 = 0.999;
    private static final double EPSILON = 1e-8;

    private final Script lists;
    private final Map<String, Slot> slots = new LinkedHashMap<>();

    private record Slot(NDArray weight, NDArray first, NDArray second, NDArray steps, boolean decays) {
    }

    AdamW(NDManager owner, Script lists, Map<String, NDArray> weights) {
        this.lists = lists;
        weights.forEach((name, weight) -> slots.put(name, new Slot(weight, owner.zeros(weight.getShape()),
                owner.zeros(weight.getShape()), owner.zeros(new Shape()),
                weight.getShape().dimension() > 1 && !name.endsWith(".bias"))));
    }

    /** Steps the named weights. Gradients stand in the same order as names. */
    void step(Collection<String> names, List<NDArray> gradients, double rate, double decay) {
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
        update(decaying, decayingGradients, rate, decay);
        update(plain, plainGradients, rate, 0);
    }

    private void update(List<Slot> group, List<NDArray> gradients, double rate, double decay) {
        if (!group.isEmpty()) {
            lists.call("adamw_", group.stream().map(Slot::weight).toList(), gradients,
                    group.stream().map(Slot::first).toList(), group.stream().map(Slot::second).toList(),
                    group.stream().map(Slot::steps).toList(), rate, decay, BETA1, BETA2, EPSILON);
        }
    }

    /** Moments and counts as tensors behind a prefix. */
    Map<String, HostTensor> state(String prefix) {
        Map<String, HostTensor> tensors = new LinkedHashMap<>();
        slots.forEach((name, slot) -> {
            tensors.put(prefix + "first." + name, host(slot.first()));
            tensors.put(prefix + "second." + name, host(slot.second()));
            tensors.put(prefix + "steps." + name, host(slot.steps()));
        });
        return tensors;
    }

    /** Takes over {@link #state}. */
    void restore(Safetensors source, String prefix) throws IOException {
        if (slots.isEmpty()) {
            return;
        }
        try (InPlace inPlace = new InPlace(slots.values().iterator().next().first().getManager())) {
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
            throw new IOException("An optimizer state in the checkpoint has " + tensor.elements() + " values where "
                    + target.size() + " are needed.");
        }
        inPlace.fill(target, tensor.floats());
    }
}
