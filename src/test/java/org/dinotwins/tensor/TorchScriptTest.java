package org.dinotwins.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.Device;
import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

// Methods of a binding are checked against the script, whether or not they are called.
@SuppressWarnings("UnusedMethod")
class TorchScriptTest {
    private NDManager manager;

    private record Pair(NDArray sum, NDArray difference) {}

    private interface Signatures extends TorchScript {
        NDArray weightedSum(
                NDManager scope, List<NDArray> first, double by, List<NDArray> second, boolean negative, long times);

        Pair sumAndDifference(NDManager scope, NDArray a, NDArray b);

        List<NDArray> doubled(NDManager scope, List<NDArray> xs);

        void fill(List<NDArray> xs, double value, boolean shifted, int times);
    }

    private interface Scaled extends TorchScript {
        NDArray scaled(NDManager scope, NDArray x);
    }

    private interface Misspelt extends TorchScript {
        NDArray scalled(NDManager scope, NDArray x);
    }

    private interface TooManyArguments extends TorchScript {
        NDArray scaled(NDManager scope, NDArray x, NDArray y);
    }

    private interface SwappedArguments extends TorchScript {
        Pair sumAndDifference(NDManager scope, NDArray b, NDArray a);
    }

    private interface OtherType extends TorchScript {
        void fill(List<NDArray> xs, int value, boolean shifted, int times);
    }

    private interface OtherResult extends TorchScript {
        List<NDArray> sumAndDifference(NDManager scope, NDArray a, NDArray b);
    }

    private interface WithoutOwner extends TorchScript {
        NDArray scaled(NDArray x);
    }

    @BeforeEach
    void open() {
        manager = NDManager.newBaseManager(Device.cpu());
    }

    @AfterEach
    void close() {
        manager.close();
    }

    private NDArray array(float... values) {
        return manager.create(values);
    }

    @Test
    void argumentsAndResultsOfAllTypesArrive() {
        try (Signatures script = TorchScript.load(manager, Signatures.class, "signatures.py")) {
            assertThat(script.weightedSum(
                                    manager, List.of(array(1, 2), array(3, 4)), 0.5, List.of(array(1, 1)), true, 4)
                            .toFloatArray())
                    .containsExactly(4, 8);
            assertThat(script.weightedSum(manager, List.of(), 0.5, List.of(array(1, 2)), false, 1_000_000)
                            .toFloatArray())
                    .containsExactly(1_000_000, 2_000_000);
            Pair pair = script.sumAndDifference(manager, array(5), array(3));
            assertThat(pair.sum().toFloatArray()).containsExactly(8);
            assertThat(pair.difference().toFloatArray()).containsExactly(2);
            assertThat(script.doubled(manager, List.of(array(1), array(2))).stream()
                            .map(NDArray::getFloat))
                    .containsExactly(2f, 4f);
            NDArray x = array(0, 0);
            script.fill(List.of(x), 1.5, true, 2);
            assertThat(x.toFloatArray()).containsExactly(4, 4);
        }
    }

    @Test
    void theScopeOwnsResultsAndTheScriptKeepsNone() {
        try (Signatures script = TorchScript.load(manager, Signatures.class, "signatures.py");
                NDManager scope = manager.newSubManager()) {
            NDArray x = array(1);
            NDArray result = script.doubled(scope, List.of(x)).get(0);
            assertThat(result.getManager()).isSameAs(scope);
        }
    }

    @Test
    void gradientsFlowThroughAMethodWithAResult() {
        try (Signatures script = TorchScript.load(manager, Signatures.class, "signatures.py");
                Autograd autograd = Autograd.load(manager)) {
            NDArray x = PyTorch.leaf(array(1));
            NDArray unused = PyTorch.leaf(array(7));
            NDArray y = script.weightedSum(manager, List.of(x), 0.5, List.of(x), false, 4);
            assertThat(autograd.gradients(manager, y, List.of(x, unused)).stream()
                            .map(NDArray::getFloat))
                    .containsExactly(6f, 0f);
        }
    }

    /** Threads share arrays under other parameters of other methods. */
    @Test
    void threadsMayShareArrays() {
        try (Signatures script = TorchScript.load(manager, Signatures.class, "signatures.py")) {
            List<NDArray> shared = List.of(array(1), array(2), array(3));
            assertThat(IntStream.range(0, 400)
                            .parallel()
                            .mapToDouble(i -> i % 2 == 0
                                    ? script.doubled(manager, shared).get(2).getFloat()
                                    : script.weightedSum(manager, shared.subList(0, 1), 1, shared, false, 1)
                                                    .getFloat()
                                            - 1)
                            .boxed())
                    .containsOnly(6.0);
        }
    }

    @Test
    void aMissingMethodFailsAtStartWithItsName() {
        assertThatThrownBy(() -> TorchScript.load(manager, Misspelt.class, "signatures.py"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll(
                        "signatures.py", "scalled(x: Tensor) -> Tensor", "Misspelt.scalled", "doubled");
    }

    @Test
    void otherParametersFailAtStartWithBothSignatures() {
        for (Class<? extends TorchScript> type : List.of(SwappedArguments.class, OtherType.class, OtherResult.class)) {
            assertThatThrownBy(() -> TorchScript.load(manager, type, "signatures.py"))
                    .as(type.getSimpleName())
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContainingAll("signatures.py", type.getSimpleName(), "has \"def ", "needs \"def ");
        }
        assertThatThrownBy(() -> TorchScript.load(manager, TooManyArguments.class, "broken.py"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll(
                        "broken.py has \"def scaled(x: Tensor) -> Tensor\" where TooManyArguments.scaled needs",
                        "scaled(x: Tensor, y: Tensor)");
    }

    @Test
    void aMethodWithAResultNeedsAnOwner() {
        assertThatThrownBy(() -> TorchScript.load(manager, WithoutOwner.class, "broken.py"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll("WithoutOwner", "NDManager");
    }

    @Test
    void aBrokenScriptFailsAtStartWithItsLine() {
        assertThatThrownBy(() -> TorchScript.load(manager, Scaled.class, "broken.py"))
                .isInstanceOf(EngineException.class)
                .hasMessageContaining("x.no_such_method(2)");
        assertThatThrownBy(() -> TorchScript.load(manager, Scaled.class, "absent.py"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("absent.py");
    }

    @Test
    void aConstantReplacesItsName() {
        try (Scaled script = TorchScript.load(manager, Scaled.class, "constant.py", Map.of("FACTOR", "3."))) {
            assertThat(script.scaled(manager, array(1, 2)).toFloatArray()).containsExactly(3, 6);
        }
    }

    @Test
    void aConstantMustOccurExactlyOnce() {
        assertThatThrownBy(() ->
                        TorchScript.load(manager, Scaled.class, "constant.py", Map.of("FACTOR", "3.", "OTHER", "1")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll("constant.py", "OTHER", "0 times");
        assertThatThrownBy(() -> TorchScript.load(manager, Scaled.class, "constant.py", Map.of("FACTORED", "3.")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll("FACTORED", "2 times");
    }

    @Test
    void aMissingConstantDoesNotLoad() {
        assertThatThrownBy(() -> TorchScript.load(manager, Scaled.class, "constant.py"))
                .hasMessageContaining("FACTOR");
    }

    /** On the way to a GPU, and back when the script reads its value, a number would wait for all work of the GPU. */
    @Test
    void numbersStayOnTheHost() {
        try (Signatures script = TorchScript.load(manager, Signatures.class, "signatures.py");
                NDManager gpu = manager.newSubManager(Device.gpu(0))) {
            // Without a GPU, creating an array there fails.
            assertThat(script.weightedSum(gpu, List.of(array(1, 2)), 0.5, List.of(), false, 2)
                            .toFloatArray())
                    .containsExactly(1, 2);
        }
    }
}
