package org.dinotwins.app.shared;

import java.nio.file.Path;
import java.util.function.Consumer;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleObjectProperty;
import org.dinotwins.app.shared.work.Background;
import org.dinotwins.config.RunConfig;
import org.dinotwins.config.WorkbenchException;
import org.dinotwins.run.RunState;
import org.dinotwins.run.TrainingService;

/**
 * What the workspaces share: the training service, the feed of the run going on, the run that is looked at, and slow
 * work. Properties belong to the FX thread.
 */
public final class WorkbenchState implements AutoCloseable {
    private final TrainingService service;
    private final Background background;
    private final Pace pace = new Pace();
    private final ObjectProperty<Path> runsFolder;
    private final ReadOnlyObjectWrapper<Current> current = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyObjectWrapper<RunState> state = new ReadOnlyObjectWrapper<>();
    private final ObjectProperty<Path> inspected = new SimpleObjectProperty<>();
    private final ObjectProperty<Place> place = new SimpleObjectProperty<>(Place.SET_UP);
    private final ObjectProperty<Theme> theme = new SimpleObjectProperty<>(Theme.DARK);

    /** The workspaces, in the order of the navigation. */
    public enum Place {
        SET_UP("Set up"), LIVE("Live"), INSPECT("Inspect"), MEASURE("Measure"), RUNS("Runs");

        private final String word;

        Place(String word) {
            this.word = word;
        }

        /** For people. */
        public String word() {
            return word;
        }
    }

    /**
     * The run that was started last in this window.
     *
     * @param goesOn whether its folder holds steps from before
     */
    public record Current(Path folder, RunConfig config, RunFeed feed, boolean goesOn) {
        /** Whether it has come to its end. */
        public boolean over() {
            RunState is = feed.latest().state();
            return is == RunState.STOPPED || is == RunState.FINISHED || is == RunState.FAILED;
        }
    }

    public WorkbenchState(TrainingService service, Background background, Path runsFolder) {
        this.service = service;
        this.background = background;
        this.runsFolder = new SimpleObjectProperty<>(runsFolder);
        state.addListener((of, old, is) -> pace.readNow());
    }

    /**
     * Starts training. Once the run has its folder it is the current and the inspected one, and Live shows it; until
     * then it is being prepared, and nothing else can start.
     *
     * @param folder  run folder to make, or with {@code resume} the one to go on in
     * @param refused is told why the run cannot begin, when it cannot
     */
    public void start(RunConfig config, Path folder, boolean resume, Consumer<String> refused) {
        Beginning beginning = new Beginning(state.get(), refused);
        RunFeed feed = new RunFeed((is, message) -> background.onUi(() -> beginning.hear(is, message)));
        beginning.run = new Current(folder, config, feed, resume);
        state.set(RunState.PREPARING);
        try {
            service.start(config, folder, 0, resume, feed);
        } catch (WorkbenchException e) {
            beginning.hear(RunState.FAILED, e.getMessage());
        }
    }

    /** A start whose outcome is not known at once: the run's first word tells whether it has its folder. */
    private final class Beginning {
        private final RunState before;
        private final Consumer<String> refused;
        private Current run;

        Beginning(RunState before, Consumer<String> refused) {
            this.before = before;
            this.refused = refused;
        }

        void hear(RunState is, String message) {
            if (current.get() == run) {
                state.set(is);
            } else if (is == RunState.FAILED) {
                state.set(before);
                refused.accept(message);
            } else {
                state.set(is);
                current.set(run);
                inspected.set(run.folder());
                place.set(Place.LIVE);
            }
        }
    }

    /** State of the run started last in this window; null before the first one. */
    public ReadOnlyObjectProperty<RunState> stateProperty() {
        return state.getReadOnlyProperty();
    }

    /** True while a run holds the engine. */
    public boolean active() {
        RunState is = state.get();
        return is == RunState.PREPARING || is == RunState.RUNNING || is == RunState.PAUSED;
    }

    /** The engine; its methods return at once. */
    public TrainingService service() {
        return service;
    }

    /** Slow work. */
    public Background background() {
        return background;
    }

    /** When what shows the run going on reads it. */
    public Pace pace() {
        return pace;
    }

    /** Folder that holds the runs. */
    public ObjectProperty<Path> runsFolderProperty() {
        return runsFolder;
    }

    /** The run that was started last in this window; null before the first one. */
    public ReadOnlyObjectProperty<Current> currentProperty() {
        return current.getReadOnlyProperty();
    }

    /** Folder of the run that Inspect shows; null for none. */
    public ObjectProperty<Path> inspectedProperty() {
        return inspected;
    }

    /** The workspace in view; setting it navigates. */
    public ObjectProperty<Place> placeProperty() {
        return place;
    }

    /** Look of the window; charts and canvases paint anew when it changes. */
    public ObjectProperty<Theme> themeProperty() {
        return theme;
    }

    @Override
    public void close() {
        service.close();
        background.close();
    }
}
