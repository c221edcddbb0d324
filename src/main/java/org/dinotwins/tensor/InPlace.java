package org.dinotwins.tensor;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.Arrays;

/**
 * Overwrites arrays in place, including those that require gradients. DJL's {@code copyTo} does the same through a
 * deprecated switch of PyTorch, which prints a warning.
 */
public final class InPlace implements AutoCloseable {
    private final Copy copy;

    private interface Copy extends TorchScript {
        void copy(NDArray target, NDArray source);
    }

    /** @param parent manager that must outlive the script */
    public InPlace(NDManager parent) {
        this.copy = TorchScript.load(parent, Copy.class, "in_place.py");
    }

    /** @param values as many values as the target has, in its order */
    public void fill(NDArray target, float[] values) {
        if (values.length != target.size()) {
            throw new IllegalArgumentException(values.length + " values for "
                    + Arrays.toString(target.getShape().getShape()));
        }
        try (NDArray fresh = target.getManager().create(values, target.getShape())) {
            copy(target, fresh);
        }
    }

    /** Overwrites an array with another of its shape, on any device, and waits until the values have arrived. */
    public void copy(NDArray target, NDArray source) {
        copy.copy(target, source);
    }

    @Override
    public void close() {
        copy.close();
    }
}
