package org.dinotwins.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
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

    /** On its way to a GPU, and back when the script asks for its value, a number would wait for all that the GPU has to do. */
    @Test
    void numbersStayOnTheHost() {
        try (NDManager manager = NDManager.newBaseManager();
             Script script = Script.load(manager, ScriptTest.class, "constant.py", Map.of("FACTOR", "3."));
             NDManager gpu = manager.newSubManager(Device.gpu(0))) {
            // Where there is no GPU an array that is to be made there fails.
            NDArray x = manager.create(new float[] {1, 2});
            assertThat(script.tensor(gpu, "times", x, 2, 0.5).toFloatArray()).containsExactly(1, 2);
        }
    }
}
