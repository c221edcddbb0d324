package org.dinotwins.app.measure;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.dinotwins.app.shared.WorkbenchState;
import org.dinotwins.app.shared.work.Background;
import org.dinotwins.config.ConfigJson;
import org.dinotwins.measure.outcome.KnnOutcome;
import org.dinotwins.measure.outcome.ProbeOutcome;
import org.dinotwins.measure.outcome.SegmentationOutcome;
import org.dinotwins.run.RunFolder;
import org.dinotwins.run.TinyRun;
import org.dinotwins.run.TrainingService;
import org.dinotwins.run.network.WeightFile;
import org.dinotwins.vit.weights.Naming;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Options and their problems, partial results and saved results, without a window. */
class MeasureViewModelTest {
    @TempDir
    private static Path home;

    private static WorkbenchState workbench;
    /** Queue of the user-interface thread; the test runs its tasks. */
    private static final BlockingQueue<Runnable> TASKS = new LinkedBlockingQueue<>();

    @BeforeAll
    static void train() throws Exception {
        workbench = new WorkbenchState(new TrainingService(), new Background(TASKS::add), home.resolve("runs"));
        try (TrainingService service = new TrainingService()) {
            service.start(
                    ConfigJson.with(
                            TinyRun.config(TinyRun.images(home.resolve("images"))), Map.of("objective.dinoShare", "1")),
                    home.resolve("runs/tiny"),
                    2,
                    false,
                    new TrainingService.Listener() {});
            service.await();
        }
    }

    @AfterAll
    static void close() {
        workbench.close();
    }

    private static MeasureViewModel opened() throws InterruptedException {
        MeasureViewModel model = new MeasureViewModel(workbench);
        model.refresh();
        until(() -> model.checkpointProperty().get() != null);
        return model;
    }

    private static void until(BooleanSupplier holds) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (!holds.getAsBoolean()) {
            assertThat(System.nanoTime()).as("timed out").isLessThan(end);
            Runnable task = TASKS.poll(200, TimeUnit.MILLISECONDS);
            if (task != null) {
                task.run();
            }
        }
    }

    @Test
    void saysWhyNothingCanBeStarted() throws Exception {
        MeasureViewModel model = new MeasureViewModel(workbench);
        assertThat(model.problemProperty().get()).isEqualTo("Choose a run.");
        model.refresh();
        until(() -> model.checkpointProperty().get() != null);
        assertThat(model.problemProperty().get()).isEmpty();
        assertThat(model.checkpointProperty().get().step()).isEqualTo(2);

        for (String wrong : new String[] {"", "0", "-1", "101", "ten"}) {
            model.order().labelsProperty().set(wrong);
            assertThat(model.problemProperty().get()).as(wrong).contains("share of labels");
        }
        model.order().labelsProperty().set("12.5 %");
        assertThat(model.problemProperty().get()).isEmpty();
        model.order().seedProperty().set("x");
        assertThat(model.problemProperty().get()).contains("whole numbers");
        model.order().seedProperty().set("3");
        model.order().limitProperty().set("-4");
        assertThat(model.problemProperty().get()).contains("whole numbers");
        model.order().limitProperty().set("");
        model.order().wanted(MeasurementKind.PROBE).set(false);
        model.order().wanted(MeasurementKind.KNN).set(false);
        assertThat(model.problemProperty().get()).contains("at least one");
        model.start();
        assertThat(model.jobProperty().get()).as("nothing was started").isNull();
    }

    @Test
    void measuresInOrderAndSavesTheResults() throws Exception {
        MeasureViewModel model = opened();
        model.order().wanted(MeasurementKind.PROBE).set(false);
        model.order().wanted(MeasurementKind.DOMAINS).set(true);
        model.order().wanted(MeasurementKind.SEGMENTATION).set(true);
        model.order().labelsProperty().set("50");
        model.start();
        assertThat(model.findings().tabProperty().get()).isEqualTo(MeasurementKind.KNN);
        until(() -> model.jobProperty().get() == null);

        assertThat(model.faultProperty().get()).startsWith("Domains: The image set");
        KnnOutcome knn =
                (KnnOutcome) model.findings().shown(MeasurementKind.KNN).get();
        assertThat(knn.about().complete()).isTrue();
        assertThat(knn.about().train()).isEqualTo(6);
        assertThat(model.findings().shown(MeasurementKind.SEGMENTATION).get()).isInstanceOf(SegmentationOutcome.class);
        assertThat(model.findings().shown(MeasurementKind.DOMAINS).get()).isNull();

        MeasureViewModel later = opened();
        until(() -> later.findings().shown(MeasurementKind.KNN).get() != null);
        assertThat(later.findings().results(MeasurementKind.KNN)).contains(knn);
    }

    @Test
    void anotherRunShowsItsOwnResultsWhileTheFirstIsMeasured() throws Exception {
        MeasureViewModel model = opened();
        Path other = home.resolve("runs/another");
        try (Stream<Path> files = Files.walk(home.resolve("runs/tiny"))) {
            for (Path file :
                    files.filter(f -> !f.toString().contains("measurements")).toList()) {
                Files.copy(file, other.resolve(home.resolve("runs/tiny").relativize(file)));
            }
        }
        model.order().wanted(MeasurementKind.KNN).set(false);
        model.order().supervisedStepsProperty().set("100000");
        model.start();
        until(() -> model.findings().shown(MeasurementKind.PROBE).get() instanceof ProbeOutcome o
                && o.scores().size() == 5);
        RunFolder first = model.runProperty().get();
        model.runProperty().set(RunFolder.open(other));
        until(() -> model.findings().shown(MeasurementKind.PROBE).get() == null);
        until(() -> model.jobProperty().get().shareProperty().get() > 0);
        assertThat(model.findings().shown(MeasurementKind.PROBE).get())
                .as("of another run")
                .isNull();

        model.runProperty().set(first);
        until(() -> model.findings().shown(MeasurementKind.PROBE).get() != null);
        model.cancel();
        until(() -> model.jobProperty().get() == null);
        try (Stream<Path> files = Files.walk(other)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    @Test
    void measuresAFileOfWeightsOnChosenPictures() throws Exception {
        MeasureViewModel model = opened();
        Path weights = home.resolve("tiny.safetensors");
        WeightFile.export(
                WeightFile.readCheckpoint(model.checkpointProperty().get().file()), Naming.TIMM, weights);
        model.weightsProperty().set(weights);
        assertThat(model.problemProperty().get()).isEqualTo("Choose the pictures to measure on.");
        model.order().dataProperty().set(home.resolve("images"));
        assertThat(model.problemProperty().get()).isEmpty();

        model.order().wanted(MeasurementKind.PROBE).set(false);
        model.start();
        until(() -> model.jobProperty().get() == null);
        assertThat(model.faultProperty().get()).isEmpty();
        KnnOutcome found =
                (KnnOutcome) model.findings().shown(MeasurementKind.KNN).get();
        assertThat(found.about().network()).isEqualTo("tiny.safetensors");
        assertThat(home.resolve("runs/measured-tiny/measurements")).isDirectoryContaining("glob:**knn*.json");

        model.weightsProperty().set(null);
        until(() -> model.findings().shown(MeasurementKind.KNN).get() != found);
        model.weightsProperty().set(weights);
        until(() -> found.equals(model.findings().shown(MeasurementKind.KNN).get()));
    }

    @Test
    void cancelKeepsPartialResults() throws Exception {
        MeasureViewModel model = opened();
        model.order().wanted(MeasurementKind.KNN).set(false);
        model.order().supervisedStepsProperty().set("100000");
        model.start();
        until(() -> model.findings().shown(MeasurementKind.PROBE).get() instanceof ProbeOutcome o
                && o.scores().size() == 5);
        model.cancel();
        until(() -> model.jobProperty().get() == null);

        assertThat(model.findings().shown(MeasurementKind.PROBE).get().about().complete())
                .isFalse();
        assertThat(model.faultProperty().get()).isEmpty();
    }
}
