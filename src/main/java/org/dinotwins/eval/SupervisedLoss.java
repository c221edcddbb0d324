package org.dinotwins.eval;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import org.dinotwins.tensor.TorchScript;

/**
 * The loss of a network trained on labels: cross-entropy for one class, and binary cross-entropy for each of several.
 */
interface SupervisedLoss extends TorchScript {
    static SupervisedLoss load(NDManager parent) {
        return TorchScript.load(parent, SupervisedLoss.class, "supervised_loss.py");
    }

    /**
     * The mean loss of a batch; a scalar.
     *
     * @param tokens         {@code [batch, tokens, dim]}; the CLS token is classified
     * @param weight         {@code [classes + several, dim]}: outputs for one class, then for several
     * @param bias           {@code [classes + several]}
     * @param oneClass       {@code [batch, classes]}, a 1 for each picture's class
     * @param severalClasses {@code [batch, several]}, 1 for all classes of a picture; no columns if not trained
     */
    NDArray forward(
            NDManager scope, NDArray tokens, NDArray weight, NDArray bias, NDArray oneClass, NDArray severalClasses);
}
