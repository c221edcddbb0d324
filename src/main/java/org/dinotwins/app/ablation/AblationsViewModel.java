package org.dinotwins.app.ablation;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import org.dinotwins.ablation.AblationFolder;
import org.dinotwins.ablation.AblationQueue;
import org.dinotwins.ablation.CellStatus.State;
import org.dinotwins.ablation.Grid;
import org.dinotwins.ablation.GridJson;
import org.dinotwins.ablation.GridPresets;
import org.dinotwins.ablation.Results;
import org.dinotwins.ablation.Results.Variant;
import org.dinotwins.ablation.Score;
import org.dinotwins.ablation.Slot;
import org.dinotwins.app.shared.WorkbenchState;
import org.dinotwins.app.shared.WorkbenchState.Place;
import org.dinotwins.app.shared.work.Background;
import org.dinotwins.app.shared.work.NewestWins;
import org.dinotwins.config.WorkbenchException;
import org.dinotwins.export.report.AblationReport;
import org.dinotwins.run.Progress;
import org.dinotwins.tensor.device.ComputeDevice;

/** The edited grid, the ablation in progress and its results. FX thread only. */
final class AblationsViewModel {
    private static final String FOLDER = "ablations";

    private final WorkbenchState workbench;
    private final NewestWins checking;
    private final StringProperty text = new SimpleStringProperty("");
    private final ReadOnlyStringWrapper preset = new ReadOnlyStringWrapper("");
    private final ObjectProperty<Path> chosen = new SimpleObjectProperty<>();
    private final ReadOnlyObjectWrapper<Path> folder = new ReadOnlyObjectWrapper<>();
    private final StringProperty gpus = new SimpleStringProperty("");
    private final BooleanProperty retryFailed = new SimpleBooleanProperty();
    private final ReadOnlyObjectWrapper<Grid> grid = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyObjectWrapper<Results> results = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyBooleanWrapper holdsOtherGrid = new ReadOnlyBooleanWrapper();
    private final ReadOnlyBooleanWrapper ablationStarted = new ReadOnlyBooleanWrapper();
    private final ReadOnlyStringWrapper problem = new ReadOnlyStringWrapper("");
    private final ReadOnlyStringWrapper summary = new ReadOnlyStringWrapper("");
    private final ReadOnlyStringWrapper fault = new ReadOnlyStringWrapper("");
    private final ReadOnlyObjectWrapper<Background.Job> job = new ReadOnlyObjectWrapper<>();
    private final ObjectProperty<Score> score = new SimpleObjectProperty<>(Score.KNN);
    private final ObjectProperty<String> baseline = new SimpleObjectProperty<>("");

    /**
     * Result of checking the grid text and the folder.
     *
     * @param grid    empty when the text is not a valid grid
     * @param problem why the ablation cannot start; empty if it can
     * @param holdsOtherGrid   whether the folder holds another grid
     * @param results null when the folder does not hold this grid
     */
    private record Checked(Optional<Grid> grid, String problem, Path folder, boolean holdsOtherGrid, Results results) {}

    AblationsViewModel(WorkbenchState workbench) {
        this.workbench = workbench;
        this.checking = new NewestWins(workbench.background());
        text.addListener((of, old, is) -> check());
        chosen.addListener((of, old, is) -> check());
        retryFailed.addListener((of, old, is) -> check());
        workbench.runsFolderProperty().addListener((of, old, is) -> check());
        load(GridPresets.names().get(0));
    }

    /** Loads a preset into the editor. */
    void load(String name) {
        try {
            String words = GridPresets.text(name);
            preset.set(name);
            chosen.set(null);
            text.set(words);
        } catch (WorkbenchException e) {
            fault.set(e.getMessage());
        }
    }

    /** Chooses the folder of a new ablation, or of an existing one, whose grid is then shown. */
    void choose(Path path) {
        fault.set("");
        workbench
                .background()
                .call(
                        () -> AblationFolder.holds(path)
                                ? Optional.of(
                                        GridJson.write(AblationFolder.open(path).grid()))
                                : Optional.<String>empty(),
                        words -> {
                            chosen.set(path);
                            words.ifPresent(text::set);
                        },
                        e -> fault.set(e.getMessage()));
    }

    /** Adds a setting to the grid; the user then types its values in the editor. */
    void vary(String path) {
        try {
            text.set(GridJson.withAxis(text.get(), path));
        } catch (WorkbenchException e) {
            fault.set(e.getMessage());
        }
    }

    /** Checks the grid text and the folder again. */
    void check() {
        String words = text.get();
        Path picked = chosen.get();
        Path runs = workbench.runsFolderProperty().get();
        boolean retry = retryFailed.get();
        checking.start(() -> checked(words, picked, runs, retry), this::take, e -> problem.set(e.getMessage()));
    }

    private static Checked checked(String words, Path picked, Path runs, boolean retry) throws WorkbenchException {
        Grid grid;
        try {
            grid = GridJson.parse(words);
        } catch (WorkbenchException e) {
            return new Checked(Optional.empty(), e.getMessage(), picked, false, null);
        }
        String slug = grid.name()
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^a-z0-9]+", "-")
                .replaceAll("^-|-$", "");
        Path folder = picked != null ? picked : runs.resolve(FOLDER).resolve(slug.isEmpty() ? "grid" : slug);
        if (!AblationFolder.holds(folder)) {
            return new Checked(Optional.of(grid), "", folder, false, null);
        }
        AblationFolder held = AblationFolder.open(folder);
        if (!held.grid().equals(grid)) {
            return new Checked(
                    Optional.of(grid),
                    "This folder holds a different ablation. Choose another folder or " + "open the existing ablation.",
                    folder,
                    true,
                    null);
        }
        Results results = Results.of(held);
        boolean over = results.runs().stream()
                .allMatch(run ->
                        run.status().state() == State.DONE || run.status().state() == State.FAILED && !retry);
        boolean failed = results.runs().stream().anyMatch(run -> run.status().state() == State.FAILED);
        return new Checked(
                Optional.of(grid),
                !over ? "" : failed ? "All runs have ended; failed runs can be retried." : "All runs are done.",
                folder,
                false,
                results);
    }

    private void take(Checked found) {
        grid.set(found.grid().orElse(null));
        folder.set(found.folder());
        summary.set(found.grid().map(AblationsViewModel::sentence).orElse(""));
        ablationStarted.set(found.results() != null);
        holdsOtherGrid.set(found.holdsOtherGrid());
        if (found.results() != null) {
            List<String> names =
                    found.results().variants().stream().map(Variant::name).toList();
            if (!names.contains(baseline.get())) {
                baseline.set(names.get(0));
            }
        }
        results.set(found.results());
        problem.set(found.problem());
    }

    private static String sentence(Grid grid) {
        int variants = grid.variants();
        int seeds = grid.seeds().size();
        return (grid.description().isEmpty() ? "" : grid.description() + " ") + variants
                + (variants == 1 ? " variant × " : " variants × ") + seeds + (seeds == 1 ? " seed = " : " seeds = ")
                + variants * seeds + (variants * seeds == 1 ? " run on " : " runs on ")
                + grid.base().data().folder() + ".";
    }

    /** Starts or resumes the ablation; does nothing while it runs or a problem is shown. */
    void start() {
        if (job.get() != null || !problem.get().isEmpty() || grid.get() == null) {
            return;
        }
        fault.set("");
        Grid wanted = grid.get();
        Path place = folder.get();
        String shared = gpus.get();
        boolean retry = retryFailed.get();
        Background.Job started = workbench
                .background()
                .start(
                        progress -> work(wanted, place, shared, retry, progress),
                        done -> {},
                        e -> fault.set(e.getMessage()));
        job.set(started);
        started.whenOver(this::ended);
    }

    private AblationQueue.Counts work(Grid wanted, Path place, String shared, boolean retry, Progress progress)
            throws Exception {
        progress.at(-1, "Starting");
        AblationFolder held = AblationFolder.create(place, wanted);
        // Separate processes: this window may be training a run, and a process has only one random generator.
        List<Slot> slots = shared.isBlank() ? List.of(Slot.SEPARATE_PROCESS) : Slot.of(shared, ComputeDevice.found());
        return AblationQueue.run(
                held, slots, retry, progress, () -> workbench.background().onUi(this::check));
    }

    private void ended() {
        job.set(null);
        check();
    }

    /** Stops the ablation after the current steps; {@link #start} resumes it. */
    void cancel() {
        if (job.get() != null) {
            job.get().cancel();
        }
    }

    /** Writes report and tables to the ablation's folder, then opens the report. */
    void report(Consumer<Path> reader) {
        Path place = folder.get();
        fault.set("");
        workbench
                .background()
                .call(
                        () -> AblationReport.writeAll(AblationFolder.open(place)),
                        reader,
                        e -> fault.set(e.getMessage()));
    }

    /** Shows a run of the ablation in Inspect. */
    void inspect(int index) {
        Path place = folder.get();
        workbench
                .background()
                .call(
                        () -> {
                            AblationFolder held = AblationFolder.open(place);
                            return held.run(held.cell(index));
                        },
                        run -> {
                            workbench.inspectedProperty().set(run);
                            workbench.placeProperty().set(Place.INSPECT);
                        },
                        e -> fault.set(e.getMessage()));
    }

    /** The variant that others are compared with; empty before the first result. */
    Optional<Variant> baselineVariant() {
        return results.get() == null
                ? Optional.empty()
                : results.get().variants().stream()
                        .filter(v -> v.name().equals(baseline.get()))
                        .findFirst();
    }

    /** The edited grid as JSON. */
    StringProperty textProperty() {
        return text;
    }

    /** Name of the preset loaded last. */
    ReadOnlyStringProperty presetProperty() {
        return preset.getReadOnlyProperty();
    }

    /** Folder of the ablation; null before the grid is valid. */
    ReadOnlyObjectProperty<Path> folderProperty() {
        return folder.getReadOnlyProperty();
    }

    /** GPUs for the runs, as typed; empty for one run at a time. */
    StringProperty gpusProperty() {
        return gpus;
    }

    /** Whether to retry failed runs. */
    BooleanProperty retryFailedProperty() {
        return retryFailed;
    }

    /** Results so far; null before the ablation is started. */
    ReadOnlyObjectProperty<Results> resultsProperty() {
        return results.getReadOnlyProperty();
    }

    /** True when the folder already holds this grid, so that starting resumes it. */
    ReadOnlyBooleanProperty startedProperty() {
        return ablationStarted.getReadOnlyProperty();
    }

    /** True when the folder holds a different ablation, which {@link #choose} opens. */
    ReadOnlyBooleanProperty takenProperty() {
        return holdsOtherGrid.getReadOnlyProperty();
    }

    /** Why the ablation cannot start; empty if it can. */
    ReadOnlyStringProperty problemProperty() {
        return problem.getReadOnlyProperty();
    }

    /** Summary of the grid in a sentence; empty while the text is not a valid grid. */
    ReadOnlyStringProperty summaryProperty() {
        return summary.getReadOnlyProperty();
    }

    /** The last error; empty for none. */
    ReadOnlyStringProperty faultProperty() {
        return fault.getReadOnlyProperty();
    }

    /** The ablation in progress; null for none. */
    ReadOnlyObjectProperty<Background.Job> jobProperty() {
        return job.getReadOnlyProperty();
    }

    /** The score in the chart and in the paired differences. */
    ObjectProperty<Score> scoreProperty() {
        return score;
    }

    /** Name of the variant that others are compared with. */
    ObjectProperty<String> baselineProperty() {
        return baseline;
    }
}
