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
import org.dinotwins.tensor.HostTensor;
import org.dinotwins.tensor.TorchScript;
import org.dinotwins.tensor.Weights;
import org.dinotwins.vit.AttentionCheck.AttentionShape;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The check detects incorrect fused attention, and the formula that replaces it computes the same attention. */
class AttentionCheckTest {
    private static final String FUSED = "torch.scaled_dot_product_attention(query, key, value)";
    private static final List<AttentionShape> SHAPES =
            List.of(new AttentionShape(2, 2, 5, 5, 8), new AttentionShape(1, 3, 1, 7, 4));

    private static AttentionCheck check(String attention) {
        AttentionCheck check = new AttentionCheck();
        Map<String, String> constants = new HashMap<>(Vit.constants(Architecture.Variant.DINO, false, true));
        constants.put(
                "def attention",
                "def attention(self, query: Tensor, key: Tensor, value: Tensor) -> Tensor:\n        return " + attention
                        + "\n\n    def unused_attention");
        try (NDManager manager = NDManager.newBaseManager(Device.cpu());
                Vit vit = TorchScript.load(manager, Vit.class, "vit.py", constants)) {
            check.compare(manager, SHAPES, vit::attentionDeviation);
        }
        return check;
    }

    @Test
    void acceptsTheFusedKernel() {
        AttentionCheck check = check(FUSED);
        assertThat(check.finding())
                .isEqualTo(
                        "Attention uses PyTorch's fused kernel, which agrees with the softmax formula for 2 inputs.");
        assertThat(check.sound()).isTrue();
    }

    static Stream<String> incorrectAttention() {
        return Stream.of(
                FUSED + " * 1.001",
                FUSED + " * (query.sum() * 0 / 0)",
                FUSED + ".detach() + 0 * (query.sum() + key.sum() + value.sum())",
                "torch.scaled_dot_product_attention(query, key.detach(), value) + 0 * key.sum()",
                "torch.scaled_dot_product_attention(query.detach(), key, value) + 0 * query.sum()",
                FUSED + " + (0.001 if query.shape[2] == 1 else 0.0)");
    }

    @ParameterizedTest
    @MethodSource("incorrectAttention")
    void detectsAWrongValueAndAWrongGradient(String attention) {
        AttentionCheck check = check(attention);
        assertThat(check.sound()).isFalse();
        assertThat(check.finding()).startsWith("Attention uses the softmax formula: on this processor, ");
    }

    @Test
    void theFormulaComputesTheSameNetwork() {
        Architecture architecture = Architecture.of(new ViTConfig(24, 8, 32, 2, 4, 4, 0));
        Map<String, HostTensor> start = InitialWeights.of(architecture.size(), new SplittableRandom(3));
        try (NDManager manager = NDManager.newBaseManager(Device.cpu());
                Vit fused = Vit.load(manager, Architecture.Variant.DINO, false, true);
                Vit formula = Vit.load(manager, Architecture.Variant.DINO, false, false)) {
            List<NDArray> weights = new Weights(manager, start).list();
            List<NDArray> network = weights.subList(0, weights.size() - 1);
            NDArray positions = weights.get(weights.size() - 1);
            NDArray images = manager.randomUniform(-2, 2, new Shape(3, 3, 24, 24));
            NDArray registers = manager.zeros(new Shape(1, 0, 32));
            NDArray paths = manager.zeros(new Shape(0, 1));
            NDArray norm = manager.zeros(new Shape(0, 32));
            NDArray rotation = manager.zeros(new Shape(0, 1, 1));
            NDArray expected =
                    fused.forward(manager, images, positions, registers, norm, rotation, network, 8, 4, 12, paths);
            NDArray actual =
                    formula.forward(manager, images, positions, registers, norm, rotation, network, 8, 4, 12, paths);
            assertThat(actual.sub(expected).abs().max().getFloat())
                    .isLessThan(1e-5f * expected.abs().max().getFloat());
        }
    }
}
