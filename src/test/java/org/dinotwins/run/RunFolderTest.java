package org.dinotwins.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import org.dinotwins.config.Presets;
import org.dinotwins.config.RunConfig;
import org.dinotwins.config.WorkbenchException;
import org.dinotwins.train.Alarm;
import org.dinotwins.train.StepRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What a run writes is read back unchanged, even after the run was killed. */
class RunFolderTest {
    /** Maximum number of characters of a path on Linux, and of a name in it. */
    private static final int LONGEST_PATH = 4095;

    private static final int LONGEST_NAME = 255;

    @TempDir
    private Path home;

    private static StepRecord step(long number) {
        return new StepRecord(
                number,
                number / 10.0,
                1.5,
                Double.NaN,
                1e-12,
                2,
                3,
                1,
                Double.POSITIVE_INFINITY,
                0,
                0,
                -0.25,
                0.375,
                0.5,
                1,
                5e-4,
                0.04,
                0.99,
                0.02,
                1,
                2,
                3,
                Double.NaN,
                0.5,
                0.25,
                number * 8,
                100,
                9,
                8,
                1L << 40,
                7,
                Double.NaN);
    }

    private static void put(RunWriter writer, long number, long keepEvery) throws IOException {
        writer.checkpoint(number, keepEvery, channel -> channel.write(ByteBuffer.wrap(new byte[] {1})));
    }

    private RunWriter writer(boolean resume) throws WorkbenchException {
        return RunWriter.open(home.resolve("run"), TinyRun.config(home), resume);
    }

    @Test
    void resumingRemovesAlarmsAfterTheCheckpoint() throws Exception {
        RunConfig config = Presets.load("quick");
        Alarm early = new Alarm(Alarm.Kind.RANK_COLLAPSE, 4, "The \"rank\" fell.", "Try this.");
        Path folder = home.resolve("alarms");
        try (RunWriter writer = RunWriter.open(folder, config, false)) {
            writer.alarm(early);
            writer.checkpoint(5, 0, channel -> {});
            writer.alarm(new Alarm(Alarm.Kind.GRADIENT_CONFLICT, 6, "They fight.", ""));
        }
        Files.writeString(folder.resolve("alarms.jsonl"), "{\"step\":7,\"ki", StandardOpenOption.APPEND);
        assertThat(RunFolder.open(folder).alarms()).hasSize(2).first().isEqualTo(early);
        RunWriter.open(folder, config, true).close();
        assertThat(RunFolder.open(folder).alarms()).containsExactly(early);
    }

    @Test
    void aNewOrResumedRunStartsAsPreparing() throws Exception {
        try (RunWriter writer = writer(false)) {
            assertThat(RunFolder.open(home.resolve("run")).summary().state()).isEqualTo(RunState.PREPARING);
            put(writer, 5, 0);
            writer.state(RunState.FINISHED, "Finished.");
        }
        assertThat(RunFolder.open(home.resolve("run")).summary().state()).isEqualTo(RunState.FINISHED);
        try (RunWriter writer = writer(true)) {
            assertThat(writer.resumedFrom()).isPresent();
            assertThat(RunFolder.open(home.resolve("run")).summary().state())
                    .as("resumed")
                    .isEqualTo(RunState.PREPARING);
        }
    }

    @Test
    void aRunThatEndedBeforeItsFirstStepIsOverwritten() throws Exception {
        try (RunWriter first = writer(false)) {
            first.state(RunState.FAILED, "There is no image folder there.");
            assertThatThrownBy(() -> writer(false))
                    .as("the first writer still holds the lock")
                    .isInstanceOf(WorkbenchException.class);
        }
        try (RunWriter second = writer(false)) {
            second.step(step(1));
        }
        assertThatThrownBy(() -> writer(false))
                .isInstanceOf(WorkbenchException.class)
                .hasMessageContaining("already");
        assertThat(RunFolder.open(home.resolve("run")).metrics()).hasSize(1);
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void aRunThatCannotStartLeavesNoFolder() throws Exception {
        // So long a path that the lock file's name still fits but that of the metrics does not.
        Path parent = home;
        while (parent.toString().length() < LONGEST_PATH - 2 * LONGEST_NAME) {
            parent = parent.resolve("a".repeat(LONGEST_NAME - 1));
        }
        parent = parent.resolve(
                "b".repeat(LONGEST_PATH - LONGEST_NAME - parent.toString().length() - 1));
        Path folder = parent.resolve("c".repeat(LONGEST_NAME - "/metrics.jsonl".length()));
        assertThatThrownBy(() -> RunWriter.open(folder, TinyRun.config(home), false))
                .isInstanceOf(WorkbenchException.class)
                .hasMessageContaining("cannot be written");
        assertThat(parent).isEmptyDirectory();
    }

    @Test
    void stepsAreReadBackAndNonFiniteValuesAreNaN() throws Exception {
        try (RunWriter writer = writer(false)) {
            writer.state(RunState.RUNNING, "Training.");
            writer.step(step(1));
            writer.step(step(2));
            assertThat(RunFolder.open(home.resolve("run")).summary().state()).isEqualTo(RunState.RUNNING);
        }
        RunFolder run = RunFolder.open(home.resolve("run"));
        assertThat(run.config()).isEqualTo(TinyRun.config(home));
        assertThat(run.metrics()).hasSize(2);
        StepRecord back = run.metrics().get(1);
        assertThat(back.dinoWeight()).isEqualTo(step(2).dinoWeight());
        assertThat(back.barlowWeight()).isNaN();
        assertThat(back.dino()).isNaN();
        assertThat(back.barlow()).isEqualTo(1e-12);
        assertThat(back.heapBytes()).isEqualTo(1L << 40);
        assertThat(run.summary().lastStep()).isEqualTo(2);
        assertThat(Files.readString(home.resolve("run/config.json"))).contains("\"java\"", "\"seed\"");
    }

    @Test
    void aKilledRunIsStoppedAndItsBrokenLineIsSkipped() throws Exception {
        try (RunWriter writer = writer(false)) {
            writer.state(RunState.RUNNING, "Training.");
            writer.step(step(1));
        }
        Files.writeString(home.resolve("run/metrics.jsonl"), "{\"step\":2,\"epo", StandardOpenOption.APPEND);
        RunFolder run = RunFolder.open(home.resolve("run"));
        assertThat(run.summary().state()).isEqualTo(RunState.STOPPED);
        assertThat(run.summary().lastStep()).isEqualTo(1);
        assertThat(run.metrics()).hasSize(1);
    }

    @Test
    void resumingRemovesStepsAndChangesAfterTheCheckpoint() throws Exception {
        try (RunWriter writer = writer(false)) {
            for (int i = 1; i <= 5; i++) {
                writer.step(step(i));
                writer.change(i, Map.of("learningRateFactor", 0.5));
            }
            put(writer, 3, 0);
        }
        Files.writeString(home.resolve("run/metrics.jsonl"), "{\"step\":6", StandardOpenOption.APPEND);
        try (RunWriter writer = writer(true)) {
            assertThat(writer.resumedFrom().orElseThrow().step()).isEqualTo(3);
            writer.step(step(4));
        }
        assertThat(RunFolder.open(home.resolve("run")).metrics())
                .extracting(StepRecord::step)
                .containsExactly(1L, 2L, 3L, 4L);
        assertThat(Files.readAllLines(home.resolve("run/changes.jsonl"))).hasSize(3);
    }

    @Test
    void keepsEveryNthAndTheLastCheckpoint() throws Exception {
        try (RunWriter writer = writer(false)) {
            for (int i = 1; i <= 7; i++) {
                put(writer, i, 3);
            }
        }
        assertThat(RunFolder.open(home.resolve("run")).checkpoints())
                .extracting(RunFolder.Checkpoint::step)
                .containsExactly(3L, 6L, 7L);
    }

    @Test
    void aSecondWriterOrASecondRunIsRejected() throws Exception {
        try (RunWriter writer = writer(false)) {
            put(writer, 1, 0);
            assertThatThrownBy(() -> writer(true))
                    .isInstanceOf(WorkbenchException.class)
                    .hasMessageContaining("in progress");
        }
        assertThatThrownBy(() -> writer(false))
                .isInstanceOf(WorkbenchException.class)
                .hasMessageContaining("resume");
    }

    @Test
    void aFolderWithoutARunIsReported() {
        assertThatThrownBy(() -> RunFolder.open(home))
                .isInstanceOf(WorkbenchException.class)
                .hasMessageContaining("no run");
        assertThatThrownBy(() -> writer(true))
                .isInstanceOf(WorkbenchException.class)
                .hasMessageContaining("no checkpoint");
    }

    @Test
    void listsReadableRunsNewestFirst() throws Exception {
        for (String name : new String[] {"a", "b"}) {
            try (RunWriter writer = RunWriter.open(home.resolve(name), TinyRun.config(home), false)) {
                writer.state(RunState.FINISHED, "Done.");
            }
        }
        Path first = home.resolve("a/run.json");
        Files.writeString(first, Files.readString(first).replaceAll("\"started\": \"....", "\"started\": \"9999"));
        Files.createDirectories(home.resolve("broken"));
        Files.writeString(home.resolve("broken/config.json"), "{");
        assertThat(RunFolder.list(home))
                .extracting(r -> r.path().getFileName().toString())
                .containsExactly("a", "b");
        assertThat(RunFolder.list(home.resolve("none"))).isEmpty();
    }

    @Test
    void readsAHundredThousandSteps() throws Exception {
        Path file = home.resolve("metrics.jsonl");
        String line = RunFolder.STEP_LINES.write(step(1)) + "\n";
        Files.writeString(file, line.repeat(100_000));
        assertThat(RunFolder.STEP_LINES.read(file)).hasSize(100_000);
    }
}
