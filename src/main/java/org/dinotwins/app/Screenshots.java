package org.dinotwins.app;

import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.Locale;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import javafx.animation.PauseTransition;
import javafx.application.Application;
import javafx.application.Platform;
import javafx.scene.control.TableView;
import javafx.scene.image.PixelFormat;
import javafx.scene.image.WritableImage;
import javafx.scene.input.KeyCode;
import javafx.scene.robot.Robot;
import javafx.stage.Stage;
import javafx.util.Duration;
import org.dinotwins.app.measure.MeasureWorkspace;
import org.dinotwins.app.setup.SetupViewModel;
import org.dinotwins.app.shared.Theme;
import org.dinotwins.app.shared.UserState;
import org.dinotwins.app.shared.WorkbenchState;
import org.dinotwins.app.shared.WorkbenchState.Place;
import org.dinotwins.config.WorkbenchException;
import org.dinotwins.export.PictureFile;
import org.dinotwins.run.RunFolder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Creates the pictures of the README: opens the window, trains briefly, visits the workspaces and takes screenshots.
 * Waits for content rather than for a fixed time, so a slow machine gives the same pictures.
 */
public final class Screenshots {
    /** Parameter of {@link WorkbenchApp}: the folder to write to. */
    static final String FOLDER = "screenshots";

    private static final Logger LOG = LoggerFactory.getLogger(Screenshots.class);
    private static final double WIDTH = 1440;
    private static final double HEIGHT = 900;
    private static final String STEPS = "dinotwins.screenshots.steps";
    private static final long SHOWN_STEPS = Long.getLong(STEPS, 120);
    private static final Duration POLL_EVERY = Duration.millis(500);
    private static final Duration LONGEST_WAIT = Duration.minutes(5);
    /** Index of the first sample picture with typical overlap before and after training. */
    private static final int TYPICAL = 3;
    /** Whether a screenshot timed out; the exit status reports it. */
    private static volatile boolean timedOut;
    /** Time to wait for background work that does not report its end (thumbnails, attention). */
    private static final Duration SETTLE = Duration.seconds(12);

    private final Stage stage;
    private final WorkbenchState workbench;
    private final SetupViewModel setup;
    private final MeasureWorkspace measure;
    private final Path folder;
    private final Deque<Runnable> steps = new ArrayDeque<>();

    Screenshots(Stage stage, WorkbenchState workbench, SetupViewModel setup, MeasureWorkspace measure, Path folder) {
        this.stage = stage;
        this.workbench = workbench;
        this.setup = setup;
        this.measure = measure;
        this.folder = folder;
    }

    /** @param args the folder to write to, and optionally the runs folder to use */
    public static void main(String[] args) {
        Path state = Path.of(
                System.getProperty("java.io.tmpdir"),
                "dinotwins-screenshots-" + ProcessHandle.current().pid() + ".json");
        System.setProperty(UserState.FILE, state.toString());
        UserState memory = UserState.load();
        memory.put("runsFolder", args.length > 1 ? args[1] : "target/screenshot-runs");
        memory.save();
        Application.launch(WorkbenchApp.class, "--" + FOLDER + "=" + (args.length > 0 ? args[0] : "assets"));
        System.exit(timedOut ? 1 : 0);
    }

    void take() {
        stage.setX(0);
        stage.setY(0);
        stage.setWidth(WIDTH);
        stage.setHeight(HEIGHT);
        workbench.placeProperty().set(Place.SET_UP);
        until(() -> setup.preview().drawnProperty().get() != null
                && setup.readiness().get().ready());
        picture("set-up");
        then(() -> workbench.themeProperty().set(Theme.LIGHT));
        picture("set-up-light");
        then(() -> {
            workbench.themeProperty().set(Theme.DARK);
            setup.start();
        });
        until(() -> !workbench.active() || stepsDone() >= SHOWN_STEPS);
        picture("live");
        then(workbench.service()::stop);
        until(() -> !workbench.active());
        then(() -> RunFolder.list(workbench.runsFolderProperty().get()).stream()
                .max(Comparator.comparingLong(run -> run.summary().lastStep()))
                .ifPresent(run -> workbench.inspectedProperty().set(run.path())));
        then(() -> workbench.placeProperty().set(Place.INSPECT));
        until(() -> stage.getScene().lookup(".head-tile") != null);
        then(() -> {
            for (int i = 0; i < TYPICAL; i++) {
                new Robot().keyType(KeyCode.RIGHT);
            }
        });
        // Adds a second pane with the untrained network.
        then(() -> new Robot().keyType(KeyCode.C));
        picture("inspect");
        then(() -> workbench.placeProperty().set(Place.MEASURE));
        until(measure::ready);
        then(measure::startOrCancel);
        until(measure::ready);
        picture("measure");
        then(() -> workbench.placeProperty().set(Place.RUNS));
        until(() -> runs().filter(table -> !table.getItems().isEmpty()).isPresent());
        // The newest run, trained for these screenshots, is too short to compare.
        then(() -> runs().ifPresent(table -> {
            if (table.getItems().size() > 1) {
                table.getSelectionModel().clearSelection();
                table.getSelectionModel().selectRange(1, table.getItems().size());
            }
        }));
        picture("runs");
        then(Platform::exit);
        next();
    }

    private Optional<TableView<?>> runs() {
        return Optional.ofNullable((TableView<?>) stage.getScene().lookup("#runs"));
    }

    private long stepsDone() {
        WorkbenchState.Current run = workbench.currentProperty().get();
        return run == null || run.feed().latest().step() == null
                ? 0
                : run.feed().latest().step().step();
    }

    private void then(Runnable action) {
        steps.add(() -> {
            action.run();
            next();
        });
    }

    private void until(BooleanSupplier ready) {
        steps.add(() -> poll(ready, System.nanoTime()));
    }

    private void poll(BooleanSupplier ready, long since) {
        if (ready.getAsBoolean()) {
            next();
        } else if (System.nanoTime() - since > LONGEST_WAIT.toMillis() * 1e6) {
            LOG.error("Timed out before the next screenshot; the screenshots written so far are kept.");
            timedOut = true;
            Platform.exit();
        } else {
            after(POLL_EVERY, () -> poll(ready, since));
        }
    }

    private void picture(String name) {
        steps.add(() -> after(SETTLE, () -> {
            write(name);
            next();
        }));
    }

    private void write(String name) {
        WritableImage image = stage.getScene().snapshot(null);
        int width = (int) image.getWidth();
        int height = (int) image.getHeight();
        int[] argb = new int[width * height];
        image.getPixelReader().getPixels(0, 0, width, height, PixelFormat.getIntArgbInstance(), argb, 0, width);
        try {
            PictureFile.write(folder.resolve(name.toLowerCase(Locale.ROOT) + ".png"), width, height, argb);
        } catch (WorkbenchException e) {
            LOG.error("{}", e.getMessage());
        }
    }

    private static void after(Duration time, Runnable action) {
        PauseTransition pause = new PauseTransition(time);
        pause.setOnFinished(e -> Platform.runLater(action));
        pause.play();
    }

    private void next() {
        Runnable step = steps.poll();
        if (step != null) {
            step.run();
        }
    }
}
