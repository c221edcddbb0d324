package org.dinotwins.eval.representation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

/** Cosines calculated by hand. */
class PatchSimilarityTest {
    @Test
    void dependsOnlyOnTheAngle() {
        float[][] features = {{6, 8, 0, 0, 0}, {-3, -4, 0, 0, 0}, {4, -3, 0, 0, 0}, {0, 0, 0, 0, 0}, {0, 5, 0, 0, 12}};

        float[] cosines = PatchSimilarity.of(new float[] {3, 4, 0, 0, 0}, features);

        assertThat(cosines).containsExactly(new float[] {1, -1, 0, 0, 20 / 65f}, within(1e-7f));
        assertThatThrownBy(() -> PatchSimilarity.of(new float[] {1, 2}, features))
                .hasMessageContaining("2 and 5");
    }
}
