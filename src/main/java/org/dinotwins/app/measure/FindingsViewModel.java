package org.dinotwins.app.measure;

import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import org.dinotwins.measure.outcome.Outcome;

/**
 * What is known of the run in view, task by task: results that were kept, and those of measurements under way. Those of
 * another run that is being measured wait until it comes into view.
 */
final class FindingsViewModel {
    private final Map<Task, ObservableList<Outcome>> results = new EnumMap<>(Task.class);
    private final Map<Task, ObjectProperty<Outcome>> shown = new EnumMap<>(Task.class);
    private final ObjectProperty<Task> tab = new SimpleObjectProperty<>(Task.PROBE);
    /** What has not been kept, because it is still being measured or was cancelled, is known here alone. */
    private final Map<Task, Outcome> latest = new EnumMap<>(Task.class);
    private Path measured;
    private Path inView;

    FindingsViewModel() {
        for (Task task : Task.values()) {
            results.put(task, FXCollections.observableArrayList());
            shown.put(task, new SimpleObjectProperty<>());
        }
    }

    /** The run in this folder comes into view, none for null; what it kept is yet to come. */
    void look(Path run) {
        inView = run;
    }

    /** Shows what the run in view has kept, and what was measured of it since. */
    void show(List<Outcome> kept) {
        for (Task task : Task.values()) {
            results.get(task).setAll(kept.stream().filter(task::made).toList());
            shown.get(task).set(results.get(task).isEmpty() ? null : results.get(task).get(0));
        }
        if (measured != null && measured.equals(inView)) {
            latest.forEach(this::add);
        }
    }

    /** Measurements of a run begin. */
    void begin(Path run) {
        measured = run;
        latest.clear();
    }

    /** Takes a result, whole or in part, of the run that is measured. */
    void take(Task task, Outcome found) {
        latest.put(task, found);
        if (measured.equals(inView)) {
            add(task, found);
        }
    }

    private void add(Task task, Outcome found) {
        results.get(task).removeIf(o -> o.about().slug().equals(found.about().slug()));
        results.get(task).add(0, found);
        shown.get(task).set(found);
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
}
