package org.dinotwins.objective;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.dinotwins.objective.LossBalance.Effective;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Effective weights for losses and gradient norms that are balanced by hand. */
class LossBalanceTest {
    private static LossBalance balance(Balancing rule, double share, double dino, double barlow) {
        return new LossBalance(new ObjectiveConfig(
                share,
                dino,
                barlow,
                rule,
                new DinoConfig(24, 16, 8, true, 0.1, 0.04, 0.04, 0, 0.9),
                new BarlowConfig(16, 2, 12, 0.005)));
    }

    private static LossBalance share(double share) {
        return balance(Balancing.GRADIENT_SHARE, share, 1, 1);
    }

    @Test
    void fixedWeightsAreUnchanged() {
        LossBalance balance = balance(Balancing.FIXED, 0.5, 0.3, 0.7);
        assertThat(balance.needsObservation()).isFalse();
        balance.observe(8, 2, 5, 1);
        assertThat(balance.effective()).isEqualTo(new Effective(0.3, 0.7));
        assertThat(balance.targetShare()).isNaN();
    }

    @Test
    void theInitialRatioIsThatOfTheFirstLosses() {
        LossBalance balance = balance(Balancing.INITIAL_RATIO, 0.5, 0.5, 0.25);
        assertThat(balance.needsObservation()).isTrue();
        assertThat(balance.effective()).isEqualTo(new Effective(0.5, 0.25));
        balance.observe(8, 2, 5, 1);
        assertThat(balance.needsObservation()).isFalse();
        assertThat(balance.effective()).isEqualTo(new Effective(0.5, 1));
        balance.observe(1, 1, 5, 1);
        assertThat(balance.effective()).isEqualTo(new Effective(0.5, 1));
        balance.setWeights(0, 0.5);
        assertThat(balance.effective()).as("one loss alone keeps its weight").isEqualTo(new Effective(0, 0.5));
        assertThat(balance.withDino()).isFalse();
    }

    /** Two terms with constant gradients of norm 8 and 2: DINO needs a quarter of the other's weight for equal shares. */
    @Test
    void theWeightsGiveTheTargetShare() {
        LossBalance equal = share(0.5);
        equal.observe(1, 1, 8, 2);
        assertThat(equal.needsObservation()).as("every step is measured").isTrue();
        assertThat(equal.effective().dino()).isCloseTo(0.5 * Math.sqrt(2.0 / 8), within(1e-12));
        assertThat(equal.effective().barlow()).isCloseTo(0.5 * Math.sqrt(8.0 / 2), within(1e-12));
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 0.1, 0.25, 0.5, 0.75, 0.9, 1})
    void everyShareIsReached(double target) {
        LossBalance balance = share(target);
        balance.observe(1, 1, 0.003, 0.4);
        Effective weights = balance.effective();
        assertThat(weights.dinoShare(0.003, 0.4)).isCloseTo(target, within(1e-12));
        assertThat(weights.dino() * 0.003 + weights.barlow() * 0.4)
                .as("the sum of the weighted norms")
                .isCloseTo(Math.pow(0.003, target) * Math.pow(0.4, 1 - target), within(1e-12));
    }

    /** A toy of two quadratics: their gradients shrink at different rates, and differ by a quarter from batch to batch. */
    @Test
    void theShareIsHeldWhileBothGradientsChange() {
        LossBalance balance = share(0.75);
        Random batches = new Random(1);
        double x = 10;
        double y = 10;
        for (int step = 0; step < 400; step++) {
            double dinoGradient = 6 * x * (1 + 0.25 * (2 * batches.nextDouble() - 1));
            double barlowGradient = 0.02 * y * (1 + 0.25 * (2 * batches.nextDouble() - 1));
            balance.observe(3 * x * x, 0.01 * y * y, dinoGradient, barlowGradient);
            Effective weights = balance.effective();
            if (step >= 200) {
                assertThat(weights.dinoShare(dinoGradient, barlowGradient)).isCloseTo(0.75, within(0.1));
            }
            x -= 0.01 * x;
            y -= 0.003 * y;
        }
    }

    @Test
    void theEndsSwitchALossOffAndNeedNoObservation() {
        LossBalance dino = share(1);
        assertThat(dino.withBarlow()).isFalse();
        assertThat(dino.needsObservation()).isFalse();
        assertThat(dino.effective()).isEqualTo(new Effective(1, 0));
        LossBalance barlow = share(0);
        assertThat(barlow.withDino()).isFalse();
        assertThat(barlow.effective()).isEqualTo(new Effective(0, 1));

        barlow.setDinoShare(0.5);
        assertThat(barlow.withDino()).isTrue();
        assertThat(barlow.needsObservation()).isTrue();
        assertThat(barlow.targetShare()).isEqualTo(0.5);
    }

    @Test
    void gradientNormsAreAveraged() {
        LossBalance balance = share(0.5);
        balance.observe(1, 1, 6, 2);
        balance.observe(1, 1, 2, 4);
        double ratio = (0.2 * 6 + 0.8 * 2) / (0.2 * 2 + 0.8 * 4);
        Effective weights = balance.effective();
        assertThat(weights.barlow() / weights.dino()).isCloseTo(ratio, within(1e-12));
    }

    @Test
    void aVanishingGradientIsNotAmplifiedWithoutLimit() {
        LossBalance balance = share(0.5);
        balance.observe(1, 1, 1, 1e-9);
        assertThat(balance.effective().barlow()).isCloseTo(0.5 * Math.sqrt(1e4), within(1e-9));
        LossBalance other = share(0.5);
        other.observe(1, 1, 1e-9, 1);
        assertThat(other.effective().dino()).isCloseTo(0.5 * Math.sqrt(1e4), within(1e-9));
        LossBalance none = share(0.5);
        none.observe(1, 1, 1, 0);
        assertThat(none.effective()).isEqualTo(new Effective(0.5, 0.5));
    }

    @Test
    void impossibleTargetsAreRefused() {
        LossBalance balance = share(0.5);
        assertThatThrownBy(() -> balance.setDinoShare(1.01)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> balance.setDinoShare(-0.01)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> balance.setDinoShare(Double.NaN)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> balance.setWeights(0, 0)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aRestoredBalanceContinues() {
        LossBalance balance = share(0.25);
        balance.setDinoShare(0.75);
        balance.observe(1, 1, 6, 2);
        LossBalance restored = share(0.25);
        restored.restore(balance.state());
        assertThat(restored.effective()).isEqualTo(balance.effective());
        balance.observe(1, 1, 5, 9);
        restored.observe(1, 1, 5, 9);
        assertThat(restored.state()).isEqualTo(balance.state());
    }

    @Test
    void aCheckpointWithoutATargetKeepsThatOfTheSettings() {
        LossBalance restored = share(0.25);
        restored.restore(new LossBalance.State(Double.NaN, 1, 1, 3, 6, 2));
        assertThat(restored.targetShare()).isEqualTo(0.25);
        assertThat(restored.effective().dinoShare(6, 2)).isCloseTo(0.25, within(1e-12));
    }
}
