package org.dinotwins.app;

import atlantafx.base.theme.PrimerDark;
import atlantafx.base.theme.PrimerLight;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.List;
import javafx.application.Application;
import javafx.application.Platform;
import javafx.scene.Scene;
import javafx.scene.SnapshotParameters;
import javafx.scene.image.Image;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyCombination;
import javafx.scene.paint.Color;
import javafx.scene.transform.Transform;
import javafx.stage.Stage;
import org.dinotwins.app.ablation.AblationsPage;
import org.dinotwins.app.inspect.InspectWorkspace;
import org.dinotwins.app.live.LiveWorkspace;
import org.dinotwins.app.measure.MeasureWorkspace;
import org.dinotwins.app.runs.RunsWorkspace;
import org.dinotwins.app.setup.SetupViewModel;
import org.dinotwins.app.setup.SetupWorkspace;
import org.dinotwins.app.shared.Theme;
import org.dinotwins.app.shared.UserState;
import org.dinotwins.app.shared.WorkbenchState;
import org.dinotwins.app.shared.WorkbenchState.Place;
import org.dinotwins.app.shared.view.FrameQueue;
import org.dinotwins.app.shared.view.Workspace;
import org.dinotwins.app.shared.work.Background;
import org.dinotwins.run.TrainingService;
import org.dinotwins.run.UncaughtFailures;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The JavaFX application: creates the frame and the workspaces, and saves their state between sessions. */
public final class WorkbenchApp extends Application {
    private static final Logger LOG = LoggerFactory.getLogger(WorkbenchApp.class);
    private static final double WIDTH = 1440;
    private static final double HEIGHT = 900;
    private static final double LEAST_WIDTH = 1024;
    private static final double LEAST_HEIGHT = 640;
    private static final double ICON_SCALE = 4;

    private WindowMemory memory;
    private Stage window;
    private WorkbenchState workbench;
    private SetupViewModel setup;
    private SetupWorkspace setupWorkspace;
    private MeasureWorkspace measureWorkspace;
    private InspectWorkspace inspectWorkspace;
    private RunsWorkspace runsWorkspace;
    private Shell shell;

    /** Opens the window and returns when it is closed. */
    public static void launchWindow(String[] args) {
        Application.launch(WorkbenchApp.class, args);
    }

    @Override
    public void start(Stage stage) {
        Theme.loadFonts();
        memory = new WindowMemory(UserState.load());
        workbench = new WorkbenchState(new TrainingService(), new Background(Platform::runLater), memory.runsFolder());
        memory.restore(workbench);
        setup = new SetupViewModel(workbench, memory.config(), LocalDateTime::now);
        setupWorkspace = new SetupWorkspace(workbench, setup);
        measureWorkspace = new MeasureWorkspace(workbench, new AblationsPage(workbench, this::show));
        inspectWorkspace = new InspectWorkspace(workbench);
        runsWorkspace = new RunsWorkspace(workbench, this::show);
        memory.restore(inspectWorkspace);
        ShellViewModel model = new ShellViewModel(workbench);
        KeyboardShortcuts keys = keys(model);
        shell = new Shell(workbench, model, workspaces(), keys);
        Scene scene = new Scene(shell);
        workbench.themeProperty().addListener((of, old, theme) -> dress(scene, theme));
        dress(scene, workbench.themeProperty().get());
        keys.install(scene);
        stage.setTitle("DinoTwins Workbench");
        stage.setMinWidth(LEAST_WIDTH);
        stage.setMinHeight(LEAST_HEIGHT);
        stage.setScene(scene);
        memory.restore(setupWorkspace);
        window = stage;
        FailureDialog failures = new FailureDialog(stage);
        Thread.setDefaultUncaughtExceptionHandler(new UncaughtFailures(failures::show));
        memory.show(stage, WIDTH, HEIGHT);
        FrameQueue.whenDrawn(() -> begin(model));
    }

    /** Work deferred until after the first frame: the image index, PyTorch's libraries, charts, the window icon. */
    private void begin(ShellViewModel model) {
        LOG.info("first frame");
        shell.begin();
        model.askDevice();
        workbench
                .background()
                .call(
                        () -> {
                            LiveWorkspace.warmUp();
                            return true;
                        },
                        done -> {},
                        e -> LOG.warn("no chart could be drawn", e));
        window.getIcons().add(icon());
        String pictures = getParameters().getNamed().get(Screenshots.FOLDER);
        if (pictures != null) {
            new Screenshots(window, workbench, setup, measureWorkspace, Path.of(pictures)).take();
        }
    }

    @Override
    public void stop() {
        memory.keep(setupWorkspace);
        memory.keep(inspectWorkspace);
        memory.keep(window);
        memory.keep(workbench, setup.form().configProperty().get());
        shell.close();
        workbench.close();
    }

    private List<Workspace> workspaces() {
        return List.of(setupWorkspace, new LiveWorkspace(workbench), inspectWorkspace, measureWorkspace, runsWorkspace);
    }

    /** Opens a file or folder with its default program. */
    private void show(Path path) {
        getHostServices().showDocument(path.toUri().toString());
    }

    private KeyboardShortcuts keys(ShellViewModel model) {
        KeyboardShortcuts keys = new KeyboardShortcuts();
        for (Place place : Place.values()) {
            String digit = String.valueOf(place.ordinal() + 1);
            keys.add(
                    KeyCode.getKeyCode(digit),
                    digit,
                    "Go to " + place.word(),
                    () -> workbench.placeProperty().set(place));
        }
        return keys.add(KeyCode.ENTER, "Enter", "Start a run with the current settings", setup::start)
                .add(KeyCode.F, "F", "Search the settings", () -> {
                    workbench.placeProperty().set(Place.SET_UP);
                    setupWorkspace.search();
                })
                .add(
                        KeyCode.M,
                        "M",
                        "Start or cancel the measurements in Measure",
                        () -> in(Place.MEASURE, measureWorkspace::startOrCancel))
                .add(
                        KeyCode.E,
                        "E",
                        "Start or cancel the evaluation in Runs",
                        () -> in(Place.RUNS, runsWorkspace::evaluateOrCancel))
                .add(KeyCode.G, "G", "Resume the run selected in Runs", () -> in(Place.RUNS, runsWorkspace::resume))
                .add(KeyCode.PERIOD, ".", "Stop the run", model::stop)
                .add(KeyCode.P, "P", "Pause or resume the run", model::togglePause)
                .space(model::togglePause)
                .add(
                        KeyCode.L,
                        "Shift+L",
                        "Switch between dark and light theme",
                        () -> workbench
                                .themeProperty()
                                .set(workbench.themeProperty().get().other()),
                        KeyCombination.SHIFT_DOWN)
                .help(() -> shell.toggleShortcuts());
    }

    /** Runs an action if its workspace is shown; otherwise only shows it, so that the user sees the selection first. */
    private void in(Place place, Runnable action) {
        if (workbench.placeProperty().get() == place) {
            action.run();
        } else {
            workbench.placeProperty().set(place);
        }
    }

    private static void dress(Scene scene, Theme theme) {
        Application.setUserAgentStylesheet(
                (theme == Theme.DARK ? new PrimerDark() : new PrimerLight()).getUserAgentStylesheet());
        scene.getStylesheets().setAll(theme.styleSheets());
        scene.setFill(theme.palette().get("window"));
    }

    private static Image icon() {
        AppLogo mark = new AppLogo();
        Scene scene = new Scene(mark, Color.TRANSPARENT);
        scene.getStylesheets().setAll(Theme.DARK.styleSheets());
        SnapshotParameters parameters = new SnapshotParameters();
        parameters.setFill(Color.TRANSPARENT);
        parameters.setTransform(Transform.scale(ICON_SCALE, ICON_SCALE));
        return mark.snapshot(parameters, null);
    }
}
