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
 * The loss weights and the learning rate of the run in progress: as chosen by the user and as in force, with all
 * changes so far. FX thread only.
 */
final class LiveSettingsViewModel {
    /** Weights that differ by less are equal. */
    private static final double EQUAL = 1e-9;

    private final TrainingService service;
    private final ReadOnlyStringWrapper weightProblem = new ReadOnlyStringWrapper("");
    private final ObservableList<SettingChange> changes = FXCollections.observableArrayList();
    private final DoubleProperty dinoWeight = new SimpleDoubleProperty(1);
    private final DoubleProperty barlowWeight = new SimpleDoubleProperty(1);
    private final DoubleProperty learningRateFactor = new SimpleDoubleProperty(1);
    private RunConfig config;
    private ChangeDetector detector;
    private StepRecord latest;

    LiveSettingsViewModel(TrainingService service) {
        this.service = service;
    }

    /** Starts with a run of this configuration before its first step. */
    void begin(RunConfig runConfig) {
        config = runConfig;
        detector = new ChangeDetector(runConfig);
        latest = null;
        changes.clear();
        weightProblem.set("");
        dinoWeight.set(runConfig.objective().dinoWeight());
        barlowWeight.set(runConfig.objective().barlowWeight());
        learningRateFactor.set(1);
    }

    /** Continues from the recorded steps of a run, at least one. */
    void resume(ChangeDetector used, List<SettingChange> known, LiveSettings inForce, StepRecord last) {
        detector = used;
        changes.setAll(known);
        dinoWeight.set(inForce.dinoWeight());
        barlowWeight.set(inForce.barlowWeight());
        learningRateFactor.set(inForce.learningRateFactor());
        latest = last;
    }

    /** Appends a step of the run in progress. */
    void add(StepRecord step) {
        detector.next(step).ifPresent(changes::add);
        latest = step;
    }

    /** Applies the chosen loss weights from the next step on. */
    void applyWeights() {
        if (dinoWeight.get() + barlowWeight.get() <= 0) {
            weightProblem.set("At least one of the two weights must be above 0.");
            return;
        }
        weightProblem.set("");
        service.setLossWeights(dinoWeight.get(), barlowWeight.get());
        if (latest != null
                && config.objective().balancing() == Balancing.GRADIENT_NORM
                && Math.abs(latest.dinoWeight() - dinoWeight.get()) < EQUAL) {
            // The only change that cannot be detected from the steps.
            changes.add(new SettingChange(latest.step() + 1, "Barlow Twins " + NumberText.typed(barlowWeight.get())));
        }
    }

    /** Applies the chosen learning-rate factor from the next step on. */
    void applyLearningRate() {
        service.setLearningRateFactor(learningRateFactor.get());
    }

    /** The weights in force at the newest step, also in the paper's notation. */
    String effectiveWeights() {
        if (latest == null) {
            return "–";
        }
        String both = "DINO " + NumberText.short3(latest.dinoWeight()) + "   Barlow "
                + NumberText.short3(latest.barlowWeight());
        return latest.barlowWeight() > 0 && latest.dinoWeight() > 0
                ? both + "   α " + NumberText.short3(latest.dinoWeight() / latest.barlowWeight())
                : both;
    }

    /** How the weights in force follow from the chosen ones, in short. */
    String balancingRule() {
        return config == null
                ? ""
                : switch (config.objective().balancing()) {
                    case FIXED -> "Not balanced: the weights apply as set.";
                    case INITIAL_RATIO -> "Balanced by the first losses.";
                    case GRADIENT_NORM -> "Balanced by gradient norms.";
                };
    }

    /** The same as a full sentence. */
    String balancingExplained() {
        return config == null
                ? ""
                : switch (config.objective().balancing()) {
                    case FIXED ->
                        "The objective is the DINO weight times L_DINO plus the Barlow Twins weight times L_BT.";
                    case INITIAL_RATIO ->
                        "Barlow Twins is scaled once, so that equal weights give equal losses at the first step.";
                    case GRADIENT_NORM ->
                        "Barlow Twins is rescaled at every step, so that equal weights give equal gradient "
                                + "norms at the features that both losses share.";
                };
    }

    /** Changes by the user, oldest first. */
    ObservableList<SettingChange> changes() {
        return changes;
    }

    /** Why the chosen weights were not applied; empty if they were. */
    ReadOnlyStringProperty weightProblemProperty() {
        return weightProblem.getReadOnlyProperty();
    }

    /** The chosen weight of L_DINO, at least 0. */
    DoubleProperty dinoWeightProperty() {
        return dinoWeight;
    }

    /** The chosen weight of L_BT, at least 0. */
    DoubleProperty barlowWeightProperty() {
        return barlowWeight;
    }

    /** The chosen factor on the scheduled learning rate, above 0. */
    DoubleProperty learningRateFactorProperty() {
        return learningRateFactor;
    }
}
