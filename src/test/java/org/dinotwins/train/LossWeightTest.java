package org.dinotwins.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import org.dinotwins.objective.Balancing;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The weights of the losses reach all gradients: those of the backbone and those of the losses' own heads. */
class LossWeightTest {
    private static double gradientNorm(double dino, double barlow) throws Exception {
        try (Trainer trainer = new Trainer(
                TinyTraining.model(0),
                TinyTraining.objective(dino, barlow, Balancing.FIXED),
                TinyTraining.train(1, false, 2),
                4,
                10)) {
            assertThat(trainer.totalSteps()).isEqualTo(40);
            return trainer.step(TinyTraining.batch(1), new TrainingListener() {})
                    .gradientNorm();
        }
    }

    @ParameterizedTest
    @CsvSource({"1, 0", "0, 1", "0.5, 0.25"})
    void theGradientIsProportionalToTheWeights(double dino, double barlow) throws Exception {
        double single = gradientNorm(dino, barlow);
        assertThat(single).isPositive();
        assertThat(gradientNorm(3 * dino, 3 * barlow)).isCloseTo(3 * single, withinPercentage(0.01));
    }
}
