package org.dinotwins.objective;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import org.junit.jupiter.api.Test;

/** Norms and cosine of small gradients, computed by hand. */
class GradientConflictTest {
    /** One picture with two global crops and two local ones: DINO's norm is 13 with the local crops and 5 without. */
    @Test
    void theLocalCropsCountInTheNormOfDinoButNotInTheCosine() {
        try (NDManager scope = NDManager.newBaseManager();
                GradientConflict conflict = GradientConflict.load(scope)) {
            NDArray dino = scope.create(new float[] {3, 0, 0, 4, 12, 0, 0, 0}, new Shape(4, 2));
            NDArray barlow = scope.create(new float[] {-6, 0, 0, 8}, new Shape(2, 2));
            float[] measured = conflict.measure(scope, dino, barlow).toFloatArray();
            assertThat(measured).hasSize(3);
            assertThat(measured[0]).as("norm of DINO's gradient").isCloseTo(13, within(1e-5f));
            assertThat(measured[1]).as("norm of Barlow Twins' gradient").isCloseTo(10, within(1e-5f));
            assertThat(measured[2]).as("(-18 + 32) / (5 * 10)").isCloseTo(0.28f, within(1e-6f));
        }
    }
}
