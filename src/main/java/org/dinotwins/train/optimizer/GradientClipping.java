package org.dinotwins.train.optimizer;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.List;
import org.dinotwins.tensor.TorchScript;

/** Clips the gradient of each tensor by its own norm, as {@code clip_gradients} of the public DINO code does. */
public interface GradientClipping extends TorchScript {
    static GradientClipping load(NDManager parent) {
        return TorchScript.load(parent, GradientClipping.class, "gradient_clipping.py");
    }

    /** Norm of each gradient, {@code [gradients]}. */
    NDArray norms(NDManager scope, List<NDArray> gradients);

    /** Scales each gradient in place to a norm of at most {@code limit}. @param norms result of {@link #norms} */
    void clip(List<NDArray> gradients, NDArray norms, double limit);
}
