package org.dinotwins.tensor;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.List;

/**
 * PyTorch's automatic differentiation ({@code torch.autograd.grad}) as functions; no gradient is stored in the arrays.
 */
public interface Autograd extends TorchScript {
    static Autograd load(NDManager parent) {
        return TorchScript.load(parent, Autograd.class, "autograd.py");
    }

    /**
     * Gradients of a scalar.
     *
     * @param leaves arrays that require gradients
     * @return one gradient per leaf, of the leaf's shape; zeros if the scalar does not depend on it
     */
    List<NDArray> gradients(NDManager scope, NDArray scalar, List<NDArray> leaves);

    /**
     * Continues a backward pass through {@code outputs}.
     *
     * @param gradients gradients with respect to the outputs, each of its output's shape
     * @param leaves    arrays that require gradients
     * @return as {@link #gradients}
     */
    List<NDArray> backward(NDManager scope, List<NDArray> outputs, List<NDArray> gradients, List<NDArray> leaves);
}
