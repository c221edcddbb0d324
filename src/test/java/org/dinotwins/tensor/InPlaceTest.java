package org.dinotwins.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Arrays overwritten in place. */
class InPlaceTest {
    @Test
    void aWeightWithGradientsIsOverwrittenInPlace() {
        try (NDManager manager = NDManager.newBaseManager();
                InPlace inPlace = new InPlace(manager)) {
            Weights weights =
                    new Weights(manager, Map.of("w", HostTensor.of(new float[] {1, 2, 3, 4}, 2, 2))).requireGradients();
            NDArray before = weights.get("w");

            inPlace.fill(before, new float[] {5, 6, 7, 8});

            assertThat(weights.get("w")).isSameAs(before);
            assertThat(before.toFloatArray()).containsExactly(5, 6, 7, 8);
            assertThat(before.hasGradient()).isTrue();
            assertThat(before.getShape()).isEqualTo(new Shape(2, 2));
            assertThatThrownBy(() -> inPlace.fill(before, new float[3])).hasMessageContaining("3 values");
        }
    }
}
