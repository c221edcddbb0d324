package org.dinotwins.app.measure;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CancellationException;
import java.util.function.Consumer;
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
import org.dinotwins.config.WorkbenchException;
import org.dinotwins.measure.ImportedNetwork;
import org.dinotwins.measure.MeasureListener;
import org.dinotwins.measure.Measurement;
import org.dinotwins.measure.Measurer;
import org.dinotwins.measure.Subject;
import org.dinotwins.measure.outcome.Outcome;
import org.dinotwins.run.Progress;
import org.dinotwins.run.RunFolder;

/** State of the measurements of one run or file of weights: selection, progress and results. FX thread only. */
final class MeasureViewModel {
    private final WorkbenchState workbench;
    private final NewestWins listing;
    private final NewestWins opening;
    private final ReadOnlyObjectWrapper<List<RunFolder>> runs = new ReadOnlyObjectWrapper<>(List.of());
    private final ReadOnlyBooleanWrapper listed = new ReadOnlyBooleanWrapper();
    private final ObjectProperty<RunFolder> run = new SimpleObjectProperty<>();
    private final ReadOnlyObjectWrapper<List<RunFolder.Checkpoint>> checkpoints =
            new ReadOnlyObjectWrapper<>(List.of());
    private final ObjectProperty<RunFolder.Checkpoint> checkpoint = new SimpleObjectProperty<>();
    private final ObjectProperty<Path> weights = new SimpleObjectProperty<>();
    private final ReadOnlyObjectWrapper<Background.Job> job = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyObjectWrapper<MeasurementKind> currentKind = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyStringWrapper problem = new ReadOnlyStringWrapper("");
    private final ReadOnlyStringWrapper fault = new ReadOnlyStringWrapper("");
    private final MeasurementOptionsViewModel order = new MeasurementOptionsViewModel();
    private final OutcomesViewModel findings = new OutcomesViewModel();

    MeasureViewModel(WorkbenchState workbench) {
        this.workbench = workbench;
        this.listing = new NewestWins(workbench.background());
        this.opening = new NewestWins(workbench.background());
        order.onChange(this::check);
        run.addListener((of, old, is) -> open());
        weights.addListener((of, old, is) -> open());
        checkpoint.addListener((of, old, is) -> check());
        check();
    }

    /** Reloads the list of runs. */
    void refresh() {
        Path folder = workbench.runsFolderProperty().get();
        Path inspected = workbench.inspectedProperty().get();
        listing.start(
                () -> RunFolder.list(folder),
                found -> {
                    Path kept = run.get() != null ? run.get().path() : inspected;
                    runs.set(found);
                    listed.set(true);
                    RunFolder again = found.stream()
                            .filter(r -> kept != null
                                    && r.path().equals(kept.toAbsolutePath().normalize()))
                            .findFirst()
                            .orElse(found.isEmpty() ? null : found.get(0));
                    run.set(again);
                },
                e -> fault.set(e.getMessage()));
    }

    private record Opened(List<RunFolder.Checkpoint> checkpoints, List<Outcome> saved) {}

    private void open() {
        if (weights.get() != null) {
            openResults(results());
        } else {
            open(run.get());
        }
        check();
    }

    private void openResults(Path folder) {
        findings.look(folder);
        opening.start(() -> Measurer.saved(folder), findings::show, e -> fault.set(e.getMessage()));
    }

    /** The results of a file of weights are saved beside the runs. */
    private Path results() {
        return ImportedNetwork.folder(workbench.runsFolderProperty().get(), weights.get());
    }

    private void open(RunFolder chosen) {
        findings.look(chosen == null ? null : chosen.path());
        if (chosen == null) {
            checkpoints.set(List.of());
            checkpoint.set(null);
            return;
        }
        opening.start(
                () -> new Opened(chosen.checkpoints(), Measurer.saved(chosen)),
                opened -> {
                    RunFolder.Checkpoint before = checkpoint.get();
                    checkpoints.set(opened.checkpoints());
                    checkpoint.set(opened.checkpoints().stream()
                            .filter(c -> c.equals(before))
                            .findFirst()
                            .orElse(
                                    opened.checkpoints().isEmpty()
                                            ? null
                                            : opened.checkpoints()
                                                    .get(opened.checkpoints().size() - 1)));
                    findings.show(opened.saved());
                    check();
                },
                e -> fault.set(e.getMessage()));
    }

    private void check() {
        problem.set(problem().orElse(""));
    }

    private Optional<String> problem() {
        if (weights.get() != null) {
            return order.dataProperty().get() == null
                    ? Optional.of("Choose the pictures to measure on.")
                    : order.problem();
        }
        if (run.get() == null) {
            return Optional.of("Choose a run.");
        }
        if (checkpoint.get() == null) {
            return Optional.of("This run has no checkpoint yet. Wait for its first checkpoint or stop the run.");
        }
        return order.problem();
    }

    /** Opens what is measured. */
    @FunctionalInterface
    private interface Opening {
        Subject open() throws WorkbenchException;
    }

    /** A request to measure. */
    private record Order(Opening subject, Map<MeasurementKind, Measurement> tasks) {}

    private Opening subject() {
        int limit = order.limit();
        Path data = order.dataProperty().get();
        Path file = weights.get();
        if (file != null) {
            Path results = results();
            return () -> Subject.open(ImportedNetwork.read(file, results), data, limit);
        }
        RunFolder chosen = run.get();
        OptionalLong step = OptionalLong.of(checkpoint.get().step());
        return () -> Subject.open(chosen, step, Optional.ofNullable(data), limit);
    }

    /** Starts the chosen measurements in the background; does nothing while others run or a problem is shown. */
    void start() {
        check();
        if (job.get() != null || !problem.get().isEmpty()) {
            return;
        }
        fault.set("");
        Order asked = new Order(subject(), order.measurements());
        if (!asked.tasks().containsKey(findings.tabProperty().get())) {
            findings.tabProperty().set(asked.tasks().keySet().iterator().next());
        }
        findings.begin(weights.get() == null ? run.get().path() : results());
        Background.Job started = workbench
                .background()
                .start(
                        progress -> work(asked, progress),
                        faults -> fault.set(String.join("\n", faults)),
                        e -> fault.set(e.getMessage()));
        job.set(started);
        started.whenOver(this::ended);
    }

    private void ended() {
        job.set(null);
        currentKind.set(null);
    }

    /** Cancels the measurements in progress; partial results remain visible. */
    void cancel() {
        if (job.get() != null) {
            job.get().cancel();
        }
    }

    /** A measurement that fails, for lack of masks or domains, does not stop the others. */
    private List<String> work(Order asked, Progress progress) throws WorkbenchException {
        progress.at(-1, "Opening the network and the pictures");
        Subject subject = asked.subject().open();
        List<String> faults = new ArrayList<>();
        int done = 0;
        for (Map.Entry<MeasurementKind, Measurement> item : asked.tasks().entrySet()) {
            workbench.background().onUi(() -> currentKind.set(item.getKey()));
            try {
                Measurer.measure(
                        subject,
                        item.getValue(),
                        listener(progress, done, asked.tasks().size(), found -> findings.take(item.getKey(), found)));
            } catch (CancellationException e) {
                throw e;
            } catch (WorkbenchException e) {
                faults.add(item.getKey().words() + ": " + e.getMessage());
            }
            done++;
        }
        return faults;
    }

    private MeasureListener listener(Progress progress, int before, int tasks, Consumer<Outcome> taker) {
        return new MeasureListener() {
            @Override
            public void at(double share, String what) {
                progress.at((before + share) / tasks, what);
            }

            @Override
            public boolean cancelled() {
                return progress.cancelled();
            }

            @Override
            public void partial(Outcome soFar) {
                workbench.background().onUi(() -> taker.accept(soFar));
            }
        };
    }

    /** The chosen measurements and pictures. */
    MeasurementOptionsViewModel order() {
        return order;
    }

    /** Results of the run. */
    OutcomesViewModel findings() {
        return findings;
    }

    /** Runs, newest first. */
    ReadOnlyObjectProperty<List<RunFolder>> runsProperty() {
        return runs.getReadOnlyProperty();
    }

    /** True once the folder of runs was read. */
    ReadOnlyBooleanProperty listedProperty() {
        return listed.getReadOnlyProperty();
    }

    /** The run to measure; null for none. */
    ObjectProperty<RunFolder> runProperty() {
        return run;
    }

    /** Checkpoints of the run, oldest first. */
    ReadOnlyObjectProperty<List<RunFolder.Checkpoint>> checkpointsProperty() {
        return checkpoints.getReadOnlyProperty();
    }

    /** The checkpoint to measure; null for none. */
    ObjectProperty<RunFolder.Checkpoint> checkpointProperty() {
        return checkpoint;
    }

    /** The file of weights to measure in place of a run; null for a run. */
    ObjectProperty<Path> weightsProperty() {
        return weights;
    }

    /** The measurements in progress; null for none. */
    ReadOnlyObjectProperty<Background.Job> jobProperty() {
        return job.getReadOnlyProperty();
    }

    /** The measurement in progress; null for none. */
    ReadOnlyObjectProperty<MeasurementKind> doingProperty() {
        return currentKind.getReadOnlyProperty();
    }

    /** Why nothing can start; empty if it can. */
    ReadOnlyStringProperty problemProperty() {
        return problem.getReadOnlyProperty();
    }

    /** Errors since the last start; empty for none. */
    ReadOnlyStringProperty faultProperty() {
        return fault.getReadOnlyProperty();
    }
}
