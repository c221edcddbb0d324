package org.dinotwins.app.setup;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.BooleanSupplier;
import javax.imageio.ImageIO;
import org.dinotwins.app.shared.WorkbenchState;
import org.dinotwins.app.shared.work.Background;
import org.dinotwins.config.Presets;
import org.dinotwins.config.RunConfig;
import org.dinotwins.data.CategoryCounts;
import org.dinotwins.data.UserCache;
import org.dinotwins.run.RunState;
import org.dinotwins.run.TrainingService;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SetupViewModelTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    Path runs;

    /** Replaces the FX thread: all property access runs on it. */
    private final ExecutorService ui = Executors.newSingleThreadExecutor(task -> {
        Thread thread = new Thread(task, "ui");
        // Never shut down: background work may still report after a test.
        thread.setDaemon(true);
        return thread;
    });

    private WorkbenchState workbench;
    private SetupViewModel model;

    private void open() throws Exception {
        on(() -> {
            workbench = new WorkbenchState(new TrainingService(), new Background(ui), runs);
            model = new SetupViewModel(
                    workbench, SetupViewModel.firstConfig(), () -> LocalDateTime.of(2026, 1, 2, 3, 4, 5));
            model.images().open();
        });
    }

    @AfterEach
    void close() throws Exception {
        workbench.close();
    }

    private void on(Runnable task) throws Exception {
        ui.submit(task).get();
    }

    private void until(BooleanSupplier holds) throws Exception {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            Future<Boolean> is = ui.submit(holds::getAsBoolean);
            if (is.get()) {
                return;
            }
            assertThat(System.nanoTime()).as("timed out").isLessThan(end);
            Thread.sleep(20);
        }
    }

    @Test
    void openingTheSampleImagesMakesTheRunReadyAndDrawsCrops() throws Exception {
        open();
        until(() -> model.readiness().get().ready());
        until(() -> model.preview().drawnProperty().get() != null);

        ImageSetViewModel.Ready ready =
                (ImageSetViewModel.Ready) model.images().shownProperty().get();
        assertThat(ready.set().train()).hasSize(2400);
        assertThat(ready.counts().categories().stream()
                                .mapToInt(CategoryCounts.Count::pictures)
                                .sum()
                        + ready.counts().unlabelled())
                .isEqualTo(2400);
        assertThat(model.derived().stepsPerEpoch()).isEqualTo(50);
        RunConfig quick = Presets.load("quick");
        assertThat(model.derived().totalSteps())
                .isEqualTo(Math.round(50 * quick.train().epochs()));
        assertThat(model.preview().drawnProperty().get().crops())
                .hasSize(quick.augment().crops());
        assertThat(model.presetProperty().get()).isEqualTo("quick");
    }

    @Test
    void theCropsFollowTheSettingsWithTheSameSeed() throws Exception {
        open();
        until(() -> model.preview().drawnProperty().get() != null);
        PreviewViewModel.Drawn before = model.preview().drawnProperty().get();

        on(() -> model.form().text("augment.localCrops").set("2"));
        until(() -> model.preview().drawnProperty().get().crops().size() == 4);
        PreviewViewModel.Drawn after = model.preview().drawnProperty().get();
        for (int i = 0; i < 4; i++) {
            assertThat(after.crops().get(i).view())
                    .isEqualTo(before.crops().get(i).view());
        }

        on(() -> model.preview().drawAgain());
        until(() -> !model.preview()
                .drawnProperty()
                .get()
                .crops()
                .get(0)
                .view()
                .equals(after.crops().get(0).view()));
    }

    @Test
    void aDamagedPictureThatComesFirstIsListedAndTheNextIsShown() throws Exception {
        Path set = Files.createDirectories(runs.resolve("photographs"));
        Files.writeString(set.resolve("a.png"), "no picture at all");
        for (String name : List.of("b.png", "c.png")) {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            ImageIO.write(new BufferedImage(40, 30, BufferedImage.TYPE_INT_RGB), "png", bytes);
            Files.write(set.resolve(name), bytes.toByteArray());
        }
        open();
        on(() -> model.form().text("data.folder").set(set.toString()));
        until(() -> model.preview().drawnProperty().get() != null
                && model.images().shownProperty().get() instanceof ImageSetViewModel.Ready ready
                && ready.set().root().endsWith("photographs")
                && ready.skippedCount() == 1);

        assertThat(model.preview().drawnProperty().get().picture().file()).isEqualTo(set.resolve("b.png"));
        assertThat(model.preview().problemProperty().get()).isEmpty();
        ImageSetViewModel.Ready ready =
                (ImageSetViewModel.Ready) model.images().shownProperty().get();
        assertThat(ready.skipped().get(0).what()).isEqualTo("image a.png");
        assertThat(ready.skipped().get(0).reason()).contains("is not a JPEG, PNG");
    }

    @Test
    void aMissingFolderIsReportedAndBlocksTheStart() throws Exception {
        open();
        on(() -> model.form().text("data.folder").set("no-such-folder"));
        until(() -> model.images().shownProperty().get() instanceof ImageSetViewModel.Failed);

        assertThat(((ImageSetViewModel.Failed) model.images().shownProperty().get()).reason())
                .isEqualTo("There is no image folder at "
                        + Path.of("no-such-folder").toAbsolutePath() + ". Choose the folder of your image set.");
        assertThat(model.readiness().get().ready()).isFalse();
        on(() -> model.start());
        assertThat(workbench.currentProperty().get()).isNull();
        assertThat(model.faultProperty().get()).isNotEmpty();

        on(() -> model.form().text("data.folder").set("sample-data"));
        until(() -> model.readiness().get().ready());
        assertThat(model.faultProperty().get())
                .as("a fixed problem is no longer shown")
                .isEmpty();
    }

    @Test
    void anExistingRunFolderIsReportedAndTheNextStartWorks() throws Exception {
        open();
        until(() -> model.readiness().get().ready());
        Path taken = runs.resolve("quick-20260102-030405");
        Files.createDirectories(taken);
        Files.writeString(taken.resolve("config.json"), "another's");
        List<RunState> states = new ArrayList<>();
        on(() -> {
            workbench.stateProperty().addListener((of, old, is) -> states.add(is));
            model.start();
            assertThat(workbench.active()).as("preparing at once").isTrue();
            model.start();
            assertThat(model.faultProperty().get())
                    .as("a second press has no effect")
                    .contains("in progress");
        });
        until(() -> !workbench.active());
        assertThat(states).containsExactly(RunState.PREPARING, null);
        assertThat(workbench.currentProperty().get()).isNull();
        assertThat(workbench.placeProperty().get()).isEqualTo(WorkbenchState.Place.SET_UP);
        until(() -> model.faultProperty().get().contains("already"));

        Files.delete(taken.resolve("config.json"));
        on(model::start);
        until(() -> workbench.currentProperty().get() != null);
        assertThat(workbench.placeProperty().get()).isEqualTo(WorkbenchState.Place.LIVE);
        assertThat(workbench.inspectedProperty().get()).isEqualTo(taken);
        assertThat(model.faultProperty().get()).isEmpty();
    }

    @Test
    void aSampleSetIsDrawnWhenItIsChosen() throws Exception {
        open();
        until(() -> model.images().shownProperty().get() instanceof ImageSetViewModel.Ready);
        String before = UserCache.folder().toString();
        System.setProperty(UserCache.FOLDER, runs.resolve("cache").toString());
        try {
            on(() -> model.form().text("data.folder").set("sample:900"));
            on(() -> model.form().text("data.folder").set("sample:16+4"));
            until(() -> model.images().shownProperty().get() instanceof ImageSetViewModel.Ready);
        } finally {
            System.setProperty(UserCache.FOLDER, before);
        }
        ImageSetViewModel.Ready ready =
                (ImageSetViewModel.Ready) model.images().shownProperty().get();
        assertThat(ready.set().train()).hasSize(16);
        assertThat(ready.set().validation()).hasSize(4);

        on(() -> model.form().text("data.folder").set("sample:many"));
        until(() -> model.images().shownProperty().get() instanceof ImageSetViewModel.Failed);
        assertThat(((ImageSetViewModel.Failed) model.images().shownProperty().get()).reason())
                .contains("sample:2400+400");
    }

    @Test
    void alphaIsTheRatioOfTheTwoWeights() throws Exception {
        open();
        on(() -> {
            model.form().text("objective.balancing").set("FIXED");
            model.form().text("objective.barlowWeight").set("0.5");
            model.setAlpha("3");
        });
        assertThat(model.form().text("objective.dinoWeight").get()).isEqualTo("1.5");
        assertThat(model.alpha()).isEqualTo("3");
        on(() -> model.setAlpha("-1"));
        assertThat(model.alpha()).isEqualTo("3");
    }

    @Test
    void aSavedConfigurationIsReadBack() throws Exception {
        open();
        Path file = runs.resolve("mine.json");
        on(() -> {
            model.form().text("name").set("mine");
            model.save(file);
        });
        until(() -> Files.exists(file));
        on(() -> model.choosePreset("dino"));
        assertThat(model.form().configProperty().get()).isEqualTo(Presets.load("dino"));
        on(() -> model.load(file));
        until(() -> model.form().configProperty().get().name().equals("mine"));
        assertThat(model.presetProperty().get()).isEmpty();
    }
}
