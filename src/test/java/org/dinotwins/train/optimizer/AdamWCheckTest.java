package org.dinotwins.train.optimizer;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.Device;
import ai.djl.ndarray.NDManager;
import java.util.Map;
import org.dinotwins.tensor.TorchScript;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The check finds an incorrect fused AdamW, and accepts the formula that replaces it. */
class AdamWCheckTest {
    private static AdamWCheck check(Map<String, String> replaced) {
        AdamWCheck check = new AdamWCheck();
        try (NDManager manager = NDManager.newBaseManager(Device.cpu());
                AdamWArithmetic arithmetic = TorchScript.load(manager, AdamWArithmetic.class, "adamw.py", replaced)) {
            check.compare(manager, arithmetic::deviation);
        }
        return check;
    }

    @Test
    void acceptsTheFusedKernelAndTheFormula() {
        assertThat(check(Map.of("ADAMW_FUSED", "True")).finding())
                .isEqualTo("AdamW uses PyTorch's fused kernel, which agrees with its formula for 3 inputs.");
        assertThat(check(Map.of("ADAMW_FUSED", "False")).finding()).contains("agrees with its formula");
    }

    @ParameterizedTest
    @CsvSource({
        "lr=learning_rate, lr=learning_rate * 1.001",
        "weight_decay=weight_decay, weight_decay=0.",
        "beta2=beta2, beta2=beta2 * 0.999",
        "'_foreach_add_(steps, 1', '_foreach_add_(steps, 2'",
        "'none, steps, lr', 'none, steps, grad_scale=steps[0] * 0. / 0., lr'"
    })
    void noticesAWrongStep(String correct, String wrong) {
        AdamWCheck check = check(Map.of("ADAMW_FUSED", "True", correct, wrong));
        assertThat(check.finding()).startsWith("AdamW uses its formula: on this processor, ");
    }
}
