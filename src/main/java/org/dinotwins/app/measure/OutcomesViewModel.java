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
 * The results of the selected run by kind of measurement, saved or in progress. Results of another run are held until
 * that run is selected.
 */
final class OutcomesViewModel {
    private final Map<MeasurementKind, ObservableList<Outcome>> results = new EnumMap<>(MeasurementKind.class);
    private final Map<MeasurementKind, ObjectProperty<Outcome>> shown = new EnumMap<>(MeasurementKind.class);
    private final ObjectProperty<MeasurementKind> tab = new SimpleObjectProperty<>(MeasurementKind.PROBE);
    /** Results not saved, because their measurement is in progress or was cancelled. */
    private final Map<MeasurementKind, Outcome> latest = new EnumMap<>(MeasurementKind.class);

    private Path measured;
    private Path inView;

    OutcomesViewModel() {
        for (MeasurementKind task : MeasurementKind.values()) {
            results.put(task, FXCollections.observableArrayList());
            shown.put(task, new SimpleObjectProperty<>());
        }
    }

    /** Shows the run in this folder (null for none); its saved results follow. */
    void look(Path run) {
        inView = run;
    }

    /** Shows the saved results of the selected run and those measured since. */
    void show(List<Outcome> kept) {
        for (MeasurementKind task : MeasurementKind.values()) {
            results.get(task).setAll(kept.stream().filter(task::made).toList());
            shown.get(task)
                    .set(results.get(task).isEmpty() ? null : results.get(task).get(0));
        }
        if (measured != null && measured.equals(inView)) {
            latest.forEach(this::add);
        }
    }

    /** Called when measurements of a run start. */
    void begin(Path run) {
        measured = run;
        latest.clear();
    }

    /** Adds a complete or partial result of the measured run. */
    void take(MeasurementKind task, Outcome found) {
        latest.put(task, found);
        if (measured.equals(inView)) {
            add(task, found);
        }
    }

    private void add(MeasurementKind task, Outcome found) {
        results.get(task).removeIf(o -> o.about().slug().equals(found.about().slug()));
        results.get(task).add(0, found);
        shown.get(task).set(found);
    }

    /** Results of a kind, newest first. */
    ObservableList<Outcome> results(MeasurementKind task) {
        return results.get(task);
    }

    /** The shown result of a kind; null if none. */
    ObjectProperty<Outcome> shown(MeasurementKind task) {
        return shown.get(task);
    }

    /** The kind whose results are shown. */
    ObjectProperty<MeasurementKind> tabProperty() {
        return tab;
    }
}
