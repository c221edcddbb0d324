package org.dinotwins.app.measure;

import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import org.dinotwins.measure.Measurement;

/** The chosen measurements and pictures, as entered in the form, and their problems. */
final class MeasurementOptionsViewModel {
    private static final double PER_CENT = 100;

    private final ObjectProperty<Path> data = new SimpleObjectProperty<>();
    private final StringProperty labels = new SimpleStringProperty("100");
    private final StringProperty seed = new SimpleStringProperty("0");
    private final StringProperty limit = new SimpleStringProperty("");
    private final StringProperty supervisedSteps = new SimpleStringProperty("" + Measurement.Probe.SUPERVISED_STEPS);
    private final Map<MeasurementKind, BooleanProperty> wanted = new EnumMap<>(MeasurementKind.class);

    MeasurementOptionsViewModel() {
        for (MeasurementKind task : MeasurementKind.values()) {
            wanted.put(task, new SimpleBooleanProperty(task == MeasurementKind.PROBE || task == MeasurementKind.KNN));
        }
    }

    /** Calls back on each change that can cause or fix a problem. */
    void onChange(Runnable listener) {
        for (StringProperty text : List.of(labels, seed, limit, supervisedSteps)) {
            text.addListener((of, old, is) -> listener.run());
        }
        data.addListener((of, old, is) -> listener.run());
        wanted.values().forEach(ticked -> ticked.addListener((of, old, is) -> listener.run()));
    }

    /** Folder of another image set; null for the run's own. */
    ObjectProperty<Path> dataProperty() {
        return data;
    }

    /** Fraction of the training labels in per cent, as typed. */
    StringProperty labelsProperty() {
        return labels;
    }

    StringProperty seedProperty() {
        return seed;
    }

    /** Maximum number of pictures per split, as typed; empty for all. */
    StringProperty limitProperty() {
        return limit;
    }

    StringProperty supervisedStepsProperty() {
        return supervisedSteps;
    }

    /** Whether a kind of measurement is selected. */
    BooleanProperty wanted(MeasurementKind task) {
        return wanted.get(task);
    }

    /** Why the measurements cannot start, in a sentence; empty if they can. */
    Optional<String> problem() {
        if (wanted.values().stream().noneMatch(BooleanProperty::get)) {
            return Optional.of("Choose at least one measurement.");
        }
        double share = percent();
        if (!(share > 0 && share <= PER_CENT)) {
            return Optional.of("The share of labels must be above 0 and up to 100 %.");
        }
        if (!whole(seed.get()) || !whole(supervisedSteps.get()) || !limit.get().isBlank() && !whole(limit.get())) {
            return Optional.of("Seed, limit and supervised steps must be whole numbers, 0 or more.");
        }
        return Optional.empty();
    }

    /** The fraction of labels in per cent; NaN if not a number. */
    private double percent() {
        try {
            return Double.parseDouble(labels.get().replace("%", "").strip());
        } catch (NumberFormatException e) {
            return Double.NaN;
        }
    }

    private static boolean whole(String text) {
        return text.strip().matches("\\d{1,9}");
    }

    /** The selected measurements in execution order. Call only if there is no problem. */
    Map<MeasurementKind, Measurement> measurements() {
        Map<MeasurementKind, Measurement> measurements = new EnumMap<>(MeasurementKind.class);
        for (MeasurementKind task : MeasurementKind.values()) {
            if (wanted.get(task).get()) {
                measurements.put(
                        task,
                        task.measurement(
                                percent() / PER_CENT,
                                Integer.parseInt(supervisedSteps.get().strip()),
                                Long.parseLong(seed.get().strip())));
            }
        }
        return measurements;
    }

    /** Maximum number of pictures per split; 0 for all. Call only if there is no problem. */
    int limit() {
        return limit.get().isBlank() ? 0 : Integer.parseInt(limit.get().strip());
    }
}
