package org.dinotwins.vit;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.List;
import java.util.Map;
import org.dinotwins.tensor.TorchScript;

/**
 * The scripts of {@link VisionTransformer}, which documents the results.
 *
 * <p>Common parameters: {@code weights} of the whole network without registers and positions, or of one block, in the
 * order of {@link WeightShapes}; {@code blockLength}, the number of arrays of a block; {@code paths} of
 * stochastic depth; {@code before}, the norm after the embedding; {@code rotation} of queries and keys.
 */
interface Vit extends TorchScript {
    /**
     * @param convolving whether linear layers in float32 on a CPU run as oneDNN's convolutions
     * @param fused      whether attention uses PyTorch's fused operation
     */
    static Vit load(NDManager parent, Architecture.Variant variant, boolean convolving, boolean fused) {
        return TorchScript.load(parent, Vit.class, "vit.py", constants(variant, convolving, fused));
    }

    /** The values that replace the names in {@code vit.py}. */
    static Map<String, String> constants(Architecture.Variant variant, boolean convolving, boolean fused) {
        return Map.of(
                "LINEAR_AS_CONVOLUTION",
                convolving ? "True" : "False",
                "ATTENTION_FUSED",
                fused ? "True" : "False",
                "MLP_KIND",
                '"' + variant.mlp().name() + '"',
                "NORM_EPSILON",
                Double.toString(variant.epsilon()));
    }

    NDArray forward(
            NDManager scope,
            NDArray images,
            NDArray positions,
            NDArray registers,
            NDArray before,
            NDArray rotation,
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
            NDArray before,
            NDArray rotation,
            List<NDArray> weights,
            int patch,
            int heads,
            int blockLength,
            NDArray paths);

    NDArray embed(
            NDManager scope,
            NDArray images,
            NDArray positions,
            NDArray registers,
            NDArray before,
            List<NDArray> weights,
            int patch);

    NDArray trainingBlock(
            NDManager scope,
            NDArray tokens,
            List<NDArray> weights,
            int i,
            int heads,
            NDArray rotation,
            NDArray paths,
            NDArray images);

    NDArray lastBlock(
            NDManager scope,
            NDArray tokens,
            List<NDArray> weights,
            int i,
            int heads,
            NDArray rotation,
            NDArray paths,
            NDArray images);

    NDArray inferenceBlock(
            NDManager scope, NDArray tokens, List<NDArray> weights, int heads, NDArray rotation, int tokensAtOnce);

    NDArray norm(NDManager scope, NDArray x, NDArray weight, NDArray bias);

    NDArray clsFeatures(NDManager scope, NDArray tokens, NDArray weight, NDArray bias);

    /** Deviation of the linear layer from the plain product: value and gradients of x, weight and bias, {@code [4]}. */
    NDArray linearDeviation(NDManager scope, NDArray x, NDArray weight, NDArray bias, NDArray towards);

    /** Deviation of attention from the softmax formula: value and gradients of query, key and value, {@code [4]}. */
    NDArray attentionDeviation(NDManager scope, NDArray query, NDArray key, NDArray value, NDArray towards);
}
