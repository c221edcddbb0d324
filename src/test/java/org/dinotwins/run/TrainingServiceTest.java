package org.dinotwins.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.assertj.core.data.Percentage;
import org.dinotwins.config.ConfigJson;
import org.dinotwins.config.RunConfig;
import org.dinotwins.config.WorkbenchException;
import org.dinotwins.run.network.NetworkInspector;
import org.dinotwins.tensor.device.ComputeDevice;
import org.dinotwins.train.Alarm;
import org.dinotwins.train.CorrelationSnapshot;
import org.dinotwins.train.Role;
import org.dinotwins.train.StepRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Trains a tiny model in the background: start, pause, continue, stop, resume, fail. */
@Tag("slow")
class TrainingServiceTest {
    @TempDir
    private Path home;

    private final TrainingService service = new TrainingService();
    private RunConfig config;

    @BeforeEach
    void draw() throws Exception {
        config = TinyRun.config(TinyRun.images(home.resolve("images")));
    }

    @AfterEach
    void close() {
        service.close();
    }

    /** Records all events and can block the training thread at a step. */
    private static final class RecordingListener implements TrainingService.Listener {
        private final List<StepRecord> steps = new ArrayList<>();
        private final List<RunState> states = new ArrayList<>();
        private final List<Alarm> alarms = new ArrayList<>();
        private final List<CorrelationSnapshot> matrices = new ArrayList<>();
        private final CountDownLatch atStep = new CountDownLatch(1);
        private final CountDownLatch paused = new CountDownLatch(1);
        private final CountDownLatch goOn = new CountDownLatch(1);
        private final long holdAt;
        private volatile String message = "";
        private volatile ComputeDevice device;

        RecordingListener(long holdAt) {
            this.holdAt = holdAt;
        }

        @Override
        public void onStep(StepRecord step) {
            steps.add(step);
            if (step.step() == holdAt) {
                atStep.countDown();
                try {
                    goOn.await(30, TimeUnit.SECONDS);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            }
        }

        @Override
        public void onAlarm(Alarm alarm) {
            alarms.add(alarm);
        }

        @Override
        public void onCorrelation(CorrelationSnapshot matrix) {
            matrices.add(matrix);
        }

        @Override
        public void onState(RunState state, String said) {
            states.add(state);
            message = said;
            if (state == RunState.PAUSED) {
                paused.countDown();
            }
        }

        @Override
        public void onDevice(ComputeDevice chosen) {
            device = chosen;
        }
    }

    private RecordingListener train(String folder, long steps, boolean resume) throws Exception {
        RecordingListener events = new RecordingListener(-1);
        service.start(config, home.resolve(folder), steps, resume, events);
        service.await();
        return events;
    }

    @Test
    void threeSuccessiveRunsGiveTheSameResults() throws Exception {
        for (String name : List.of("a", "b", "c")) {
            RecordingListener events = train(name, 0, false);
            assertThat(events.states).containsSubsequence(RunState.PREPARING, RunState.RUNNING, RunState.FINISHED);
            assertThat(events.steps).hasSize(20);
            assertThat(events.device.cuda()).isFalse();
        }
        RunFolder first = RunFolder.open(home.resolve("a"));
        RunFolder last = RunFolder.open(home.resolve("c"));
        assertThat(last.metrics())
                .extracting(StepRecord::total)
                .isEqualTo(first.metrics().stream().map(StepRecord::total).toList());
        assertThat(first.checkpoints()).extracting(RunFolder.Checkpoint::step).containsExactly(8L, 16L, 20L);
        assertThat(Files.size(first.checkpoints().get(0).file()))
                .as("the older one is reduced to its backbones")
                .isLessThan(Files.size(first.checkpoints().get(1).file()) / 2);
        try (NetworkInspector early = NetworkInspector.open(
                first, Optional.of(first.checkpoints().get(0).file()), Role.STUDENT)) {
            assertThat(early.depth()).isEqualTo(2);
        }
        assertThat(first.summary()).satisfies(s -> {
            assertThat(s.state()).isEqualTo(RunState.FINISHED);
            assertThat(s.lastStep()).isEqualTo(20);
            assertThat(s.totalSteps()).isEqualTo(20);
            assertThat(s.device()).contains("CPU");
        });
        assertThat(Files.readString(home.resolve("a/config.json"))).contains("pytorch", "djl");
        assertThat(Files.readString(home.resolve("a/run.json")))
                .contains("\"linear layers\": \"Linear layers use ", "\"attention\": \"", "\"AdamW\": \"");
        assertThat(home.resolve("a/run.lock")).doesNotExist();
    }

    @Test
    void measuresKnnAtTheConfiguredInterval() throws Exception {
        config = ConfigJson.with(config, Map.of("train.knnEveryEpochs", "2"));
        RecordingListener events = train("read", 9, false);

        // Two steps per epoch: measured after every fourth.
        assertThat(events.steps).hasSize(9).allSatisfy(s -> {
            if (s.step() % 4 == 0) {
                assertThat(s.knnTop1()).as("shares of six pictures").isBetween(0.0, 1.0);
            } else {
                assertThat(s.knnTop1()).isNaN();
            }
        });
        RunFolder read = RunFolder.open(home.resolve("read"));
        assertThat(read.metrics())
                .extracting(StepRecord::knnTop1)
                .isEqualTo(events.steps.stream().map(StepRecord::knnTop1).toList());
        config = ConfigJson.with(config, Map.of("train.knnEveryEpochs", "0"));
        RecordingListener without = train("unread", 9, false);
        assertThat(without.steps).extracting(StepRecord::knnTop1).containsOnly(Double.NaN);
        assertThat(without.steps.get(8).total())
                .as("measuring kNN does not change the run")
                .isEqualTo(events.steps.get(8).total());
    }

    @Test
    void pausesAppliesChangesAndContinues() throws Exception {
        RecordingListener events = new RecordingListener(3);
        service.start(config, home.resolve("run"), 6, false, events);
        assertThat(events.atStep.await(60, TimeUnit.SECONDS)).isTrue();
        assertThatThrownBy(() -> service.start(config, home.resolve("other"), 0, false, events))
                .isInstanceOf(WorkbenchException.class)
                .hasMessageContaining("in progress");
        service.pause();
        events.goOn.countDown();
        assertThat(events.paused.await(30, TimeUnit.SECONDS)).isTrue();
        assertThat(events.steps).hasSize(3);
        assertThat(service.state()).isEqualTo(RunState.PAUSED);
        service.setDinoShare(0);
        service.setLearningRateFactor(0.5);
        service.resume();
        assertThat(service.await()).isEqualTo(RunState.FINISHED);
        assertThat(events.steps).hasSize(6);
        assertThat(events.steps.get(2).dino()).isNotNaN();
        assertThat(events.steps.get(3).dino()).isNaN();
        assertThat(Files.readAllLines(home.resolve("run/changes.jsonl")))
                .hasSize(2)
                .allSatisfy(line -> assertThat(line).contains("\"step\":3"));
    }

    @Test
    void theLastMatrixIsSaved() throws Exception {
        RecordingListener events = train("run", 12, false);
        CorrelationSnapshot reported = events.matrices.get(events.matrices.size() - 1);
        assertThat(reported.step()).isEqualTo(11);
        assertThat(RunFolder.open(home.resolve("run")).correlation().orElseThrow())
                .usingRecursiveComparison()
                .isEqualTo(reported);
        config = ConfigJson.with(config, Map.of("objective.dinoShare", "1"));
        train("without", 12, false);
        assertThat(RunFolder.open(home.resolve("without")).correlation()).isEmpty();
    }

    @Test
    void stopsAndResumesWithTheSameResults() throws Exception {
        train("whole", 0, false);
        RecordingListener events = new RecordingListener(7);
        service.start(config, home.resolve("run"), 0, false, events);
        assertThat(events.atStep.await(60, TimeUnit.SECONDS)).isTrue();
        service.stop();
        events.goOn.countDown();
        assertThat(service.await()).isEqualTo(RunState.STOPPED);
        assertThat(events.message).contains("7", "20");
        train("run", 0, true);
        List<StepRecord> resumed = RunFolder.open(home.resolve("run")).metrics();
        List<StepRecord> whole = RunFolder.open(home.resolve("whole")).metrics();
        assertThat(resumed)
                .extracting(StepRecord::step)
                .isEqualTo(whole.stream().map(StepRecord::step).toList());
        for (int i = 0; i < whole.size(); i++) {
            assertThat(resumed.get(i).total()).isCloseTo(whole.get(i).total(), Percentage.withPercentage(0.01));
        }
        assertThat(resumed.get(19).imagesSeen()).isEqualTo(20L * config.train().batchSize());
    }

    @Test
    void failuresAreReported() throws Exception {
        config = ConfigJson.with(
                config, Map.of("data.folder", home.resolve("nowhere").toString()));
        RecordingListener events = train("run", 0, false);
        assertThat(service.state()).isEqualTo(RunState.FAILED);
        assertThat(events.message).contains("nowhere");
        assertThat(RunFolder.open(home.resolve("run")).summary().state()).isEqualTo(RunState.FAILED);
    }

    @Test
    void divergenceKeepsTheLastGoodCheckpoint() throws Exception {
        config = ConfigJson.with(
                config,
                Map.of(
                        "train.baseLearningRate",
                        "10",
                        "train.clipNorm",
                        "0",
                        "objective.balancing",
                        "FIXED",
                        "objective.barlowWeight",
                        "1e6",
                        "train.epochs",
                        "500"));
        RecordingListener events = new RecordingListener(2);
        service.start(config, home.resolve("run"), 0, false, events);
        assertThat(events.atStep.await(60, TimeUnit.SECONDS)).isTrue();
        service.setLearningRateFactor(1e30);
        events.goOn.countDown();
        assertThat(service.await()).isEqualTo(RunState.FAILED);
        assertThat(events.message).contains("step");
        RunFolder run = RunFolder.open(home.resolve("run"));
        assertThat(run.checkpoints()).isNotEmpty();
        assertThat(run.alarms()).isEqualTo(events.alarms);
        assertThat(events.alarms.get(events.alarms.size() - 1)).satisfies(last -> {
            assertThat(last.kind()).isEqualTo(Alarm.Kind.NON_FINITE);
            assertThat(events.message).contains(last.happened(), last.advice());
        });
    }

    @Test
    void aBatchLargerThanTheSetIsReported() throws Exception {
        config = ConfigJson.with(config, Map.of("train.batchSize", "13"));
        assertThat(train("run", 0, false).message).contains("13", "12", "train.batchSize");
    }

    @Test
    void anUnusableFolderIsReportedAndUnchanged() throws Exception {
        Path run = home.resolve("run");
        Files.createDirectories(run);
        Files.writeString(run.resolve("config.json"), "another's");
        RecordingListener taken = train("run", 0, false);
        assertThat(service.state()).isEqualTo(RunState.FAILED);
        assertThat(taken.states).as("it never started").containsExactly(RunState.FAILED);
        assertThat(taken.message).contains("already");
        assertThat(run).isDirectoryContaining("glob:**/config.json").isDirectoryNotContaining("glob:**/run.json");
        RecordingListener nothing = train("nowhere", 0, true);
        assertThat(nothing.states).containsExactly(RunState.FAILED);
        assertThat(nothing.message).contains("no checkpoint");
        assertThat(home.resolve("nowhere")).doesNotExist();
        RecordingListener unwritable = train("images/images/train0.png/run", 0, false);
        assertThat(unwritable.states).containsExactly(RunState.FAILED);
        assertThat(unwritable.message).contains("cannot be written");
    }

    @Test
    void anInvalidConfigurationIsRejectedImmediately() throws Exception {
        config = ConfigJson.with(config, Map.of("train.epochs", "0"));
        assertThatThrownBy(() -> service.start(config, home.resolve("run"), 0, false, new RecordingListener(-1)))
                .isInstanceOf(WorkbenchException.class)
                .hasMessageContaining("train.epochs");
        assertThat(home.resolve("run")).doesNotExist();
    }
}
