package org.dinotwins.vit;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.List;
import java.util.Map;
import org.dinotwins.tensor.TorchScript;

/** The scripts of {@link VisionTransformer#rows} and {@link VisionTransformer#roll}: attention weights of a block. */
interface AttentionReadout extends TorchScript {
    static AttentionReadout load(NDManager parent, Architecture.Variant variant) {
        return TorchScript.load(
                parent,
                AttentionReadout.class,
                "attention_readout.py",
                Map.of("NORM_EPSILON", Double.toString(variant.epsilon())));
    }

    /** @param weights weights of the block; @param queries indices of the query tokens */
    NDArray rows(NDManager scope, NDArray tokens, List<NDArray> weights, NDArray queries, int heads, NDArray rotation);

    /**
     * @param rowsAtOnce number of rows of the attention matrix held at once; @param maximum whether to take the heads'
     * maximum instead of their mean
     */
    NDArray rollout(
            NDManager scope,
            NDArray tokens,
            List<NDArray> weights,
            NDArray row,
            int heads,
            NDArray rotation,
            int rowsAtOnce,
            boolean maximum);
}
