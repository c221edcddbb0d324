package org.dinotwins.objective;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import org.dinotwins.tensor.TorchScript;

/** Compares the gradients of the two losses at the shared features. */
public interface GradientConflict extends TorchScript {
    static GradientConflict load(NDManager parent) {
        return TorchScript.load(parent, GradientConflict.class, "gradient_conflict.py");
    }

    /**
     * Norm of each gradient, and the cosine between them at the global crops, {@code [3]}; a negative cosine means conflict.
     *
     * @param dino   {@code [crops * pictures, dim]}, global crops first
     * @param barlow {@code [2 * pictures, dim]}
     */
    NDArray measure(NDManager scope, NDArray dino, NDArray barlow);
}
