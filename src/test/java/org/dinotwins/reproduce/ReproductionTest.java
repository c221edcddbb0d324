package org.dinotwins.reproduce;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.stream.Stream;
import org.dinotwins.ablation.AblationFolder;
import org.dinotwins.ablation.Cell;
import org.dinotwins.config.DataConfig;
import org.dinotwins.config.WorkbenchException;
import org.dinotwins.data.ImageSet;
import org.dinotwins.objective.ObjectiveConfig;
import org.dinotwins.run.Progress;
import org.dinotwins.run.RunFolder;
import org.dinotwins.run.TinyRun;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole comparison with a tiny network on a dozen pictures. */
@Tag("slow")
class ReproductionTest {
    @TempDir
    private static Path home;

    private static ImageSet set;

    @BeforeAll
    static void draw() throws Exception {
        set = new DataConfig(TinyRun.images(home.resolve("images")).toString(), 0).open();
    }

    private static Reproduction create(Path out) throws WorkbenchException {
        return Reproduction.create(out, set.root().toString(), set, Scale.SMALL, List.of(0L), TinyRun.settings());
    }

    @Test
    void trainsMeasuresAndReportsAllMethods() throws Exception {
        Path out = home.resolve("whole");
        Reproduction.Result result = create(out).run(Progress.NONE);
        assertThat(result.failed()).isEmpty();
        assertThat(result.table().cells())
                .extracting(row -> row.get(0))
                .containsExactly("DINO", "Barlow Twins", "Hybrid", "Random weights", "Best floor");
        assertThat(result.table().cells()).allSatisfy(row -> assertThat(row).doesNotContain("–"));
        assertThat(result.notes()).anyMatch(note -> note.contains("largest object"));
        assertThat(out).isDirectoryContaining("glob:**report.html").isDirectoryContaining("glob:**paper.md");
        assertThat(out.resolve("paper.csv")).content().startsWith("Method,").contains("\nHybrid,");
        assertThat(result.report()).content().contains("Best floor", "Linear probe, 10 %");

        long checkpoints = Files.getLastModifiedTime(lastCheckpoint(out)).toMillis();
        Reproduction.Result again = create(out).run(Progress.NONE);
        assertThat(again.table()).as("nothing is measured twice").isEqualTo(result.table());
        assertThat(Files.getLastModifiedTime(lastCheckpoint(out)).toMillis()).isEqualTo(checkpoints);
    }

    private static Path lastCheckpoint(Path out) throws WorkbenchException {
        AblationFolder folder = AblationFolder.open(out);
        return RunFolder.open(folder.run(folder.cells().get(2))).last().file();
    }

    @Test
    void stoppedInTheMiddleItResumes() throws Exception {
        Path out = home.resolve("stopped");
        Progress stopping = new Progress() {
            private boolean stop;

            @Override
            public void at(double share, String what) {
                stop |= share > 0.4;
            }

            @Override
            public boolean cancelled() {
                return stop;
            }
        };
        assertThatThrownBy(() -> create(out).run(stopping)).isInstanceOf(CancellationException.class);
        assertThat(create(out).begun()).isTrue();
        assertThat(create(out).run(Progress.NONE).table().cells()).hasSize(5);
    }

    @Test
    void theMethodsDifferInTheShareOfTheGradientAlone() throws Exception {
        List<Cell> cells = Scale.SMALL
                .grid(set.root().toString(), set, List.of(0L), Map.of())
                .cells();
        assertThat(cells)
                .extracting(cell -> cell.config().objective().dinoShare())
                .containsExactly(1.0, 0.0, 0.5);
        assertThat(cells)
                .extracting(cell -> cell.config().train())
                .containsOnly(cells.get(0).config().train());
        assertThat(cells)
                .extracting(cell -> cell.config().objective())
                .extracting(ObjectiveConfig::dino)
                .containsOnly(cells.get(0).config().objective().dino());
        assertThat(cells.get(0).config().train().epochs())
                .as("1,000 steps of one batch")
                .isEqualTo(1000);
    }

    @Test
    void theEstimateLeavesNothingBehind() throws Exception {
        Path out = home.resolve("estimate");
        Reproduction reproduction = create(out);
        assertThat(reproduction.begun()).isFalse();
        DurationEstimate estimate = reproduction.estimate(Progress.NONE);
        assertThat(estimate.steps()).isEqualTo(20);
        assertThat(estimate.secondsPerStep()).isPositive();
        assertThat(estimate.words()).startsWith("3 runs of 20 steps at ").contains("about 1 min");
        try (Stream<Path> left = Files.list(out)) {
            assertThat(left).extracting(p -> p.getFileName().toString()).containsExactlyInAnyOrder("grid.json", "runs");
        }
    }

    @Test
    void anEstimateMultipliesStepsAndPictures() {
        DurationEstimate estimate = new DurationEstimate(3, 1000, 0.5, 10_000, 0.01);
        assertThat(estimate.seconds()).isEqualTo(3 * (500 + 100));
        assertThat(estimate.words())
                .isEqualTo("3 runs of 1,000 steps at 0.50 s, and their measurements: about 30 min.");
    }
}
