package org.dinotwins.train.backward;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.List;
import org.dinotwins.tensor.Autograd;

/** The ordinary backward pass: autograd keeps all results of the forward pass. */
public record WholeGraph(Autograd autograd) implements BackwardPass {
    @Override
    public List<NDArray> forward(BatchPart part) {
        return List.of(part.features(part.replica().student()));
    }

    /**
     * Gradients of a replica's student weights, in their order.
     *
     * @param features  features of some of its parts
     * @param gradients gradients at these features
     */
    public List<NDArray> backward(NDManager scope, Replica replica, List<NDArray> features, List<NDArray> gradients) {
        return autograd.backward(scope, features, gradients, replica.student().list());
    }
}
