package org.dinotwins.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.NDManager;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ScriptTest {
    @Test
    void aConstantIsPutWhereItsNameStands() {
        try (NDManager manager = NDManager.newBaseManager();
             Script script = Script.load(manager, ScriptTest.class, "constant.py", Map.of("FACTOR", "3."))) {
            assertThat(script.tensor(manager, "scaled", manager.create(new float[] {1, 2})).toFloatArray())
                    .containsExactly(3, 6);
        }
    }

    @Test
    void aConstantThatDoesNotStandThereOnceIsRefused() {
        try (NDManager manager = NDManager.newBaseManager()) {
            assertThatThrownBy(() -> Script.load(manager, ScriptTest.class, "constant.py",
                    Map.of("FACTOR", "3.", "OTHER", "1"))).isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContainingAll("constant.py", "OTHER", "0 times");
            assertThatThrownBy(() -> Script.load(manager, ScriptTest.class, "constant.py", Map.of("FACTORED", "3.")))
                    .isInstanceOf(IllegalArgumentException.class).hasMessageContainingAll("FACTORED", "2 times");
        }
    }

    @Test
    void aConstantThatIsForgottenDoesNotLoad() {
        try (NDManager manager = NDManager.newBaseManager()) {
            assertThatThrownBy(() -> Script.load(manager, ScriptTest.class, "constant.py"))
                    .hasMessageContaining("FACTOR");
        }
    }
}
