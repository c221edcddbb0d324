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
 * State shared by the workspaces: training service, current run and its feed, inspected run, selected workspace, theme
 * and background work. Properties are for the FX thread only.
 */
public final class WorkbenchState implements AutoCloseable {
    private final TrainingService service;
    private final Background background;
    private final RedrawClock redrawClock = new RedrawClock();
    private final ObjectProperty<Path> runsFolder;
    private final ReadOnlyObjectWrapper<Current> current = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyObjectWrapper<RunState> state = new ReadOnlyObjectWrapper<>();
    private final ObjectProperty<Path> inspected = new SimpleObjectProperty<>();
    private final ObjectProperty<Place> place = new SimpleObjectProperty<>(Place.SET_UP);
    private final ObjectProperty<Theme> theme = new SimpleObjectProperty<>(Theme.DARK);

    /** The workspaces, in the order of the navigation. */
    public enum Place {
        SET_UP("Set up"),
        LIVE("Live"),
        INSPECT("Inspect"),
        MEASURE("Measure"),
        RUNS("Runs");

        private final String word;

        Place(String word) {
            this.word = word;
        }

        /** Title shown in the window. */
        public String word() {
            return word;
        }
    }

    /**
     * The run started last in this window.
     *
     * @param resumed whether the run was resumed
     */
    public record Current(Path folder, RunConfig config, RunFeed feed, boolean resumed) {
        /** True when the run has ended. */
        public boolean over() {
            RunState is = feed.latest().state();
            return is == RunState.STOPPED || is == RunState.FINISHED || is == RunState.FAILED;
        }
    }

    public WorkbenchState(TrainingService service, Background background, Path runsFolder) {
        this.service = service;
        this.background = background;
        this.runsFolder = new SimpleObjectProperty<>(runsFolder);
        state.addListener((of, old, is) -> redrawClock.readNow());
    }

    /**
     * Starts training. Once the run has its folder, it becomes the current and the inspected run, and Live shows it.
     * Before that, its state is PREPARING and nothing else can start.
     *
     * @param folder  run folder to create, or with {@code resume} to continue in
     * @param refused receives the reason if the run cannot start
     */
    public void start(RunConfig config, Path folder, boolean resume, Consumer<String> refused) {
        PendingStart pending = new PendingStart(state.get(), refused);
        RunFeed feed = new RunFeed((is, message) -> background.onUi(() -> pending.onState(is, message)));
        pending.run = new Current(folder, config, feed, resume);
        state.set(RunState.PREPARING);
        try {
            service.start(config, folder, 0, resume, feed);
        } catch (WorkbenchException e) {
            pending.onState(RunState.FAILED, e.getMessage());
        }
    }

    /** A pending start: the run's first state shows whether its folder was created. */
    private final class PendingStart {
        private final RunState before;
        private final Consumer<String> refused;
        private Current run;

        PendingStart(RunState before, Consumer<String> refused) {
            this.before = before;
            this.refused = refused;
        }

        // By reference: whether this very object is the current run.
        @SuppressWarnings("ReferenceEquality")
        void onState(RunState is, String message) {
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

    /** Whether a run occupies the engine. */
    public boolean active() {
        RunState is = state.get();
        return is == RunState.PREPARING || is == RunState.RUNNING || is == RunState.PAUSED;
    }

    /** The engine; its methods return at once. */
    public TrainingService service() {
        return service;
    }

    /** Runs slow work off the FX thread. */
    public Background background() {
        return background;
    }

    /** The clock by which the window reads the run in progress. */
    public RedrawClock redrawClock() {
        return redrawClock;
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

    /** The selected workspace; setting it navigates. */
    public ObjectProperty<Place> placeProperty() {
        return place;
    }

    /** Theme of the window; charts and canvases repaint when it changes. */
    public ObjectProperty<Theme> themeProperty() {
        return theme;
    }

    @Override
    public void close() {
        service.close();
        background.close();
    }
}
