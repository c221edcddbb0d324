package org.dinotwins.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.assertj.core.data.Offset;
import org.dinotwins.config.ConfigJson;
import org.dinotwins.config.RunConfig;
import org.dinotwins.train.StepRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A resume is refused before anything is written, and otherwise continues at the same epoch. */
class ResumeTest {
    @TempDir
    private Path home;

    private final TrainingService service = new TrainingService();
    private RunConfig config;
    private Path run;
    private String message = "";
    private final List<String> messages = new ArrayList<>();

    @BeforeEach
    void draw() throws Exception {
        config = TinyRun.config(TinyRun.images(home.resolve("images")));
        run = home.resolve("run");
    }

    @AfterEach
    void close() {
        service.close();
    }

    private RunState train(RunConfig settings, long steps, boolean resume) throws Exception {
        messages.clear();
        service.start(settings, run, steps, resume, new TrainingService.Listener() {
            @Override
            public void onState(RunState state, String sentence) {
                message = sentence;
                messages.add(sentence);
            }
        });
        return service.await();
    }

    private Map<String, String> bytes() throws IOException {
        Map<String, String> all = new TreeMap<>();
        try (Stream<Path> files = Files.walk(run)) {
            for (Path file : files.toList()) {
                all.put(
                        run.relativize(file).toString(),
                        Files.isDirectory(file)
                                ? "folder"
                                : Files.getLastModifiedTime(file)
                                        + " "
                                        + HexFormat.of().formatHex(Files.readAllBytes(file)));
            }
        }
        return all;
    }

    private void refused(RunConfig settings, String... words) throws Exception {
        Map<String, String> before = bytes();
        assertThat(train(settings, 0, true)).isEqualTo(RunState.FAILED);
        assertThat(message).contains(words);
        assertThat(messages).as("nothing was begun").hasSize(1);
        assertThat(bytes()).isEqualTo(before);
    }

    @Test
    void aRefusedResumeChangesNothing() throws Exception {
        train(config, 9, false);
        Path other = Files.createDirectories(home.resolve("other"));
        for (int i = 0; i < 4; i++) {
            Files.copy(home.resolve("images/images/train" + i + ".png"), other.resolve(i + ".png"));
        }
        refused(ConfigJson.with(config, Map.of("data.folder", other.toString())), "4", "6", "train.batchSize");
        refused(ConfigJson.with(config, Map.of("data.folder", home.resolve("no").toString())), "no");
        refused(ConfigJson.with(config, Map.of("train.batchSize", "13")), "13", "12", "train.batchSize");
        refused(ConfigJson.with(config, Map.of("model.dim", "32")), "step-000009", "restore them");
        refused(ConfigJson.with(config, Map.of("model.depth", "3")), "step-000009", "restore them");
        refused(ConfigJson.with(config, Map.of("objective.dino.outputs", "64")), "step-000009", "restore them");
        try (RunLock lock = RunLock.take(run)) {
            assertThat(lock).isNotNull();
            refused(config, "in progress");
        }
    }

    @Test
    void aDamagedCheckpointIsRefusedAndThePreviousOneServes() throws Exception {
        train(config, 9, false);
        Path last = run.resolve("checkpoints/step-000009.safetensors");
        byte[] file = Files.readAllBytes(last);
        file[file.length / 2] ^= 4;
        Files.write(last, file);
        refused(config, "step-000009", "damaged", "Delete it to use the checkpoint of step 8");
        assertThat(service.failure()).get().isInstanceOf(CheckpointException.class);
        Files.delete(last);
        assertThat(train(config, 10, true)).as(message).isEqualTo(RunState.FINISHED);
        assertThat(RunFolder.open(run).metrics()).hasSize(10);
    }

    @Test
    void anotherBatchSizeKeepsTheEpoch() throws Exception {
        train(config, 10, false);
        StepRecord before = RunFolder.open(run).metrics().get(9);
        assertThat(before.epoch()).isEqualTo(5);
        RunConfig smaller = ConfigJson.with(config, Map.of("train.batchSize", "3", "train.baseLearningRate", "0.002"));
        assertThat(train(smaller, 12, true)).as(message).isEqualTo(RunState.FINISHED);
        assertThat(messages)
                .anySatisfy(m ->
                        assertThat(m).contains("An epoch now has 4 steps instead of 2", "epoch 5.00", "step 10 of 30"));
        List<StepRecord> steps = RunFolder.open(run).metrics();
        assertThat(steps)
                .extracting(StepRecord::step)
                .containsExactly(1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L, 9L, 10L, 11L, 12L);
        assertThat(steps.get(10).epoch()).isEqualTo(5.25);
        assertThat(steps.get(11).epoch()).isEqualTo(5.5);
        assertThat(steps.get(10).teacherMomentum()).isCloseTo(before.teacherMomentum(), Offset.offset(2e-3));
        assertThat(steps.get(10).teacherTemperature()).isEqualTo(before.teacherTemperature());
        assertThat(steps.get(10).weightDecay())
                .isGreaterThan(before.weightDecay())
                .isCloseTo(before.weightDecay(), Offset.offset(0.05));
        assertThat(Files.readString(run.resolve("log.txt"))).contains("An epoch now has 4 steps instead of 2");
        assertThat(RunFolder.open(run).summary().totalSteps()).isEqualTo(30);

        assertThat(train(smaller, 14, true)).as(message).isEqualTo(RunState.FINISHED);
        assertThat(messages).as("it is said once").noneMatch(m -> m.contains("An epoch now"));
        assertThat(RunFolder.open(run).metrics().get(13).epoch()).isEqualTo(6);

        assertThat(train(config, 15, true)).as(message).isEqualTo(RunState.FINISHED);
        assertThat(RunFolder.open(run).metrics().get(14).epoch()).isEqualTo(6.5);
        assertThat(RunFolder.open(run).checkpoints())
                .extracting(RunFolder.Checkpoint::step)
                .as("a checkpoint that was kept stays, whatever an epoch is now")
                .contains(8L);
    }

    @Test
    void aFinishedRunStaysFinishedWithAnotherBatchSize() throws Exception {
        train(config, 0, false);
        assertThat(train(ConfigJson.with(config, Map.of("train.batchSize", "3")), 22, true))
                .isEqualTo(RunState.FINISHED);
        assertThat(RunFolder.open(run).summary()).satisfies(s -> {
            assertThat(s.lastStep()).isEqualTo(20);
            assertThat(s.totalSteps()).isEqualTo(20);
        });
    }

    @Test
    void resumingWithUnchangedSettingsIsExact() throws Exception {
        train(config, 0, false);
        List<StepRecord> whole = RunFolder.open(run).metrics();
        run = home.resolve("parts");
        train(config, 7, false);
        train(config, 11, true);
        train(config, 0, true);
        List<StepRecord> parts = RunFolder.open(run).metrics();
        assertThat(parts)
                .extracting(StepRecord::total)
                .isEqualTo(whole.stream().map(StepRecord::total).toList());
        assertThat(parts)
                .extracting(StepRecord::teacherMomentum)
                .isEqualTo(whole.stream().map(StepRecord::teacherMomentum).toList());
    }

    @Test
    void aRunThatDiedBeforeItsFirstCheckpointStartsAgainInPlace() throws Exception {
        train(config, 3, false);
        Files.delete(run.resolve("checkpoints/step-000003.safetensors"));
        Path state = run.resolve("run.json");
        Files.writeString(state, Files.readString(state).replace("FINISHED", "RUNNING"));
        for (boolean resume : new boolean[] {false, true}) {
            Files.writeString(run.resolve("checkpoints/step-000004.safetensors.tmp"), "half");
            assertThat(train(config, 2, resume)).as(message).isEqualTo(RunState.FINISHED);
            assertThat(messages)
                    .anySatisfy(m ->
                            assertThat(m).contains("before its first checkpoint", "starts again from the beginning"));
            assertThat(RunFolder.open(run).metrics())
                    .extracting(StepRecord::step)
                    .containsExactly(1L, 2L);
            assertThat(run.resolve("checkpoints")).isDirectoryNotContaining("glob:**.tmp");
            Files.delete(run.resolve("checkpoints/step-000002.safetensors"));
            Files.writeString(state, Files.readString(state).replace("FINISHED", "RUNNING"));
        }
        Files.writeString(state, Files.readString(state).replace("RUNNING", "FINISHED"));
        assertThat(train(config, 2, false)).isEqualTo(RunState.FAILED);
        assertThat(message).as("its checkpoints were deleted, its curves count").contains("already");
    }

    @Test
    void openingRemovesTemporaryFilesOnlyWhileNobodyTrains() throws Exception {
        train(config, 1, false);
        Path left = run.resolve("checkpoints/.dinotwins-999999999-1-1.tmp");
        Files.writeString(left, "half");
        try (RunLock lock = RunLock.take(run)) {
            assertThat(lock).isNotNull();
            RunFolder.open(run);
            assertThat(left).as("its writer may live on another machine").exists();
        }
        RunFolder.open(run);
        assertThat(left).doesNotExist();
    }

    @Test
    void resumingRemovesOnlyLeftoversOfAKilledProcess() throws Exception {
        train(ConfigJson.with(config, Map.of("train.checkpointEveryEpochs", "1")), 6, false);
        Path checkpoints = run.resolve("checkpoints");
        Files.copy(checkpoints.resolve("step-000004.safetensors"), checkpoints.resolve("whole"));
        List<String> ours = List.of(
                "run.json.tmp",
                "checkpoints/step-000007.safetensors.tmp",
                ".dinotwins-999999999-1-1.tmp",
                "checkpoints/.dinotwins-999999999-1-2.tmp");
        List<String> theirs = List.of("notes.tmp", "checkpoints/step-x.safetensors.tmp", "checkpoints/.dinotwins.tmp");
        for (String name : ours) {
            Files.writeString(run.resolve(name), "half");
        }
        for (String name : theirs) {
            Files.writeString(run.resolve(name), "theirs");
        }
        // As if the process had died between saving step 6 and reducing step 4, then 2.
        Files.copy(
                checkpoints.resolve("whole"),
                checkpoints.resolve("step-000002.safetensors"),
                StandardCopyOption.REPLACE_EXISTING);
        long reduced = Files.size(checkpoints.resolve("step-000002.safetensors")) / 2;
        train(ConfigJson.with(config, Map.of("train.checkpointEveryEpochs", "1")), 7, true);
        ours.forEach(name -> assertThat(run.resolve(name)).doesNotExist());
        theirs.forEach(name -> assertThat(run.resolve(name)).hasContent("theirs"));
        assertThat(Files.size(checkpoints.resolve("step-000002.safetensors"))).isLessThan(reduced);
        assertThat(RunFolder.open(run).checkpoints())
                .extracting(RunFolder.Checkpoint::step)
                .containsExactly(2L, 4L, 6L, 7L);
    }
}
