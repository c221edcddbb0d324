package org.dinotwins.train.backward;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.List;
import org.dinotwins.tensor.TorchScript;

/** A running sum of the gradients of several parts of a batch. */
public interface GradientSum extends TorchScript {
    static GradientSum load(NDManager parent) {
        return TorchScript.load(parent, GradientSum.class, "gradient_sum.py");
    }

    /** An empty sum: zeros in the shapes of the weights, in memory of their own. */
    List<NDArray> zeros(NDManager scope, List<NDArray> weights);

    /** Adds each gradient to the sum at its index. */
    void add(List<NDArray> sums, List<NDArray> gradients);
}
