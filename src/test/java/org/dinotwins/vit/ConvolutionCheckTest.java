package org.dinotwins.vit;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.dinotwins.GoldenFile;
import org.dinotwins.tensor.TorchScript;
import org.dinotwins.tensor.Weights;
import org.dinotwins.vit.ConvolutionCheck.LinearShape;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The check detects incorrect linear layers, and their replacement is correct on every processor. */
class ConvolutionCheckTest {
    private static final List<LinearShape> SHAPES = List.of(new LinearShape(2, 5, 8, 6), new LinearShape(1, 3, 6, 4));

    /** {@code vit.py} with another linear layer. */
    private static Vit vit(NDManager manager, String linear) {
        Map<String, String> constants = new HashMap<>(Vit.constants(Architecture.Variant.DINO, false, true));
        constants.put(
                "def linear",
                "def linear(self, x: Tensor, weight: Tensor, bias: Tensor) -> Tensor:\n        " + linear
                        + "\n\n    def unused_linear");
        return TorchScript.load(manager, Vit.class, "vit.py", constants);
    }

    @Test
    void acceptsACorrectLinearLayer() {
        ConvolutionCheck check = check("return torch.matmul(x, weight.t()) + bias");
        assertThat(check.sound()).isTrue();
        assertThat(check.finding()).contains("agrees with the plain product for ");
    }

    static Stream<String> incorrectLayers() {
        return Stream.of(
                "return torch.linear(x, weight, bias) * 1.001",
                "return torch.linear(x, weight, bias) * (x.sum() * 0 / 0)",
                "return torch.linear(x.detach(), weight, bias) + x.sum() * 0",
                "return torch.linear(x, weight, bias.detach()) + bias.sum() * 0",
                "return torch.linear(x, weight.detach() + 0.999 * (weight - weight.detach()), bias)",
                "return torch.linear(x, weight, bias) + (0.001 if x.shape[1] == 3 else 0.0)");
    }

    @ParameterizedTest
    @MethodSource("incorrectLayers")
    void detectsAWrongValueAndAWrongGradient(String linear) {
        ConvolutionCheck check = check(linear);
        assertThat(check.sound()).isFalse();
        assertThat(check.finding()).startsWith("Linear layers use the plain product: on this processor, ");
    }

    /** Which shapes are wrong without caches depends on more than any list can try. */
    @Test
    void hiddenCachesRuleTheConvolutionsOut() {
        ConvolutionCheck check = check("return torch.linear(x, weight, bias)", true);
        assertThat(check.sound()).isFalse();
        assertThat(check.finding())
                .isEqualTo(
                        "Linear layers use the plain product: this machine hides its processor's caches, without which"
                                + " oneDNN's convolutions can be wrong.");
    }

    private static ConvolutionCheck check(String linear) {
        return check(linear, false);
    }

    private static ConvolutionCheck check(String linear, boolean cachesHidden) {
        ConvolutionCheck check = new ConvolutionCheck(cachesHidden);
        try (NDManager manager = NDManager.newBaseManager(Device.cpu());
                Vit vit = vit(manager, linear)) {
            check.compare(manager, SHAPES, vit::linearDeviation);
        }
        return check;
    }

    /** Width 128 with an MLP of 512 and 197 tokens is wrong with the convolutions where CPUID hides the caches. */
    @Test
    void anOpenedNetworkUsesCorrectLinearLayers() {
        Architecture architecture = Architecture.of(new ViTConfig(112, 8, 128, 2, 4, 4, 0));
        try (NDManager manager = NDManager.newBaseManager(Device.cpu());
                VisionTransformer opened = new VisionTransformer(architecture, manager);
                VisionTransformer plain = new VisionTransformer(architecture, manager, false)) {
            Weights weights = new Weights(manager, InitialWeights.of(architecture.size(), new SplittableRandom(3)));
            NDArray images = manager.randomUniform(-2, 2, new Shape(1, 3, 112, 112));
            double[] expected = doubles(plain.forward(manager, weights, images, false));
            assertThat(GoldenFile.relative(
                            opened.forward(manager, weights, images, false).toFloatArray(), expected))
                    .isLessThan(1e-5);
        }
    }

    private static double[] doubles(NDArray array) {
        float[] values = array.toFloatArray();
        double[] result = new double[values.length];
        for (int i = 0; i < values.length; i++) {
            result[i] = values[i];
        }
        return result;
    }
}
