package org.dinotwins.ablation;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.dinotwins.ablation.Axis.Level;
import org.dinotwins.ablation.CellStatus.State;
import org.dinotwins.config.ConfigJson;
import org.dinotwins.config.RunConfig;
import org.dinotwins.export.report.AblationTables;
import org.dinotwins.run.Progress;
import org.dinotwins.run.RunFolder;
import org.dinotwins.run.TinyRun;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Ablations of tiny runs: complete, with a failure, in child processes, and killed and resumed. */
@Tag("slow")
class AblationTest {
    @TempDir
    private Path home;

    private RunConfig base;

    @BeforeEach
    void draw() throws Exception {
        base = TinyRun.config(TinyRun.images(home.resolve("images")));
    }

    private static Axis methods() {
        return new Axis(
                "Method",
                List.of(
                        new Level("Barlow Twins", Map.of("objective.dinoShare", "0")),
                        new Level("DINO", Map.of("objective.dinoShare", "1")),
                        new Level("Hybrid", Map.of())));
    }

    private AblationFolder folder(String name, RunConfig config, Axis axis, Long... seeds) throws Exception {
        return AblationFolder.create(home.resolve(name), new Grid("tiny", "", config, List.of(axis), List.of(seeds)));
    }

    private static AblationQueue.Counts run(AblationFolder folder, List<Slot> slots) throws Exception {
        return AblationQueue.run(folder, slots, false, Progress.NONE, () -> {});
    }

    @Test
    void everyRunIsTrainedAndMeasuredAndAFailureHasItsReason() throws Exception {
        Axis axis =
                new Axis("Batch", List.of(new Level("6", Map.of()), new Level("13", Map.of("train.batchSize", "13"))));
        AblationFolder folder = folder("ablation", base, axis, 0L, 1L);
        List<State> seen = new ArrayList<>();
        AblationQueue.Counts outcome = AblationQueue.run(
                folder,
                List.of(Slot.THIS_PROCESS),
                false,
                Progress.NONE,
                () -> seen.add(folder.status(folder.cells().get(0)).state()));
        assertThat(outcome).isEqualTo(new AblationQueue.Counts(2, 2, 0, false));
        assertThat(seen).contains(State.DONE);
        assertThat(folder.status(folder.cell(1)).reason()).contains("13", "12", "train.batchSize");

        Results results = Results.of(folder);
        assertThat(results.variants().get(0).interval(Score.KNN).count()).isEqualTo(2);
        assertThat(results.variants().get(0).interval(Score.KNN).mean()).isBetween(0.0, 1.0);
        assertThat(results.variants().get(0).interval(Score.PROBE).mean()).isBetween(0.0, 1.0);
        assertThat(results.reference(r -> Score.PROBE.floor(r).orElseThrow().value()))
                .as("the most frequent class of two, or better")
                .isBetween(0.5, 1.0);
        assertThat(results.variants().get(1).interval(Score.KNN).count()).isZero();
        assertThat(RunFolder.list(folder.runs())).hasSize(4);
        assertThat(run(folder, List.of(Slot.THIS_PROCESS))).isEqualTo(new AblationQueue.Counts(2, 2, 0, false));
        assertThat(folder.status(folder.cell(0)).attempts())
                .as("a finished cell is skipped")
                .isEqualTo(1);
    }

    @Test
    void aChildProcessGivesTheSameResult() throws Exception {
        Axis two = new Axis("Method", methods().levels().subList(0, 2));
        AblationFolder here = folder("here", base, two, 0L);
        AblationFolder apart = folder("apart", base, two, 0L);
        assertThat(run(here, List.of(Slot.THIS_PROCESS)).done()).isEqualTo(2);
        // Without a GPU the child computes on the CPU; what is tested is the communication with it.
        assertThat(run(apart, List.of(Slot.on(0), Slot.on(1))).done()).isEqualTo(2);
        assertThat(table(apart)).isEqualTo(table(here));
    }

    @Test
    void aKilledAblationIsResumed() throws Exception {
        RunConfig longer = ConfigJson.with(base, Map.of("train.epochs", "80", "train.checkpointEveryEpochs", "4"));
        AblationFolder whole = folder("whole", longer, methods(), 0L);
        assertThat(run(whole, List.of(Slot.THIS_PROCESS)).done()).isEqualTo(3);

        AblationFolder killed = folder("killed", longer, methods(), 0L);
        Process process = new ProcessBuilder(
                        ProgramCommand.command("ablate", "--out", killed.path().toString(), "--resume"))
                .redirectErrorStream(true)
                .redirectOutput(home.resolve("output.txt").toFile())
                .start();
        Path second = killed.run(killed.cell(1)).resolve("checkpoints");
        long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(90);
        while (!(Files.isDirectory(second) && holdsCheckpoint(second)) && System.nanoTime() < until) {
            Thread.sleep(5);
        }
        process.destroyForcibly().waitFor();
        assertThat(process.exitValue())
                .as(Files.readString(home.resolve("output.txt")))
                .isEqualTo(128 + 9);

        assertThat(killed.statuses())
                .extracting(CellStatus::state)
                .containsExactly(State.DONE, State.STOPPED, State.WAITING);
        long reached = RunFolder.open(killed.run(killed.cell(1))).summary().lastStep();
        assertThat(reached).isBetween(1L, 159L);
        long first = Files.getLastModifiedTime(killed.run(killed.cell(0)).resolve("evaluation.json"))
                .toMillis();

        assertThat(run(AblationFolder.open(killed.path()), List.of(Slot.THIS_PROCESS)))
                .isEqualTo(new AblationQueue.Counts(3, 0, 0, false));
        assertThat(table(killed)).isEqualTo(table(whole));
        assertThat(killed.status(killed.cell(1)).attempts()).isEqualTo(2);
        assertThat(Files.getLastModifiedTime(killed.run(killed.cell(0)).resolve("evaluation.json"))
                        .toMillis())
                .as("the finished cell was skipped")
                .isEqualTo(first);
        assertThat(Files.readString(killed.run(killed.cell(1)).resolve("log.txt")))
                .as("resumed, not started again")
                .containsPattern("step [1-9][0-9]* of 160");
    }

    private static boolean holdsCheckpoint(Path folder) throws Exception {
        try (var files = Files.list(folder)) {
            return files.anyMatch(f -> f.getFileName().toString().endsWith(".safetensors"));
        }
    }

    private static String table(AblationFolder folder) {
        return AblationTables.text(Results.of(folder));
    }
}
