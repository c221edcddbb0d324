package org.dinotwins.tensor;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.engine.EngineException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** One difference rules an operation out for good, and the finding says why. */
class OperationCheckTest {
    private final OperationCheck check = new OperationCheck("Layers use", "the fast kernel", "the formula");

    @Test
    void saysThatNothingWasCompared() {
        assertThat(check.sound()).isTrue();
        assertThat(check.finding()).isEqualTo("Layers use the fast kernel, which has not been checked yet.");
    }

    @Test
    void comparesEachInputOnce() {
        AtomicInteger calls = new AtomicInteger();
        for (int i = 0; i < 3; i++) {
            check.compare("2 tokens", () -> {
                calls.incrementAndGet();
                return new float[] {1e-6f, 0};
            });
        }
        check.compare("3 tokens", () -> new float[] {9e-5f});
        assertThat(calls).hasValue(1);
        assertThat(check.needs("2 tokens")).isFalse();
        assertThat(check.needs("4 tokens")).isTrue();
        assertThat(check.finding())
                .isEqualTo("Layers use the fast kernel, which agrees with the formula for 2 inputs.");
    }

    @Test
    void theFirstDifferenceDecides() {
        check.compare("2 tokens", () -> new float[] {0, 0.4f, 1e-6f});
        check.compare("3 tokens", () -> new float[] {0});
        check.reject("of something else");
        assertThat(check.sound()).isFalse();
        assertThat(check.needs("4 tokens")).isFalse();
        assertThat(check.finding())
                .isEqualTo(
                        "Layers use the formula: on this processor, the fast kernel for 2 tokens differs from it by 0.40"
                                + " of the largest value.");
    }

    @Test
    void aValueThatIsNotFiniteIsADifference() {
        check.compare("2 tokens", () -> new float[] {Float.NaN, 1e-6f});
        assertThat(check.sound()).isFalse();
    }

    @Test
    void anOperationThatCannotRunIsReplaced() {
        check.compare("2 tokens", () -> {
            throw new EngineException("no such operator");
        });
        assertThat(check.sound()).isFalse();
        assertThat(check.finding())
                .isEqualTo("Layers use the formula: this build of PyTorch cannot run the fast kernel for 2 tokens.");
    }
}
