package org.dinotwins.app.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.dinotwins.app.shared.RunFeed;
import org.dinotwins.app.shared.WorkbenchState;
import org.dinotwins.app.shared.work.Background;
import org.dinotwins.chart.SampleSteps;
import org.dinotwins.chart.SettingChange;
import org.dinotwins.chart.TrainingCurve;
import org.dinotwins.config.ConfigJson;
import org.dinotwins.config.Presets;
import org.dinotwins.config.RunConfig;
import org.dinotwins.run.RunState;
import org.dinotwins.run.TinyRun;
import org.dinotwins.run.TrainingService;
import org.dinotwins.tensor.device.ComputeDevice;
import org.dinotwins.train.Alarm;
import org.dinotwins.train.CorrelationSnapshot;
import org.dinotwins.train.StepRecord;
import org.dinotwins.train.optimizer.Schedule;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LiveViewModelTest {
    private final WorkbenchState session =
            new WorkbenchState(new TrainingService(), new Background(Runnable::run), Path.of("runs"));
    private final LiveViewModel model = new LiveViewModel(session);
    private final RunFeed feed = new RunFeed();
    private RunConfig config;

    @BeforeEach
    void watchARun() throws Exception {
        config = ConfigJson.with(Presets.load("quick"), Map.of("objective.balancing", "FIXED"));
        model.watch(new WorkbenchState.Current(Path.of("runs", "first"), config, feed, false));
    }

    @AfterEach
    void close() {
        session.close();
    }

    @Test
    void showsNothingBeforeTheFirstRun() {
        assertThat(new LiveViewModel(session).showingProperty().get()).isEqualTo(LiveViewModel.Showing.NOTHING);
    }

    @Test
    void stepsUpdateCurvesProgressAndVerdicts() {
        for (int step = 1; step <= 60; step++) {
            feed.onStep(SampleSteps.healthy(step));
        }
        assertThat(model.latestProperty().get()).isNull();

        assertThat(model.readFeed()).isTrue();

        assertThat(model.curvesProperty().get().get(TrainingCurve.DINO).size()).isEqualTo(60);
        assertThat(model.progressProperty().get().step()).startsWith("60 of ");
        assertThat(model.progressProperty().get().images()).isEqualTo("2,880");
        assertThat(model.signalsProperty().get()).hasSize(4);
        assertThat(model.readFeed()).isFalse();
    }

    @Test
    void anAlarmIsShownAndStaysInTheListWhenDismissed() {
        feed.onAlarm(new Alarm(Alarm.Kind.RANK_COLLAPSE, 80, "The rank fell.", "Try this."));
        model.readFeed();
        assertThat(model.notices().bannerProperty().get().happened()).isEqualTo("The rank fell.");
        assertThat(model.notices().bannerProperty().get().heading()).contains("80");

        model.notices().dismiss();

        assertThat(model.notices().bannerProperty().get()).isNull();
        assertThat(model.notices().all()).hasSize(1);
    }

    @Test
    void aFailedRunShowsTheReasonAndIsNoLongerActive() {
        feed.onState(RunState.RUNNING, "");
        model.readFeed();
        assertThat(model.active()).isTrue();

        feed.onState(RunState.FAILED, "The DINO loss became NaN at step 7.");
        model.readFeed();

        assertThat(model.active()).isFalse();
        assertThat(model.notices().bannerProperty().get().happened()).contains("NaN at step 7");
    }

    @Test
    void deviceAndMatrixComeFromTheFeed() {
        feed.onDevice(new ComputeDevice(0, "CPU, 2 threads", "Because."));
        feed.onCorrelation(new CorrelationSnapshot(5, 1, new float[] {1}, 1, 1, 48, 1, 0));
        model.readFeed();

        assertThat(model.deviceProperty().get()).isEqualTo("CPU, 2 threads");
        assertThat(model.deviceReasonProperty().get()).isEqualTo("Because.");
        assertThat(model.correlationProperty().get().step()).isEqualTo(5);
    }

    @Test
    void aFinishedRunShowsItsLastMatrixAndItsAlarms(@TempDir Path home) throws Exception {
        TrainingService service = new TrainingService();
        service.start(
                TinyRun.config(TinyRun.images(home.resolve("images"))),
                home.resolve("run"),
                6,
                false,
                new TrainingService.Listener() {});
        service.await();
        Files.writeString(
                home.resolve("run/alarms.jsonl"),
                "{\"step\":3,\"kind\":\"RANK_COLLAPSE\"," + "\"happened\":\"It fell.\",\"advice\":\"Fix it.\"}\n");
        CountDownLatch shown = new CountDownLatch(1);
        WorkbenchState other = new WorkbenchState(service, new Background(Runnable::run), home);
        LiveViewModel opened = new LiveViewModel(other);
        opened.showingProperty().addListener((of, old, is) -> {
            if (is == LiveViewModel.Showing.RUN) {
                shown.countDown();
            }
        });

        other.inspectedProperty().set(home.resolve("run"));

        assertThat(shown.await(60, TimeUnit.SECONDS)).isTrue();
        assertThat(opened.correlationProperty().get().step()).isEqualTo(6);
        assertThat(opened.notices().all())
                .singleElement()
                .satisfies(n -> assertThat(n.happened()).isEqualTo("It fell."));
        assertThat(opened.notices().bannerProperty().get())
                .as("no banner for saved alarms")
                .isNull();
        other.close();
    }

    @Test
    void aResumedRunKeepsItsCurvesMarkersAndLiveSettings(@TempDir Path home) throws Exception {
        TrainingService service = new TrainingService();
        RunConfig tiny = TinyRun.config(TinyRun.images(home.resolve("images")));
        service.start(tiny, home.resolve("run"), 6, false, new TrainingService.Listener() {
            @Override
            public void onStep(StepRecord step) {
                if (step.step() == 3) {
                    service.setLossWeights(2.5, 1);
                    service.setLearningRateFactor(0.5);
                }
            }
        });
        service.await();
        Queue<Runnable> ui = new ConcurrentLinkedQueue<>();
        WorkbenchState other = new WorkbenchState(service, new Background(ui::add), home);
        LiveViewModel again = new LiveViewModel(other);

        other.start(tiny, home.resolve("run"), true, why -> {});
        service.await();

        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (again.curvesProperty().get().lastStep() < 20 && System.nanoTime() < deadline) {
            for (Runnable next = ui.poll(); next != null; next = ui.poll()) {
                next.run();
            }
            again.readFeed();
            Thread.sleep(10);
        }
        assertThat(again.curvesProperty().get().lastStep()).isEqualTo(20);
        assertThat(again.curvesProperty().get().get(TrainingCurve.TOTAL).firstStep())
                .isEqualTo(1);
        assertThat(again.settings().changes()).extracting(SettingChange::step).containsExactly(4L);
        assertThat(again.settings().dinoWeightProperty().get()).isEqualTo(2.5);
        assertThat(again.settings().learningRateFactorProperty().get()).isEqualTo(0.5);
        other.close();
    }

    @Test
    void changesAreDetectedFromTheSteps() {
        Schedule rate = Schedule.cosine(
                config.train().learningRate(),
                config.train().minLearningRate(),
                config.train().warmupEpochs(),
                config.train().epochs(),
                10);
        for (int step = 1; step <= 30; step++) {
            double factor = step < 20 ? 1 : 0.5;
            feed.onStep(
                    SampleSteps.with(step, step < 10 ? 1 : 0.25, 0.5, factor * rate.at(step - 1), 4, 0.5, 0.08, 30));
        }
        model.readFeed();

        assertThat(model.settings().changes()).extracting(SettingChange::step).containsExactly(10L, 20L);
        assertThat(model.settings().changes())
                .extracting(SettingChange::shortText)
                .containsExactly("DINO 0.25", "rate ×0.5");
    }
}
