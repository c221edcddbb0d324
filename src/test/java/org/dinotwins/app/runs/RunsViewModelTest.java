package org.dinotwins.app.runs;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import javafx.beans.InvalidationListener;
import org.dinotwins.app.shared.WorkbenchState;
import org.dinotwins.app.shared.work.Background;
import org.dinotwins.config.ConfigJson;
import org.dinotwins.config.Presets;
import org.dinotwins.config.RunConfig;
import org.dinotwins.run.RunFolder;
import org.dinotwins.run.RunState;
import org.dinotwins.run.TrainingService;
import org.dinotwins.train.StepRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunsViewModelTest {
    @TempDir
    Path runs;

    private WorkbenchState workbench;

    private RunsViewModel model() {
        workbench = new WorkbenchState(new TrainingService(), new Background(Runnable::run), runs);
        return new RunsViewModel(workbench);
    }

    @AfterEach
    void close() {
        if (workbench != null) {
            workbench.close();
        }
    }

    private static StepRecord step(long step, double total, double rankMe) {
        double no = Double.NaN;
        return new StepRecord(
                step,
                step / 10.0,
                total,
                total,
                no,
                no,
                no,
                1,
                0,
                no,
                no,
                no,
                no,
                no,
                1,
                1e-4,
                0.04,
                0.99,
                0.04,
                5,
                1,
                0.1,
                rankMe,
                no,
                no,
                step * 8,
                100,
                step,
                10,
                1,
                1,
                Double.NaN);
    }

    private static RunRow row(String name, RunConfig config, List<StepRecord> steps) {
        return new RunRow(
                Path.of("runs", name),
                config,
                new RunFolder.Summary(
                        config.name(), RunState.FINISHED, "2026-01-01T00:00:00Z", "CPU", steps.size(), steps.size()),
                steps,
                Optional.empty(),
                false);
    }

    @Test
    void aCurveSkipsStepsWithoutAValue() throws Exception {
        RunRow row = row("a", Presets.load("quick"), List.of(step(1, 6, 3), step(2, 5, Double.NaN), step(3, 4, 7)));

        RunsViewModel.Line line = RunsViewModel.line(row, Metric.RANK_ME);
        assertThat(line.steps()).containsExactly(1, 3);
        assertThat(line.values()).containsExactly(3, 7);
        assertThat(RunsViewModel.line(row, Metric.BARLOW).steps()).isEmpty();
        assertThat(row.last(Metric.TOTAL)).isEqualTo(4);
        assertThat(row.last(Metric.BARLOW)).isNaN();
    }

    @Test
    void aLongRunIsAveragedToTheMaximumNumberOfPoints() throws Exception {
        RunRow row = row(
                "long",
                Presets.load("quick"),
                IntStream.rangeClosed(1, 10_000).mapToObj(i -> step(i, i, 1)).toList());

        RunsViewModel.Line line = RunsViewModel.line(row, Metric.TOTAL);
        assertThat(line.steps()).hasSize(RunsViewModel.POINTS);
        assertThat(line.values()[0]).isEqualTo(3);
        assertThat(line.steps()[RunsViewModel.POINTS - 1]).isEqualTo(10_000);
    }

    @Test
    void listsOnlyTheSettingsThatDiffer() throws Exception {
        RunConfig one = Presets.load("quick");
        RunConfig other = ConfigJson.with(one, Map.of("train.batchSize", "32", "augment.localScale.min", "0.1"));
        RunsViewModel model = model();
        model.selectedProperty().set(List.of(row("a", one, List.of()), row("b", other, List.of())));

        assertThat(model.differences())
                .extracting(RunsViewModel.Difference::label)
                .containsExactlyInAnyOrder("Batch size", "Local crop share");
        assertThat(model.differences())
                .filteredOn(d -> d.label().equals("Batch size"))
                .singleElement()
                .extracting(RunsViewModel.Difference::values)
                .isEqualTo(List.of(String.valueOf(one.train().batchSize()), "32"));
    }

    @Test
    void oneKeyStartsAndCancelsTheEvaluationOfTheFirstSelectedRun() throws Exception {
        workbench = new WorkbenchState(new TrainingService(), new Background(Runnable::run), runs);
        BlockingQueue<Path> measured = new LinkedBlockingQueue<>();
        RunsViewModel model = new RunsViewModel(workbench, (run, progress) -> {
            measured.add(run);
            while (!progress.cancelled()) {
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
            }
            throw new CancellationException();
        });
        model.evaluateChosenOrCancel();
        assertThat(model.measuringProperty().get()).as("nothing is selected").isNull();
        RunRow row = row("a", Presets.load("quick"), List.of());
        model.selectedProperty().set(List.of(row, row("b", Presets.load("quick"), List.of())));
        model.evaluateChosenOrCancel();
        assertThat(measured.poll(30, TimeUnit.SECONDS)).isEqualTo(row.folder());
        CountDownLatch over = new CountDownLatch(1);
        model.measuringProperty().get().whenOver(over::countDown);
        model.evaluateChosenOrCancel();
        assertThat(over.await(30, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void theReasonWhyARunCannotResumeIsShownInRuns() throws Exception {
        RunsViewModel model = model();
        workbench.placeProperty().set(WorkbenchState.Place.RUNS);
        CountDownLatch failed = new CountDownLatch(1);
        model.faultProperty().addListener((of, old, is) -> failed.countDown());
        model.resume(row("lost", Presets.load("quick"), List.of()));

        assertThat(failed.await(30, TimeUnit.SECONDS)).isTrue();
        assertThat(model.faultProperty().get()).contains("no checkpoint");
        assertThat(workbench.placeProperty().get()).isEqualTo(WorkbenchState.Place.RUNS);
        assertThat(workbench.active()).isFalse();
    }

    @Test
    void theLastInspectedRunIsSelectedByDefault() throws Exception {
        RunsViewModel model = model();
        for (String name : List.of("a", "b", "c")) {
            Files.createDirectories(runs.resolve(name));
            Files.writeString(runs.resolve(name).resolve("config.json"), ConfigJson.write(Presets.load("quick")));
        }
        workbench.inspectedProperty().set(runs.resolve("a/../b"));
        assertThat(refreshed(model)).containsExactly(runs.resolve("b"));
        model.selectedProperty().set(List.of(row(model, "c"), row(model, "a")));
        assertThat(refreshed(model)).containsExactly(runs.resolve("a"), runs.resolve("c"));
    }

    private static RunRow row(RunsViewModel model, String name) {
        return model.rowsProperty().get().stream()
                .filter(row -> row.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    /** Selected folders after the list is reloaded. */
    private static List<Path> refreshed(RunsViewModel model) throws InterruptedException {
        CountDownLatch read = new CountDownLatch(1);
        InvalidationListener listener = of -> read.countDown();
        model.rowsProperty().addListener(listener);
        model.refresh();
        assertThat(read.await(30, TimeUnit.SECONDS)).isTrue();
        model.rowsProperty().removeListener(listener);
        return model.selectedProperty().get().stream().map(RunRow::folder).toList();
    }

    @Test
    void inspectingARunShowsInspect() throws Exception {
        RunsViewModel model = model();
        RunRow row = row("a", Presets.load("quick"), List.of());
        model.inspect(row);

        assertThat(workbench.inspectedProperty().get()).isEqualTo(row.folder());
        assertThat(workbench.placeProperty().get()).isEqualTo(WorkbenchState.Place.INSPECT);
        assertThat(model.canResume(row)).isFalse();
    }
}
