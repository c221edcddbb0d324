package org.dinotwins.app.setup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import org.dinotwins.config.ConfigJson;
import org.dinotwins.config.RunConfig;
import org.junit.jupiter.api.Test;

class DerivedFiguresTest {
    @Test
    void countsTheParametersOfThePublicSmallNetwork() throws Exception {
        RunConfig small = ConfigJson.with(
                SetupViewModel.firstConfig(),
                Map.of(
                        "model.imageSize",
                        "224",
                        "model.patchSize",
                        "16",
                        "model.dim",
                        "384",
                        "model.depth",
                        "12",
                        "model.heads",
                        "6"));

        // ViT-S/16 without a head, as the DINO paper's 21 M.
        assertThat(DerivedFigures.of(small, 600).backboneParameters()).isEqualTo(21_665_664);
    }

    @Test
    void followsBatchSizeLimitAndRate() throws Exception {
        RunConfig config = ConfigJson.with(
                SetupViewModel.firstConfig(),
                Map.of(
                        "data.limit",
                        "100",
                        "train.batchSize",
                        "32",
                        "train.epochs",
                        "2.5",
                        "train.baseLearningRate",
                        "0.0008"));
        DerivedFigures derived = DerivedFigures.of(config, 600);

        assertThat(derived.stepsPerEpoch()).isEqualTo(3);
        assertThat(derived.totalSteps()).isEqualTo(8);
        assertThat(derived.peakLearningRate()).isCloseTo(0.0001, within(1e-12));
        assertThat(derived.samplesPerDimension()).isEqualTo(1.0);
    }

    @Test
    void hasNoStepsBeforeTheImagesAreRead() {
        assertThat(DerivedFigures.of(SetupViewModel.firstConfig(), 0).totalSteps())
                .isZero();
    }
}
