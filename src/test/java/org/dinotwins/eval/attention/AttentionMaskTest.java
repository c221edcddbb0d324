package org.dinotwins.eval.attention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class AttentionMaskTest {
    @Test
    void keepsThePatchThatCrossesTheMass() {
        // The ascending weights .1 .2 .3 .4 have cumulative sums .1 .3 .6 1: the two strongest exceed .4 and hold .7 of
        // the mass.
        assertThat(AttentionMask.keep(new double[] {4, 1, 3, 2}, 0.6)).containsExactly(true, false, true, false);
        assertThat(AttentionMask.keep(new float[] {0.4f, 0.1f, 0.3f, 0.2f}, 0.39))
                .containsExactly(true, false, false, false);
    }

    @Test
    void keepsTheLaterOfEqualPatches() {
        assertThat(AttentionMask.keep(new double[] {1, 1, 1, 1}, 0.4)).containsExactly(false, false, true, true);
    }

    @Test
    void keepsAllOrNothingAtTheLimitsOfTheMass() {
        assertThat(AttentionMask.keep(new double[] {2, 0, 2}, 1)).containsExactly(true, false, true);
        assertThat(AttentionMask.keep(new double[] {2, 0, 2}, 0)).containsOnly(false);
        assertThat(AttentionMask.keep(new double[3], 0.6)).containsOnly(false);
    }

    @Test
    void rejectsInvalidAttention() {
        assertThatThrownBy(() -> AttentionMask.keep(new double[] {1, Double.NaN}, 0.6))
                .hasMessageContaining("NaN");
        assertThatThrownBy(() -> AttentionMask.keep(new double[] {1, -1}, 0.6)).hasMessageContaining("-1");
        assertThatThrownBy(() -> AttentionMask.keep(new double[] {1, 1}, 60)).hasMessageContaining("60");
    }

    @Test
    void jaccardOfEmptyAndPartialMasks() {
        boolean[] none = {false, false, false};
        boolean[] two = {true, true, false};
        boolean[] other = {false, true, true};
        assertThat(AttentionMask.jaccard(none, none)).isEqualTo(1);
        assertThat(AttentionMask.jaccard(two, none)).isEqualTo(0);
        assertThat(AttentionMask.jaccard(none, two)).isEqualTo(0);
        assertThat(AttentionMask.jaccard(two, other)).isCloseTo(1 / 3.0, within(1e-12));
        assertThatThrownBy(() -> AttentionMask.jaccard(two, new boolean[2]))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
