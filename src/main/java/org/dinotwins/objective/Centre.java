package org.dinotwins.objective;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import org.dinotwins.tensor.TorchScript;

/**
 * The moving average of the teacher's logits that {@link DinoLoss} subtracts, so that no prototype dominates (DINO
 * paper, equation 4; {@code update_center} of the public code).
 */
public interface Centre extends TorchScript {
    static Centre load(NDManager parent) {
        return TorchScript.load(parent, Centre.class, "centre.py");
    }

    /**
     * Sets {@code centre = momentum * centre + (1 - momentum) * mean} in place.
     *
     * @param centre  {@code [1, K]}
     * @param teacher logits {@code [2 * pictures, K]}, which are averaged
     */
    void update(NDArray centre, NDArray teacher, double momentum);
}
