package org.dinotwins.train.backward;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.List;
import org.dinotwins.tensor.Autograd;
import org.dinotwins.tensor.Weights;

/**
 * Micro-batches as in GradCache (Gao et al. 2021, arXiv 2101.06983): the forward pass keeps only the features, so the
 * losses see the whole batch. In the backward pass each part runs again, with a graph that is freed before the next
 * part.
 */
public record MicroBatches(Autograd autograd, GradientSum gradientSum) implements BackwardPass.Recomputing {
    @Override
    public List<NDArray> forward(BatchPart part) {
        return List.of(part.features(part.replica().frozenStudent()));
    }

    @Override
    public void backward(BatchPart part, List<NDArray> forward, NDArray gradient, List<NDArray> sums) {
        Weights student = part.replica().student();
        try (NDManager within = part.scope().newSubManager()) {
            NDArray features = part.features(within, student);
            gradientSum.add(sums, autograd.backward(within, List.of(features), List.of(gradient), student.list()));
        }
    }
}
