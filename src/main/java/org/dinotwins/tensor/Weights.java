package org.dinotwins.tensor;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The named weights of one network, in a fixed order, float32, all owned by one manager. */
public final class Weights {
    private final LinkedHashMap<String, NDArray> arrays = new LinkedHashMap<>();

    /** Copies tensors to the manager's device, in order. */
    public Weights(NDManager owner, Map<String, HostTensor> tensors) {
        tensors.forEach((name, tensor) -> arrays.put(name, upload(owner, tensor)));
    }

    private Weights() {}

    /** A view of the weights whose names have a prefix; it shares their arrays. */
    public static Weights joined(Map<String, Weights> parts) {
        Weights all = new Weights();
        parts.forEach((prefix, part) -> part.arrays.forEach((name, array) -> all.arrays.put(prefix + name, array)));
        return all;
    }

    /** The same weights without recording gradients; they share memory, so changes appear in both. */
    public Weights frozen() {
        Weights all = new Weights();
        arrays.forEach((name, array) -> all.arrays.put(name, array.stopGradient()));
        return all;
    }

    /** Names in order. */
    public List<String> names() {
        return List.copyOf(arrays.keySet());
    }

    /** Arrays in order. */
    public List<NDArray> list() {
        return new ArrayList<>(arrays.values());
    }

    /** The array of this name. */
    public NDArray get(String name) {
        NDArray array = arrays.get(name);
        if (array == null) {
            throw new IllegalArgumentException("no weight named " + name);
        }
        return array;
    }

    /** Marks the weights so that gradients can be computed. */
    public Weights requireGradients() {
        arrays.values().forEach(PyTorch::requireGradient);
        return this;
    }

    /** The values in host memory. */
    public Map<String, HostTensor> download() {
        Map<String, HostTensor> tensors = new LinkedHashMap<>();
        arrays.forEach((name, array) -> tensors.put(
                name, HostTensor.of(array.toFloatArray(), array.getShape().getShape())));
        return tensors;
    }

    /** Tensors by name. */
    public interface Source {
        /** @throws IOException if no tensor has this name */
        HostTensor get(String name) throws IOException;
    }

    /**
     * Overwrites every weight with the tensor named {@code prefix} plus the weight's name; other tensors are ignored.
     *
     * @throws IOException if one is missing or has another shape; no weight is changed then
     */
    public void take(Source source, String prefix) throws IOException {
        for (Map.Entry<String, NDArray> item : arrays.entrySet()) {
            long[] found = source.get(prefix + item.getKey()).shape();
            if (!Arrays.equals(found, item.getValue().getShape().getShape())) {
                throw new IOException("Tensor " + prefix + item.getKey() + " has the shape " + Arrays.toString(found)
                        + " instead of " + item.getValue().getShape() + ".");
            }
        }
        if (arrays.isEmpty()) {
            return;
        }
        try (InPlace inPlace = new InPlace(arrays.values().iterator().next().getManager())) {
            for (Map.Entry<String, NDArray> item : arrays.entrySet()) {
                inPlace.fill(item.getValue(), source.get(prefix + item.getKey()).floats());
            }
        }
    }

    /** Total number of values. */
    public long size() {
        return arrays.values().stream().mapToLong(NDArray::size).sum();
    }

    private static NDArray upload(NDManager owner, HostTensor tensor) {
        float[] values = tensor.floats();
        ByteBuffer bytes =
                ByteBuffer.allocateDirect(values.length * Float.BYTES).order(ByteOrder.nativeOrder());
        bytes.asFloatBuffer().put(values);
        // DJL lets a CPU array share a direct buffer; the copy gives libtorch memory of its own, which outlives the
        // buffer.
        try (NDArray shared = owner.create(bytes, new Shape(tensor.shape()), DataType.FLOAT32)) {
            return shared.duplicate();
        }
    }
}
