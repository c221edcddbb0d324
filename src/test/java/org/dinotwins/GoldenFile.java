package org.dinotwins;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.util.LinkedHashMap;
import java.util.Map;
import org.dinotwins.tensor.HostTensor;
import org.dinotwins.tensor.safetensors.Safetensors;

/** A golden safetensors file with its settings, and the comparison that its README defines. */
public record GoldenFile(Safetensors content) {
    /** Opens a golden file by name without its ending. */
    public static GoldenFile open(String name) throws IOException {
        try (InputStream stream = Goldens.open(name + ".safetensors")) {
            return new GoldenFile(Safetensors.read(Channels.newChannel(stream)));
        }
    }

    /** Settings under {@code config}, or another key of the metadata. */
    public JsonObject settings(String key) {
        return JsonParser.parseString(content.metadata().get(key)).getAsJsonObject();
    }

    public double[] doubles(String name) throws IOException {
        return content.get(name).doubles();
    }

    public long[] shape(String name) throws IOException {
        return content.get(name).shape();
    }

    public NDArray array(NDManager manager, String name) throws IOException {
        return manager.create(content.get(name).floats(), new Shape(shape(name)));
    }

    /** Tensors whose names begin with a prefix, without it. */
    public Map<String, HostTensor> behind(String prefix) {
        Map<String, HostTensor> found = new LinkedHashMap<>();
        content.tensors().forEach((name, tensor) -> {
            if (name.startsWith(prefix)) {
                found.put(name.substring(prefix.length()), tensor);
            }
        });
        return found;
    }

    /** Norm of the difference over the norm of the expected value. */
    public static double relative(float[] actual, double[] expected) {
        assertThat(actual).hasSameSizeAs(expected);
        double difference = 0;
        double norm = 0;
        for (int i = 0; i < actual.length; i++) {
            difference += (actual[i] - expected[i]) * (actual[i] - expected[i]);
            norm += expected[i] * expected[i];
        }
        return Math.sqrt(difference / norm);
    }

    /** Holds an array against the golden tensor of this name. */
    public void check(NDArray actual, String name, double tolerance) throws IOException {
        assertThat(relative(actual.toFloatArray(), doubles(name))).as(name).isLessThan(tolerance);
    }
}
