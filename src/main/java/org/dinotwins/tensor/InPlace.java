package org.dinotwins.tensor;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.Arrays;

/**
 * Overwrites arrays where they lie, those that gradients are asked for included. DJL's own {@code copyTo} does the same
 * through a switch of PyTorch that is deprecated and warns about it on standard error.
 */
public final class InPlace implements AutoCloseable {
    private final Script script;

    /** @param parent lives at least as long */
    public InPlace(NDManager parent) {
        this.script = Script.load(parent, InPlace.class, "inplace.py");
    }

    /** @param values as many as the target has, in its order */
    public void fill(NDArray target, float[] values) {
        if (values.length != target.size()) {
            throw new IllegalArgumentException(values.length + " values for "
                    + Arrays.toString(target.getShape().getShape()));
        }
        try (NDArray fresh = target.getManager().create(values, target.getShape())) {
            copy(target, fresh);
        }
    }

    /** Overwrites an array with another of its shape, on whatever device, and waits until the values are there. */
    public void copy(NDArray target, NDArray source) {
        script.call("copy", target, source);
    }

    @Override
    public void close() {
        script.close();
    }
}
