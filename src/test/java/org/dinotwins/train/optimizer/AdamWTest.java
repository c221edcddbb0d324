package org.dinotwins.train.optimizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.channels.Channels;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.dinotwins.tensor.safetensors.Safetensors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Which weights decay, and a state that is saved and restored. */
class AdamWTest {
    private final NDManager manager = NDManager.newBaseManager(Device.cpu());

    @AfterEach
    void close() {
        manager.close();
    }

    private Map<String, NDArray> weights() {
        Map<String, NDArray> weights = new LinkedHashMap<>();
        weights.put("matrix.weight", manager.create(new float[] {1, -2, 3, -4}, new Shape(2, 2)));
        weights.put("norm.weight", manager.create(new float[] {1, 2}));
        weights.put("matrix.bias", manager.create(new float[] {1, 2}, new Shape(1, 2)));
        return weights;
    }

    private List<NDArray> gradients(float value) {
        return List.of(
                manager.full(new Shape(2, 2), value),
                manager.full(new Shape(2), value),
                manager.full(new Shape(1, 2), value));
    }

    @Test
    void onlyMatricesDecay() {
        Map<String, NDArray> weights = weights();
        try (AdamW optimizer = new AdamW(manager, weights)) {
            optimizer.step(weights.keySet(), gradients(0), 0.1, 0.5);
        }
        // Without a gradient only the decay of rate times 0.5 remains.
        assertThat(weights.get("matrix.weight").toFloatArray())
                .containsExactly(new float[] {0.95f, -1.9f, 2.85f, -3.8f}, within(1e-6f));
        assertThat(weights.get("norm.weight").toFloatArray()).containsExactly(1, 2);
        assertThat(weights.get("matrix.bias").toFloatArray()).containsExactly(1, 2);
    }

    @Test
    void aRestoredOptimizerTakesTheSameSteps() throws IOException {
        Map<String, NDArray> first = weights();
        Map<String, NDArray> second = weights();
        try (AdamW original = new AdamW(manager, first);
                AdamW restored = new AdamW(manager, second)) {
            original.step(first.keySet(), gradients(1), 0.1, 0.5);
            original.step(first.keySet(), gradients(-3), 0.1, 0.5);
            restored.restore(saved(original), "o.");
            first.forEach((name, weight) -> weight.copyTo(second.get(name)));
            original.step(first.keySet(), gradients(2), 0.1, 0.5);
            restored.step(second.keySet(), gradients(2), 0.1, 0.5);
        }
        first.forEach((name, weight) ->
                assertThat(second.get(name).toFloatArray()).as(name).containsExactly(weight.toFloatArray()));
    }

    @Test
    void aStateOfOtherWeightsIsRejected() throws IOException {
        Map<String, NDArray> larger = new LinkedHashMap<>();
        weights().keySet().forEach(name -> larger.put(name, manager.zeros(new Shape(7))));
        try (AdamW original = new AdamW(manager, weights());
                AdamW other = new AdamW(manager, larger)) {
            Safetensors state = saved(original);
            assertThatThrownBy(() -> other.restore(state, "o."))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("has 4 values instead of 7");
        }
    }

    private static Safetensors saved(AdamW optimizer) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        new Safetensors(optimizer.state("o."), Map.of()).write(Channels.newChannel(bytes));
        return Safetensors.read(Channels.newChannel(new ByteArrayInputStream(bytes.toByteArray())));
    }
}
