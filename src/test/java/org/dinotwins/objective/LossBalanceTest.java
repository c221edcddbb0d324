package org.dinotwins.objective;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.dinotwins.objective.LossBalance.Effective;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Effective weights of losses and gradient norms that can be balanced by hand. */
class LossBalanceTest {
    private static double factor(LossBalance balance) {
        return balance.effective(1, 1).barlow();
    }

    @Test
    void fixedWeightsStayAsTheyAre() {
        LossBalance balance = new LossBalance(Balancing.FIXED);
        assertThat(balance.needsObservation()).isFalse();
        balance.observe(8, 2, 5, 1);
        assertThat(balance.effective(0.3, 0.7)).isEqualTo(new Effective(0.3, 0.7));
    }

    @Test
    void theInitialRatioIsThatOfTheFirstLosses() {
        LossBalance balance = new LossBalance(Balancing.INITIAL_RATIO);
        assertThat(balance.needsObservation()).isTrue();
        assertThat(factor(balance)).isEqualTo(1);
        balance.observe(8, 2, 5, 1);
        assertThat(balance.needsObservation()).isFalse();
        assertThat(balance.effective(0.5, 0.25)).isEqualTo(new Effective(0.5, 1));
        balance.observe(1, 1, 5, 1);
        assertThat(factor(balance)).isEqualTo(4);
    }

    @Test
    void gradientNormsAreAveraged() {
        LossBalance balance = new LossBalance(Balancing.GRADIENT_NORM);
        balance.observe(1, 1, 6, 2);
        assertThat(factor(balance)).isEqualTo(3);
        balance.observe(1, 1, 2, 4);
        assertThat(factor(balance)).isCloseTo((0.95 * 6 + 0.05 * 2) / (0.95 * 2 + 0.05 * 4), within(1e-12));
        assertThat(balance.needsObservation()).isFalse();
    }

    @ParameterizedTest
    @EnumSource(
            value = Balancing.class,
            names = {"INITIAL_RATIO", "GRADIENT_NORM"})
    void oneLossAloneKeepsItsWeight(Balancing rule) {
        LossBalance balance = new LossBalance(rule);
        balance.observe(8, 2, 8, 2);
        assertThat(balance.effective(0, 0.5)).isEqualTo(new Effective(0, 0.5));
        assertThat(balance.effective(0.5, 0)).isEqualTo(new Effective(0.5, 0));
        assertThat(balance.effective(1e-9, 1)).isEqualTo(new Effective(1e-9, 4));
    }

    @Test
    void aVanishedGradientIsNotBlownUp() {
        LossBalance balance = new LossBalance(Balancing.GRADIENT_NORM);
        balance.observe(1, 1, 1, 1e-9);
        assertThat(factor(balance)).isEqualTo(1e4);
        LossBalance other = new LossBalance(Balancing.GRADIENT_NORM);
        other.observe(1, 1, 1e-9, 1);
        assertThat(factor(other)).isEqualTo(1e-4);
        LossBalance none = new LossBalance(Balancing.GRADIENT_NORM);
        none.observe(1, 1, 1, 0);
        assertThat(factor(none)).isEqualTo(1);
    }

    @Test
    void aRestoredBalanceContinues() {
        LossBalance balance = new LossBalance(Balancing.GRADIENT_NORM);
        balance.observe(1, 1, 6, 2);
        LossBalance restored = new LossBalance(Balancing.GRADIENT_NORM);
        restored.restore(balance.state());
        assertThat(factor(restored)).isEqualTo(3);
        balance.observe(1, 1, 5, 9);
        restored.observe(1, 1, 5, 9);
        assertThat(restored.state()).containsExactly(balance.state());
    }
}
