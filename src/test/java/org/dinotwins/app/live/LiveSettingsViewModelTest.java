package org.dinotwins.app.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.dinotwins.chart.SampleSteps;
import org.dinotwins.chart.SettingChange;
import org.dinotwins.config.ConfigJson;
import org.dinotwins.config.Presets;
import org.dinotwins.config.RunConfig;
import org.dinotwins.objective.Balancing;
import org.dinotwins.run.LiveSettings;
import org.dinotwins.run.RunFolder;
import org.dinotwins.run.TinyRun;
import org.dinotwins.run.TrainingService;
import org.dinotwins.train.StepRecord;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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
    void bothWeightsAtZeroAreRefused() {
        model.dinoWeightProperty().set(0);
        model.barlowWeightProperty().set(0);
        model.applyWeights();
        assertThat(model.weightProblemProperty().get()).contains("above 0");

        model.barlowWeightProperty().set(1);
        model.applyWeights();
        assertThat(model.weightProblemProperty().get()).isEmpty();
    }

    @Test
    void theWeightsInForceIncludeThePapersAlpha() {
        assertThat(model.effectiveWeights()).isEqualTo("–");

        model.add(SampleSteps.healthy(1));

        assertThat(model.effectiveWeights())
                .contains("DINO 1")
                .contains("Barlow 0.5")
                .contains("α 2");
    }

    @Test
    void aWeightIsMarkedFromTheFirstStepWithIt() throws Exception {
        model.begin(balanced(Balancing.FIXED));
        model.add(SampleSteps.healthy(40));
        model.barlowWeightProperty().set(0.125);
        model.applyWeights();
        assertThat(model.changes())
                .as("detected from the first step with the new weight")
                .isEmpty();
    }

    @Test
    void anotherRunStartsWithItsOwnWeightsAndWithoutChanges() {
        model.resume(
                new ChangeDetector(quick),
                List.of(new SettingChange(3, "DINO 7")),
                new LiveSettings(0.25, 7, 1, 3),
                SampleSteps.healthy(5));
        assertThat(model.dinoShareProperty().get()).isEqualTo(0.25);
        assertThat(model.dinoWeightProperty().get()).isEqualTo(7);
        assertThat(model.learningRateFactorProperty().get()).isEqualTo(3);

        model.begin(quick);

        assertThat(model.changes()).isEmpty();
        assertThat(model.effectiveWeights()).isEqualTo("–");
        assertThat(model.dinoWeightProperty().get()).isEqualTo(quick.objective().dinoWeight());
        assertThat(model.learningRateFactorProperty().get()).isEqualTo(1);
    }

    @Test
    void eachChosenWeightReachesItsOwnLoss(@TempDir Path home) throws Exception {
        RunConfig tiny = ConfigJson.with(
                TinyRun.config(TinyRun.images(home.resolve("images"))),
                Map.of("objective.balancing", Balancing.FIXED.name()));
        TrainingService service = new TrainingService();
        LiveSettingsViewModel settings = new LiveSettingsViewModel(service);
        settings.begin(tiny);
        List<StepRecord> steps = new CopyOnWriteArrayList<>();
        service.start(tiny, home.resolve("run"), 6, false, new TrainingService.Listener() {
            @Override
            public void onStep(StepRecord step) {
                steps.add(step);
                if (step.step() == 3) {
                    settings.dinoWeightProperty().set(2.5);
                    settings.barlowWeightProperty().set(0.75);
                    settings.applyWeights();
                    settings.learningRateFactorProperty().set(0.5);
                    settings.applyLearningRate();
                }
            }
        });
        service.await();
        service.close();
        StepRecord before = steps.get(2);
        StepRecord after = steps.get(3);
        assertThat(before.dinoWeight()).isEqualTo(tiny.objective().dinoWeight());
        assertThat(before.barlowWeight()).isEqualTo(tiny.objective().barlowWeight());
        assertThat(after.dinoWeight()).isCloseTo(2.5, within(1e-6));
        assertThat(after.barlowWeight()).isCloseTo(0.75, within(1e-6));
        assertThat(after.total()).isCloseTo(2.5 * after.dino() + 0.75 * after.barlow(), withinPercentage(0.1));
        assertThat(RunFolder.open(home.resolve("run")).liveSettings()).isEqualTo(new LiveSettings(0.5, 2.5, 0.75, 0.5));
    }

    @Test
    void theChosenShareReachesTheRunAndIsMarked(@TempDir Path home) throws Exception {
        RunConfig tiny = ConfigJson.with(
                TinyRun.config(TinyRun.images(home.resolve("images"))),
                Map.of("objective.balancing", Balancing.GRADIENT_SHARE.name(), "objective.dinoShare", "0.5"));
        TrainingService service = new TrainingService();
        LiveSettingsViewModel settings = new LiveSettingsViewModel(service);
        settings.begin(tiny);
        List<StepRecord> steps = new CopyOnWriteArrayList<>();
        service.start(tiny, home.resolve("run"), 6, false, new TrainingService.Listener() {
            @Override
            public void onStep(StepRecord step) {
                steps.add(step);
                settings.add(step);
                if (step.step() == 3) {
                    settings.dinoShareProperty().set(0.9);
                    settings.applyShare();
                }
            }
        });
        service.await();
        service.close();
        assertThat(steps).extracting(StepRecord::dinoShareTarget).containsExactly(0.5, 0.5, 0.5, 0.9, 0.9, 0.9);
        assertThat(steps.get(0).dinoShare()).isCloseTo(0.5, within(1e-6));
        assertThat(steps.get(3).dinoShare()).isGreaterThan(0.75);
        assertThat(settings.changes()).containsExactly(new SettingChange(4, "DINO share 0.9"));
        assertThat(RunFolder.open(home.resolve("run")).liveSettings().dinoShare())
                .isEqualTo(0.9);
    }
}
