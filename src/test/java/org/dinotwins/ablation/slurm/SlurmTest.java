package org.dinotwins.ablation.slurm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.dinotwins.ablation.AblationFolder;
import org.dinotwins.ablation.Axis;
import org.dinotwins.ablation.Axis.Level;
import org.dinotwins.ablation.CellStatus;
import org.dinotwins.ablation.CellStatus.State;
import org.dinotwins.ablation.Grid;
import org.dinotwins.ablation.Results;
import org.dinotwins.ablation.Score;
import org.dinotwins.config.ConfigJson;
import org.dinotwins.config.WorkbenchException;
import org.dinotwins.run.Progress;
import org.dinotwins.run.RunFolder;
import org.dinotwins.run.TinyRun;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A grid as a job array: its script, and a real Slurm of one node that runs it. */
class SlurmTest {
    private static final SlurmScript PLAIN = new SlurmScript("", "", "", 0, 0, List.of(), List.of());

    @TempDir
    private Path home;

    private AblationFolder folder;

    @BeforeEach
    void make() throws Exception {
        Axis axis = new Axis(
                "Batch",
                List.of(
                        new Level("6", Map.of()),
                        new Level("13", Map.of("train.batchSize", "13")),
                        new Level("4", Map.of("train.batchSize", "4"))));
        folder = AblationFolder.create(
                home.resolve("an ablation"),
                new Grid(
                        "tiny",
                        "",
                        TinyRun.config(TinyRun.images(home.resolve("images"))),
                        List.of(axis),
                        List.of(0L)));
    }

    @Test
    void theScriptRequestsResourcesAndRunsOneCell() throws Exception {
        Path script = new Slurm()
                .write(
                        folder,
                        new SlurmScript(
                                "gpu",
                                "2:00:00",
                                "8G",
                                4,
                                1,
                                List.of("module load cuda"),
                                List.of("--account=vision")));
        assertThat(Files.readAllLines(script))
                .startsWith("#!/bin/sh", "#SBATCH --job-name=tiny")
                .contains(
                        "#SBATCH --partition=gpu",
                        "#SBATCH --time=2:00:00",
                        "#SBATCH --mem=8G",
                        "#SBATCH --cpus-per-task=4",
                        "#SBATCH --gpus-per-task=1",
                        "#SBATCH --account=vision",
                        "module load cuda",
                        "export OMP_NUM_THREADS=4",
                        "#SBATCH --output=\"" + folder.path().resolve("slurm/%A_%a.out") + "\"");
        assertThat(Files.readString(script))
                .containsPattern("\nexec .* ablate cell --out '.*/an ablation' --index \"\\$SLURM_ARRAY_TASK_ID\"\n$");
        assertThat(Slurm.ranges(List.of(0, 1, 2, 5, 7, 8))).isEqualTo("0-2,5,7-8");
        assertThat(SlurmScript.quoted("it's")).isEqualTo("'it'\\''s'");
    }

    @Test
    void nothingInAScriptCanBecomeACommand() throws Exception {
        AblationFolder odd = AblationFolder.create(home.resolve("it's $(x) `y` #%j; z"), folder.grid());
        Path script = new Slurm().write(odd, PLAIN);
        assertThat(Files.readAllLines(script))
                .contains("#SBATCH --output=\""
                        + odd.path().resolve("slurm").toString().replace("%", "%%")
                        + "/%A_%a.out\"")
                .filteredOn(line -> line.startsWith("exec "))
                .singleElement()
                .asString()
                .contains("'" + odd.path().toString().replace("'", "'\\''") + "'");
        for (String bad : List.of("x\ntouch injected", "x\rtouch", "a\"b", "a\\b", "\0", "a\u2028b")) {
            for (SlurmScript options : List.of(
                    new SlurmScript(bad, "", "", 0, 0, List.of(), List.of()),
                    new SlurmScript("", "1" + bad, "", 0, 0, List.of(), List.of()),
                    new SlurmScript("", "", "1" + bad, 0, 0, List.of(), List.of()),
                    new SlurmScript("", "", "", 0, 0, List.of(), List.of("--account=" + bad)))) {
                assertThatThrownBy(() -> new Slurm().write(folder, options))
                        .isInstanceOf(WorkbenchException.class)
                        .hasMessageContaining("cannot stand in a script of Slurm")
                        .message()
                        .doesNotContain("\n", "\r", "\0");
            }
        }
        AblationFolder broken = AblationFolder.create(home.resolve("x\ntouch injected"), folder.grid());
        assertThatThrownBy(() -> new Slurm().write(broken, PLAIN)).isInstanceOf(WorkbenchException.class);
        assertThat(broken.path().resolve("slurm/ablation.sbatch")).doesNotExist();
    }

    @Test
    void withoutSlurmTheErrorNamesItsCommand() throws Exception {
        // A file that means nothing: where Slurm is installed it then says so at once instead of looking for a cluster.
        Path broken = Files.writeString(home.resolve("broken.conf"), "Nonsense\n");
        Slurm nowhere = new Slurm(Map.of("SLURM_CONF", broken.toString()));
        assertThatThrownBy(() -> nowhere.job(folder)).hasMessageContaining("submitted yet");
        assertThatThrownBy(() -> nowhere.submit(folder, false, 0)).hasMessageContaining("write it first");
        nowhere.write(folder, PLAIN);
        // Where sbatch is not installed the message says where it is to be found, else what it said itself.
        assertThatThrownBy(() -> nowhere.submit(folder, false, 0)).hasMessageContaining("sbatch");
    }

    @Test
    @Timeout(120)
    void aHangingCommandTimesOut() {
        SlurmCommands impatient = new SlurmCommands(Map.of(), Duration.ofMillis(200));
        assertThatThrownBy(() -> impatient.run("sleep", "600")).hasMessage("sleep did not finish in time.");
    }

    @Test
    @Timeout(600)
    void slurmRunsTheGridAndResultsAreCollected() throws Exception {
        SingleNodeSlurm.missing().ifPresent(why -> {
            System.out.println("SKIPPED: " + why);
            assumeTrue(false, why);
        });
        SingleNodeSlurm node = SingleNodeSlurm.start(home.resolve("slurm-node"));
        try (node) {
            Slurm slurm = new Slurm(node.environment());
            slurm.write(folder, PLAIN);
            Slurm.Job job = slurm.submit(folder, false, 2);
            assertThat(job.cells()).containsExactly(0, 1, 2);
            assertThat(slurm.job(folder)).isEqualTo(job);
            assertThatThrownBy(() -> slurm.submit(folder, false, 0))
                    .as("the third is waiting, because two may run at a time")
                    .hasMessageContaining("still waiting in job " + job.id());
            List<String> reported = new ArrayList<>();
            Slurm.JobStatus end =
                    slurm.follow(folder, job, Duration.ofMillis(500), (share, what) -> reported.add(what));

            assertThat(end.lost()).as(end.tasks() + node.logs()).isZero();
            assertThat(end.over()).isEqualTo(3);
            assertThat(reported).anyMatch(what -> what.contains("1 running"));
            assertThat(folder.statuses())
                    .extracting(CellStatus::state)
                    .containsExactly(State.DONE, State.FAILED, State.DONE);
            assertThat(end.tasks().get(1)).contains("13", "12", "train.batchSize");
            assertThat(Results.of(folder).variants().get(2).interval(Score.KNN).mean())
                    .isBetween(0.0, 1.0);

            assertThatThrownBy(() -> slurm.submit(folder, false, 0)).hasMessageContaining("nothing left");
            assertThat(slurm.submit(folder, true, 0).cells()).containsExactly(1);
            slurm.cancel(slurm.job(folder));
            aCancelledTaskSavesACheckpoint(slurm, node);
        }
        assertThat(node.alive()).isEmpty();
    }

    /** What preemption and the end of a task's time do as well: SIGTERM, and a while later SIGKILL. */
    private void aCancelledTaskSavesACheckpoint(Slurm slurm, SingleNodeSlurm node) throws Exception {
        AblationFolder endless = AblationFolder.create(
                home.resolve("endless"),
                new Grid(
                        "endless",
                        "",
                        ConfigJson.with(
                                folder.grid().base(),
                                Map.of("train.epochs", "10000", "train.checkpointEveryEpochs", "0")),
                        List.of(),
                        List.of(0L)));
        slurm.write(endless, PLAIN);
        Slurm.Job job = slurm.submit(endless, false, 0);
        Path metrics = endless.run(endless.cell(0)).resolve("metrics.jsonl");
        while (!Files.exists(metrics) || Files.size(metrics) == 0) {
            assertThat(node.alive()).as(node.logs()).hasSize(3);
            Thread.sleep(100);
        }
        slurm.cancel(job);
        Slurm.JobStatus end = slurm.follow(endless, job, Duration.ofMillis(300), Progress.NONE);
        assertThat(end.tasks().get(0)).startsWith("lost: Slurm reports CANCELLED");
        assertThat(endless.status(endless.cell(0)).state()).isEqualTo(State.STOPPED);
        assertThat(RunFolder.open(endless.run(endless.cell(0))).checkpoints()).isNotEmpty();
    }
}
