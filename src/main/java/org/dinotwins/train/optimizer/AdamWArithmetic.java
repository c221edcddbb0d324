package org.dinotwins.train.optimizer;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.List;
import java.util.Map;
import org.dinotwins.tensor.TorchScript;

/** The arithmetic of {@link AdamW}. */
interface AdamWArithmetic extends TorchScript {
    /** @param fused whether PyTorch's fused kernel is used */
    static AdamWArithmetic load(NDManager parent, boolean fused) {
        return TorchScript.load(
                parent, AdamWArithmetic.class, "adamw.py", Map.of("ADAMW_FUSED", fused ? "True" : "False"));
    }

    void update(
            List<NDArray> weights,
            List<NDArray> gradients,
            List<NDArray> firstMoments,
            List<NDArray> secondMoments,
            List<NDArray> steps,
            double learningRate,
            double weightDecay,
            double beta1,
            double beta2,
            double epsilon);

    /** How far three updates are from the formula's: weight, first and second moment, count of steps, {@code [4]}. */
    NDArray deviation(NDManager scope, NDArray weight, NDArray gradient);
}
