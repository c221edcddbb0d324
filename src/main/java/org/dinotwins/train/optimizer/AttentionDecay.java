package org.dinotwins.train.optimizer;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.List;
import org.dinotwins.tensor.TorchScript;
import org.dinotwins.train.TrainConfig;

/**
 * Weight decay of the matrices for queries and keys, which keeps attention wide ({@link TrainConfig#attentionDecay}).
 */
public interface AttentionDecay extends TorchScript {
    static AttentionDecay load(NDManager parent) {
        return TorchScript.load(parent, AttentionDecay.class, "attention_decay.py");
    }

    /**
     * Scales the rows of queries and keys in place. @param matrices {@code [3 * dim, dim]} for queries, keys and values
     */
    void shrinkQueriesAndKeys(List<NDArray> matrices, double factor);
}
