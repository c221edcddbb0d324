package org.dinotwins.app.measure;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CancellationException;
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
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import org.dinotwins.app.shared.Background;
import org.dinotwins.app.shared.NewestWins;
import org.dinotwins.app.shared.Session;
import org.dinotwins.experiment.ExperimentException;
import org.dinotwins.experiment.Progress;
import org.dinotwins.experiment.RunFolder;
import org.dinotwins.experiment.measure.MeasureListener;
import org.dinotwins.experiment.measure.Measurement;
import org.dinotwins.experiment.measure.Measurer;
import org.dinotwins.experiment.measure.Outcome;
import org.dinotwins.experiment.measure.Subject;

/** Chooses a run and measurements, makes them one after the other, and holds their results. Belongs to the FX thread. */
public final class MeasureViewModel {
    private static final double PER_CENT = 100;

    private final Session session;
    private final NewestWins listing;
    private final NewestWins opening;
    private final ReadOnlyObjectWrapper<List<RunFolder>> runs = new ReadOnlyObjectWrapper<>(List.of());
    private final ReadOnlyBooleanWrapper listed = new ReadOnlyBooleanWrapper();
    private final ObjectProperty<RunFolder> run = new SimpleObjectProperty<>();
    private final ReadOnlyObjectWrapper<List<RunFolder.Checkpoint>> checkpoints = new ReadOnlyObjectWrapper<>(List.of());
    private final ObjectProperty<RunFolder.Checkpoint> checkpoint = new SimpleObjectProperty<>();
    private final ObjectProperty<Path> data = new SimpleObjectProperty<>();
    private final StringProperty labels = new SimpleStringProperty("100");
    private final StringProperty seed = new SimpleStringProperty("0");
    private final StringProperty limit = new SimpleStringProperty("");
    private final StringProperty supervisedSteps = new SimpleStringProperty("" + Measurement.Probe.SUPERVISED_STEPS);
    private final Map<Task, BooleanProperty> wanted = new EnumMap<>(Task.class);
    private final Map<Task, ObservableList<Outcome>> results = new EnumMap<>(Task.class);
    private final Map<Task, ObjectProperty<Outcome>> shown = new EnumMap<>(Task.class);
    private final ObjectProperty<Task> tab = new SimpleObjectProperty<>(Task.PROBE);
    private final ReadOnlyObjectWrapper<Background.Job> job = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyObjectWrapper<Task> doing = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyStringWrapper problem = new ReadOnlyStringWrapper("");
    private final ReadOnlyStringWrapper fault = new ReadOnlyStringWrapper("");
    private final Map<Task, Outcome> latest = new EnumMap<>(Task.class);
    private Path measured;

    MeasureViewModel(Session session) {
        this.session = session;
        this.listing = new NewestWins(session.background());
        this.opening = new NewestWins(session.background());
        for (Task task : Task.values()) {
            wanted.put(task, new SimpleBooleanProperty(task == Task.PROBE || task == Task.KNN));
            results.put(task, FXCollections.observableArrayList());
            shown.put(task, new SimpleObjectProperty<>());
            wanted.get(task).addListener((of, old, is) -> check());
        }
        for (StringProperty text : List.of(labels, seed, limit, supervisedSteps)) {
            text.addListener((of, old, is) -> check());
        }
        run.addListener((of, old, is) -> open(is));
        checkpoint.addListener((of, old, is) -> check());
        check();
    }

    /** Reads the list of runs anew. */
    void refresh() {
        Path folder = session.runsFolderProperty().get();
        Path inspected = session.inspectedProperty().get();
        listing.start(() -> RunFolder.list(folder), found -> {
            Path kept = run.get() != null ? run.get().path() : inspected;
            runs.set(found);
            listed.set(true);
            RunFolder again = found.stream().filter(r -> kept != null && r.path().equals(kept.toAbsolutePath().normalize()))
                    .findFirst().orElse(found.isEmpty() ? null : found.get(0));
            run.set(again);
        }, e -> fault.set(e.getMessage()));
    }

    private record Opened(List<RunFolder.Checkpoint> checkpoints, List<Outcome> saved) {
    }

    private void open(RunFolder chosen) {
        if (chosen == null) {
            checkpoints.set(List.of());
            checkpoint.set(null);
            return;
        }
        opening.start(() -> new Opened(chosen.checkpoints(), Measurer.saved(chosen)), opened -> {
            RunFolder.Checkpoint before = checkpoint.get();
            checkpoints.set(opened.checkpoints());
            checkpoint.set(opened.checkpoints().stream().filter(c -> c.equals(before)).findFirst()
                    .orElse(opened.checkpoints().isEmpty() ? null
                            : opened.checkpoints().get(opened.checkpoints().size() - 1)));
            for (Task task : Task.values()) {
                results.get(task).setAll(opened.saved().stream().filter(task::made).toList());
                shown.get(task).set(results.get(task).isEmpty() ? null : results.get(task).get(0));
            }
            // What has not been kept, because it is still being measured or was cancelled, is known here alone.
            if (chosen.path().equals(measured)) {
                Map.copyOf(latest).forEach((task, outcome) -> take(chosen, task, outcome));
            }
            check();
        }, e -> fault.set(e.getMessage()));
    }

    private void check() {
        problem.set(problem().orElse(""));
    }

    private Optional<String> problem() {
        if (run.get() == null) {
            return Optional.of("Choose a run.");
        }
        if (checkpoint.get() == null) {
            return Optional.of("This run has no checkpoint yet: let it train until its first one, or stop it.");
        }
        if (wanted.values().stream().noneMatch(BooleanProperty::get)) {
            return Optional.of("Choose at least one measurement.");
        }
        double share = number(labels.get().replace("%", ""));
        if (!(share > 0 && share <= PER_CENT)) {
            return Optional.of("The share of labels must be above 0 and up to 100 %.");
        }
        if (!whole(seed.get()) || !whole(supervisedSteps.get()) || !limit.get().isBlank() && !whole(limit.get())) {
            return Optional.of("Seed, limit and supervised steps must be whole numbers of 0 or more.");
        }
        return Optional.empty();
    }

    private static double number(String text) {
        try {
            return Double.parseDouble(text.strip());
        } catch (NumberFormatException e) {
            return Double.NaN;
        }
    }

    private static boolean whole(String text) {
        return text.strip().matches("\\d{1,9}");
    }

    /** What one start was asked to do. */
    private record Order(RunFolder run, long step, Optional<Path> data, int limit, Map<Task, Measurement> tasks) {
    }

    /** Makes the chosen measurements in the background; nothing happens while others are made or something is wrong. */
    void start() {
        check();
        if (job.get() != null || !problem.get().isEmpty()) {
            return;
        }
        fault.set("");
        Map<Task, Measurement> tasks = new EnumMap<>(Task.class);
        double share = number(labels.get().replace("%", "")) / PER_CENT;
        for (Task task : Task.values()) {
            if (wanted.get(task).get()) {
                tasks.put(task, task.measurement(share, Integer.parseInt(supervisedSteps.get().strip()),
                        Long.parseLong(seed.get().strip())));
            }
        }
        Order order = new Order(run.get(), checkpoint.get().step(), Optional.ofNullable(data.get()),
                limit.get().isBlank() ? 0 : Integer.parseInt(limit.get().strip()), tasks);
        if (!tasks.containsKey(tab.get())) {
            tab.set(tasks.keySet().iterator().next());
        }
        measured = order.run().path();
        latest.clear();
        Background.Job started = session.background().start(progress -> work(order, progress),
                faults -> fault.set(String.join("\n", faults)), e -> fault.set(e.getMessage()));
        job.set(started);
        started.whenOver(this::ended);
    }

    private void ended() {
        job.set(null);
        doing.set(null);
    }

    /** Ends what is going on; what is known by then stays in view. */
    void cancel() {
        if (job.get() != null) {
            job.get().cancel();
        }
    }

    /** One task that cannot be done, for lack of masks or domains, does not keep the others from being done. */
    private List<String> work(Order order, Progress progress) throws ExperimentException {
        progress.at(-1, "Opening the run and its pictures");
        Subject subject = Subject.open(order.run(), OptionalLong.of(order.step()), order.data(), order.limit());
        List<String> faults = new ArrayList<>();
        int done = 0;
        for (Map.Entry<Task, Measurement> item : order.tasks().entrySet()) {
            session.background().onUi(() -> doing.set(item.getKey()));
            try {
                Measurer.measure(subject, item.getValue(), listener(progress, done, order.tasks().size(),
                        found -> take(order.run(), item.getKey(), found)));
            } catch (CancellationException e) {
                throw e;
            } catch (ExperimentException e) {
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
                session.background().onUi(() -> taker.accept(soFar));
            }
        };
    }

    private void take(RunFolder of, Task task, Outcome found) {
        latest.put(task, found);
        if (run.get() == null || !run.get().path().equals(of.path())) {
            return;
        }
        results.get(task).removeIf(o -> o.about().slug().equals(found.about().slug()));
        results.get(task).add(0, found);
        shown.get(task).set(found);
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

    /** Folder of another image set; null for the run's own. */
    ObjectProperty<Path> dataProperty() {
        return data;
    }

    /** Share of the training labels, in per cent, as typed. */
    StringProperty labelsProperty() {
        return labels;
    }

    StringProperty seedProperty() {
        return seed;
    }

    /** Most pictures of a split, as typed; empty for all. */
    StringProperty limitProperty() {
        return limit;
    }

    StringProperty supervisedStepsProperty() {
        return supervisedSteps;
    }

    /** Whether a task is to be done. */
    BooleanProperty wanted(Task task) {
        return wanted.get(task);
    }

    /** Known results of a task, newest first. */
    ObservableList<Outcome> results(Task task) {
        return results.get(task);
    }

    /** The result of a task that is in view; null for none. */
    ObjectProperty<Outcome> shown(Task task) {
        return shown.get(task);
    }

    /** The task whose results are in view. */
    ObjectProperty<Task> tabProperty() {
        return tab;
    }

    /** What is going on; null for nothing. */
    ReadOnlyObjectProperty<Background.Job> jobProperty() {
        return job.getReadOnlyProperty();
    }

    /** The task that is being done; null for none. */
    ReadOnlyObjectProperty<Task> doingProperty() {
        return doing.getReadOnlyProperty();
    }

    /** Why nothing can be started; empty when it can. */
    ReadOnlyStringProperty problemProperty() {
        return problem.getReadOnlyProperty();
    }

    /** What went wrong at the last start; empty when nothing did. */
    ReadOnlyStringProperty faultProperty() {
        return fault.getReadOnlyProperty();
    }
}
