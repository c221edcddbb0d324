package org.dinotwins.app.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.dinotwins.chart.SampleSteps;
import org.dinotwins.chart.SettingChange;
import org.dinotwins.config.ConfigJson;
import org.dinotwins.config.Presets;
import org.dinotwins.config.RunConfig;
import org.dinotwins.objective.Balancing;
import org.dinotwins.run.LiveSettings;
import org.dinotwins.run.TrainingService;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LiveSettingsViewModelTest {
    private final LiveSettingsViewModel model = new LiveSettingsViewModel(new TrainingService());
    private RunConfig quick;

    @BeforeEach
    void beginARun() throws Exception {
        quick = Presets.load("quick");
        model.begin(quick);
    }

    private RunConfig balanced(Balancing balancing) throws Exception {
        return ConfigJson.with(quick, Map.of("objective.balancing", balancing.name()));
    }

    @Test
    void bothWeightsAtZeroAreRefusedInWords() {
        model.dinoWeightProperty().set(0);
        model.barlowWeightProperty().set(0);
        model.applyWeights();
        assertThat(model.weightProblemProperty().get()).contains("above 0");

        model.barlowWeightProperty().set(1);
        model.applyWeights();
        assertThat(model.weightProblemProperty().get()).isEmpty();
    }

    @Test
    void theWeightsInForceAreToldWithThePapersAlpha() {
        assertThat(model.effectiveWeights()).isEqualTo("–");

        model.take(SampleSteps.healthy(1));

        assertThat(model.effectiveWeights()).contains("DINO 1").contains("Barlow 0.5").contains("α 2");
    }

    @Test
    void aBarlowWeightUnderGradientBalancingIsMarkedWhenItIsChosen() throws Exception {
        model.begin(balanced(Balancing.GRADIENT_NORM));
        model.take(SampleSteps.healthy(40));
        model.dinoWeightProperty().set(1);
        model.barlowWeightProperty().set(0.25);
        model.applyWeights();
        assertThat(model.changes()).containsExactly(new SettingChange(41, "Barlow Twins 0.25"));

        model.begin(balanced(Balancing.FIXED));
        model.take(SampleSteps.healthy(40));
        model.barlowWeightProperty().set(0.125);
        model.applyWeights();
        assertThat(model.changes()).as("read from the step on which it acts").isEmpty();
    }

    @Test
    void anotherRunBeginsWithItsOwnWeightsAndWithoutChanges() {
        model.resume(new ChangeDetector(quick), List.of(new SettingChange(3, "DINO 7")), new LiveSettings(7, 1, 3), SampleSteps.healthy(5));
        assertThat(model.dinoWeightProperty().get()).isEqualTo(7);
        assertThat(model.learningRateFactorProperty().get()).isEqualTo(3);

        model.begin(quick);

        assertThat(model.changes()).isEmpty();
        assertThat(model.effectiveWeights()).isEqualTo("–");
        assertThat(model.dinoWeightProperty().get()).isEqualTo(quick.objective().dinoWeight());
        assertThat(model.learningRateFactorProperty().get()).isEqualTo(1);
    }
}
