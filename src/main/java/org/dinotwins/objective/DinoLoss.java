package org.dinotwins.objective;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import org.dinotwins.tensor.TorchScript;

/**
 * DINO's loss: the mean cross-entropy between each of the teacher's two crops and every other crop of the student (DINO
 * paper, equation 3; {@code DINOLoss} of the public code). Rows are crop-major: all pictures' crop 0, all pictures'
 * crop 1, ...
 */
public interface DinoLoss extends TorchScript {
    static DinoLoss load(NDManager parent) {
        return TorchScript.load(parent, DinoLoss.class, "dino_loss.py");
    }

    /**
     * Computes the loss.
     *
     * @param student logits {@code [crops * pictures, K]}
     * @param teacher logits {@code [2 * pictures, K]} without gradient
     * @param centre  {@code [1, K]}, subtracted from the teacher's logits
     */
    Result forward(
            NDManager scope,
            NDArray student,
            NDArray teacher,
            NDArray centre,
            int crops,
            double studentTemperature,
            double teacherTemperature);

    /**
     * The loss and the teacher's entropy.
     *
     * @param loss    scalar with gradient
     * @param entropy scalar, nats: mean entropy of the teacher's distributions; {@code loss - entropy} is the mean KL
     *                divergence from teacher to student
     */
    record Result(NDArray loss, NDArray entropy) {}
}
