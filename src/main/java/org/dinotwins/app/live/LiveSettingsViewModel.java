package org.dinotwins.app.live;

import java.util.List;
import javafx.beans.property.DoubleProperty;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleDoubleProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import org.dinotwins.chart.NumberText;
import org.dinotwins.chart.SettingChange;
import org.dinotwins.config.RunConfig;
import org.dinotwins.objective.Balancing;
import org.dinotwins.run.LiveSettings;
import org.dinotwins.run.TrainingService;
import org.dinotwins.train.StepRecord;

/**
 * What of a run is steered while it goes on, the weights of the losses and the learning rate: as the user chooses them,
 * as they are in force, and as they were changed. Belongs to the FX thread.
 */
final class LiveSettingsViewModel {
    /** Weights nearer to each other than this are the same. */
    private static final double SAME = 1e-9;

    private final TrainingService service;
    private final ReadOnlyStringWrapper weightProblem = new ReadOnlyStringWrapper("");
    private final ObservableList<SettingChange> changes = FXCollections.observableArrayList();
    private final DoubleProperty dinoWeight = new SimpleDoubleProperty(1);
    private final DoubleProperty barlowWeight = new SimpleDoubleProperty(1);
    private final DoubleProperty learningRateFactor = new SimpleDoubleProperty(1);
    private RunConfig config;
    private ChangeDetector finder;
    private StepRecord latest;

    LiveSettingsViewModel(TrainingService service) {
        this.service = service;
    }

    /** Begins with a run of this configuration before its first step. */
    void begin(RunConfig settings) {
        config = settings;
        finder = new ChangeDetector(settings);
        latest = null;
        changes.clear();
        weightProblem.set("");
        dinoWeight.set(settings.objective().dinoWeight());
        barlowWeight.set(settings.objective().barlowWeight());
        learningRateFactor.set(1);
    }

    /** Takes in what is known of the run's steps; there is at least one. */
    void resume(ChangeDetector looked, List<SettingChange> known, LiveSettings holds, StepRecord last) {
        finder = looked;
        changes.setAll(known);
        dinoWeight.set(holds.dinoWeight());
        barlowWeight.set(holds.barlowWeight());
        learningRateFactor.set(holds.learningRateFactor());
        latest = last;
    }

    /** Takes in a step as it comes. */
    void take(StepRecord step) {
        finder.look(step).ifPresent(changes::add);
        latest = step;
    }

    /** Puts the chosen loss weights in force from the next step on. */
    void applyWeights() {
        if (dinoWeight.get() + barlowWeight.get() <= 0) {
            weightProblem.set("One of the two weights must be above 0.");
            return;
        }
        weightProblem.set("");
        service.setLossWeights(dinoWeight.get(), barlowWeight.get());
        if (latest != null && config.objective().balancing() == Balancing.GRADIENT_NORM
                && Math.abs(latest.dinoWeight() - dinoWeight.get()) < SAME) {
            // Only this change cannot be read from the steps.
            changes.add(new SettingChange(latest.step() + 1, "Barlow Twins " + NumberText.typed(barlowWeight.get())));
        }
    }

    /** Puts the chosen learning-rate factor in force from the next step on. */
    void applyLearningRate() {
        service.setLearningRateFactor(learningRateFactor.get());
    }

    /** The weights in force at the newest step, in the paper's notation too. */
    String effectiveWeights() {
        if (latest == null) {
            return "–";
        }
        String both = "DINO " + NumberText.short3(latest.dinoWeight()) + "   Barlow "
                + NumberText.short3(latest.barlowWeight());
        return latest.barlowWeight() > 0 && latest.dinoWeight() > 0
                ? both + "   α " + NumberText.short3(latest.dinoWeight() / latest.barlowWeight()) : both;
    }

    /** How the user's weights become the ones in force, in a few words. */
    String balancingRule() {
        return config == null ? "" : switch (config.objective().balancing()) {
            case FIXED -> "Not balanced: the weights act as set.";
            case INITIAL_RATIO -> "Balanced by the first losses.";
            case GRADIENT_NORM -> "Balanced by gradient norms.";
        };
    }

    /** The same at length. */
    String balancingExplained() {
        return config == null ? "" : switch (config.objective().balancing()) {
            case FIXED -> "The objective is the DINO weight times L_DINO plus the Barlow Twins weight times L_BT.";
            case INITIAL_RATIO -> "Barlow Twins is scaled once, so that equal weights gave equal losses at the first step.";
            case GRADIENT_NORM -> "Barlow Twins is scaled all the time, so that equal weights pull equally hard on the "
                    + "features that both losses share.";
        };
    }

    /** What the user changed, oldest first. */
    ObservableList<SettingChange> changes() {
        return changes;
    }

    /** Why the chosen weights are not in force, empty when they are. */
    ReadOnlyStringProperty weightProblemProperty() {
        return weightProblem.getReadOnlyProperty();
    }

    /** The user's weight of L_DINO, 0 or more. */
    DoubleProperty dinoWeightProperty() {
        return dinoWeight;
    }

    /** The user's weight of L_BT, 0 or more. */
    DoubleProperty barlowWeightProperty() {
        return barlowWeight;
    }

    /** Factor on the schedule's learning rate, above 0. */
    DoubleProperty learningRateFactorProperty() {
        return learningRateFactor;
    }
}
