package org.dinotwins.vit;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.List;
import java.util.Map;
import org.dinotwins.tensor.TorchScript;

/**
 * The arithmetic of {@link VisionTransformer}, which says what the results mean.
 *
 * <p>Common parameters: {@code weights} of the whole network without registers and positions, or of one block, in the order
 * of {@link VisionTransformer#shapes}; {@code blockLength} arrays of a block; {@code paths} of stochastic depth.
 */
interface Vit extends TorchScript {
    /**
     * @param convolving whether linear layers in float32 on a CPU run as oneDNN's convolutions
     * @param fused      whether attention is PyTorch's fused operation
     */
    static Vit load(NDManager parent, boolean convolving, boolean fused) {
        return TorchScript.load(parent, Vit.class, "vit.py", constants(convolving, fused));
    }

    /** What stands in place of the names in {@code vit.py}. */
    static Map<String, String> constants(boolean convolving, boolean fused) {
        return Map.of(
                "LINEAR_AS_CONVOLUTION", convolving ? "True" : "False", "ATTENTION_FUSED", fused ? "True" : "False");
    }

    NDArray forward(
            NDManager scope,
            NDArray images,
            NDArray positions,
            NDArray registers,
            List<NDArray> weights,
            int patch,
            int heads,
            int blockLength,
            NDArray paths);

    NDArray features(
            NDManager scope,
            NDArray images,
            NDArray positions,
            NDArray registers,
            List<NDArray> weights,
            int patch,
            int heads,
            int blockLength,
            NDArray paths);

    NDArray embed(
            NDManager scope, NDArray images, NDArray positions, NDArray registers, List<NDArray> weights, int patch);

    NDArray trainingBlock(
            NDManager scope, NDArray tokens, List<NDArray> weights, int i, int heads, NDArray paths, NDArray images);

    NDArray lastBlock(
            NDManager scope, NDArray tokens, List<NDArray> weights, int i, int heads, NDArray paths, NDArray images);

    NDArray inferenceBlock(NDManager scope, NDArray tokens, List<NDArray> weights, int heads, int tokensAtOnce);

    NDArray norm(NDManager scope, NDArray x, NDArray weight, NDArray bias);

    NDArray clsFeatures(NDManager scope, NDArray tokens, NDArray weight, NDArray bias);

    /** How far the linear layer is from the plain product: value and gradients of x, weight and bias, {@code [4]}. */
    NDArray linearDeviation(NDManager scope, NDArray x, NDArray weight, NDArray bias, NDArray towards);

    /** How far attention is from the softmax formula: value and gradients of query, key and value, {@code [4]}. */
    NDArray attentionDeviation(NDManager scope, NDArray query, NDArray key, NDArray value, NDArray towards);
}
