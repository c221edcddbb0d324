package org.dinotwins.app.runs;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleObjectProperty;
import org.dinotwins.app.shared.WorkbenchState;
import org.dinotwins.app.shared.work.Background;
import org.dinotwins.app.shared.work.NewestWins;
import org.dinotwins.app.shared.work.TimeLeft;
import org.dinotwins.config.ConfigJson;
import org.dinotwins.config.Setting;
import org.dinotwins.config.WorkbenchException;
import org.dinotwins.measure.Evaluator;
import org.dinotwins.run.Progress;
import org.dinotwins.run.RunFolder;
import org.dinotwins.run.RunState;
import org.dinotwins.train.StepRecord;

/** The runs in a folder: lists, resumes and evaluates them and compares their curves and settings. */
final class RunsViewModel {
    /** Maximum number of points of a curve. */
    static final int POINTS = 2000;
    /** A setting of a run whose settings cannot be read. */
    private static final String UNKNOWN = "unknown";

    private final WorkbenchState workbench;
    private final Measurement measurement;
    private final NewestWins listing;
    private final ReadOnlyObjectWrapper<List<RunRow>> rows = new ReadOnlyObjectWrapper<>(List.of());
    private final ReadOnlyBooleanWrapper listed = new ReadOnlyBooleanWrapper();
    private final ObjectProperty<List<RunRow>> selected = new SimpleObjectProperty<>(List.of());
    private final ObjectProperty<Metric> metric = new SimpleObjectProperty<>(Metric.TOTAL);
    private final ReadOnlyStringWrapper fault = new ReadOnlyStringWrapper("");
    private final ReadOnlyObjectWrapper<Background.Job> measuring = new ReadOnlyObjectWrapper<>();
    private final Map<Path, RunRow> known = new HashMap<>();

    /** A curve ready to draw; gaps are skipped. */
    // equals and hashCode compare contents.
    @SuppressWarnings("ArrayRecordComponent")
    public record Line(String name, double[] steps, double[] values) {
        @Override
        public boolean equals(Object other) {
            return other instanceof Line that
                    && name.equals(that.name)
                    && Arrays.equals(steps, that.steps)
                    && Arrays.equals(values, that.values);
        }

        @Override
        public int hashCode() {
            return Objects.hash(name, Arrays.hashCode(steps), Arrays.hashCode(values));
        }
    }

    /**
     * A setting in which the selected runs differ.
     *
     * @param values one per run, in the order of the selection
     */
    public record Difference(String label, List<String> values) {}

    /** Evaluates the run in a folder and saves the result there. */
    interface Measurement {
        void of(Path run, Progress progress) throws WorkbenchException;
    }

    public RunsViewModel(WorkbenchState workbench) {
        this(workbench, (run, progress) -> Evaluator.evaluate(RunFolder.open(run), progress));
    }

    RunsViewModel(WorkbenchState workbench, Measurement measurement) {
        this.workbench = workbench;
        this.measurement = measurement;
        listing = new NewestWins(workbench.background());
        workbench.runsFolderProperty().addListener((of, old, is) -> refresh());
        workbench.stateProperty().addListener((of, old, is) -> {
            if (is == RunState.STOPPED || is == RunState.FINISHED || is == RunState.FAILED) {
                refresh();
            }
        });
    }

    /** Reloads the folder in the background. */
    public void refresh() {
        Path folder = workbench.runsFolderProperty().get();
        Map<Path, RunRow> before = Map.copyOf(known);
        listing.start(
                () -> read(folder, before),
                found -> {
                    known.clear();
                    found.forEach(row -> known.put(row.folder(), row));
                    List<Path> kept = chosen();
                    // Set the selection first: a list that gets rows without a selection selects a run itself.
                    selected.set(found.stream()
                            .filter(row -> kept.contains(absolute(row.folder())))
                            .toList());
                    rows.set(found);
                    listed.set(true);
                },
                e -> fault.set(e.getMessage()));
    }

    /** The selected runs, or the last inspected one if none is selected. */
    private List<Path> chosen() {
        Path looked = workbench.inspectedProperty().get();
        return selected.get().isEmpty() && looked != null
                ? List.of(absolute(looked))
                : selected.get().stream().map(row -> absolute(row.folder())).toList();
    }

    private static Path absolute(Path folder) {
        return folder.toAbsolutePath().normalize();
    }

    private static List<RunRow> read(Path parent, Map<Path, RunRow> before) {
        RunFolder.Listing listing = RunFolder.Listing.of(parent);
        List<RunRow> found = new ArrayList<>();
        for (RunFolder run : listing.runs()) {
            found.add(row(run, before.get(run.path())));
        }
        listing.unreadable().forEach(run -> found.add(RunRow.of(run)));
        return List.copyOf(found);
    }

    private static RunRow row(RunFolder run, RunRow old) {
        RunFolder.Summary summary = run.summary();
        // Metrics of a long run are large: reread them only when they have grown.
        boolean unchanged = old != null && old.summary().equals(summary);
        boolean left = summary.totalSteps() == 0 || summary.lastStep() < summary.totalSteps();
        return new RunRow(
                run.path(),
                run.config(),
                summary,
                unchanged ? old.steps() : run.metrics(),
                run.evaluation(),
                left && !run.checkpoints().isEmpty() || run.startable(),
                unchanged ? old.stepFaults() : run.stepFaults(),
                run.fileFaults());
    }

    /** Shows a run in Inspect. */
    public void inspect(RunRow row) {
        workbench.inspectedProperty().set(row.folder());
        workbench.placeProperty().set(WorkbenchState.Place.INSPECT);
    }

    /** Resumes a run from its last checkpoint, or starts it again if it ended before its first one, and shows it in Live. */
    public void resume(RunRow row) {
        fault.set("");
        workbench.start(row.config(), row.folder(), true, fault::set);
    }

    /** True when {@link #resume} is possible. */
    public boolean canResume(RunRow row) {
        return row.resumable() && !workbench.active();
    }

    /** Compares a run with its untrained network and the highest floor; one run at a time. */
    public void evaluate(RunRow row) {
        if (measuring.get() != null) {
            return;
        }
        fault.set("");
        Background.Job job = workbench
                .background()
                .start(
                        progress -> {
                            measurement.of(row.folder(), new TimeLeft(progress));
                            return row;
                        },
                        done -> refresh(),
                        e -> fault.set(e.getMessage()));
        measuring.set(job);
        job.whenOver(() -> measuring.set(null));
    }

    /** Cancels the measurement in progress. */
    public void cancelEvaluation() {
        if (measuring.get() != null) {
            measuring.get().cancel();
        }
    }

    /** Resumes the first selected run, if possible. */
    public void resumeChosen() {
        selected.get().stream().findFirst().filter(this::canResume).ifPresent(this::resume);
    }

    /** Measures the first selected run, or cancels the measurement in progress. */
    public void evaluateChosenOrCancel() {
        if (measuring.get() != null) {
            cancelEvaluation();
        } else {
            selected.get().stream().findFirst().ifPresent(this::evaluate);
        }
    }

    /** Curves of the selected runs, in their order; a run without values has an empty curve. */
    public List<Line> lines() {
        return selected.get().stream().map(row -> line(row, metric.get())).toList();
    }

    static Line line(RunRow row, Metric metric) {
        List<StepRecord> steps =
                row.steps().stream().filter(s -> Double.isFinite(metric.of(s))).toList();
        int bucket = Math.max(1, (steps.size() + POINTS - 1) / POINTS);
        int count = (steps.size() + bucket - 1) / bucket;
        double[] x = new double[count];
        double[] y = new double[count];
        for (int i = 0; i < count; i++) {
            List<StepRecord> some = steps.subList(i * bucket, Math.min(steps.size(), (i + 1) * bucket));
            x[i] = some.get(some.size() - 1).step();
            y[i] = some.stream().mapToDouble(metric::of).average().orElseThrow();
        }
        return new Line(row.name(), x, y);
    }

    /** Settings in which the selected runs differ, in the order of the form. */
    public List<Difference> differences() {
        List<Map<String, String>> all = selected.get().stream()
                .map(row -> row.config() == null ? Map.<String, String>of() : ConfigJson.settings(row.config()))
                .toList();
        List<Difference> found = new ArrayList<>();
        for (Setting setting : Setting.all()) {
            List<String> values = all.stream()
                    .map(texts -> setting.paths().stream()
                            .map(path -> texts.getOrDefault(path, UNKNOWN))
                            .collect(Collectors.joining(" to ")))
                    .toList();
            if (values.stream()
                            .filter(value -> !value.contains(UNKNOWN))
                            .distinct()
                            .count()
                    > 1) {
                found.add(new Difference(setting.label(), values));
            }
        }
        return found;
    }

    /** The runs, newest first. */
    public ReadOnlyObjectProperty<List<RunRow>> rowsProperty() {
        return rows.getReadOnlyProperty();
    }

    /** True once the folder was read. */
    public ReadOnlyBooleanProperty listedProperty() {
        return listed.getReadOnlyProperty();
    }

    /** The selected runs. */
    public ObjectProperty<List<RunRow>> selectedProperty() {
        return selected;
    }

    /** The compared metric. */
    public ObjectProperty<Metric> metricProperty() {
        return metric;
    }

    /** The error of the last command; empty for none. */
    public ReadOnlyStringProperty faultProperty() {
        return fault.getReadOnlyProperty();
    }

    /** The measurement in progress; null for none. */
    public ReadOnlyObjectProperty<Background.Job> measuringProperty() {
        return measuring.getReadOnlyProperty();
    }
}
