package org.dinotwins.tensor;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;

/** Conversions from and to bfloat16, a type of PyTorch that DJL does not define. Gradients pass through. */
public interface MixedPrecision extends TorchScript {
    static MixedPrecision load(NDManager parent) {
        return TorchScript.load(parent, MixedPrecision.class, "mixed_precision.py");
    }

    /** The values rounded to bfloat16. Scripts can compute with the result, but DJL cannot read its values. */
    NDArray toBfloat16(NDManager scope, NDArray x);

    /** The values in float32. */
    NDArray toFloat32(NDManager scope, NDArray x);
}
