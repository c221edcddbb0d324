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
import org.dinotwins.run.LiveSettings;
import org.dinotwins.run.TrainingService;
import org.dinotwins.train.StepRecord;

/**
 * The balance of the losses and the learning rate of the run in progress: as chosen by the user and as in force, with all
 * changes so far. FX thread only.
 */
final class LiveSettingsViewModel {
    private final TrainingService service;
    private final ReadOnlyStringWrapper weightProblem = new ReadOnlyStringWrapper("");
    private final ObservableList<SettingChange> changes = FXCollections.observableArrayList();
    private final DoubleProperty dinoShare = new SimpleDoubleProperty(0.5);
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
        dinoShare.set(runConfig.objective().dinoShare());
        dinoWeight.set(runConfig.objective().dinoWeight());
        barlowWeight.set(runConfig.objective().barlowWeight());
        learningRateFactor.set(1);
    }

    /** Continues from the recorded steps of a run, at least one. */
    void resume(ChangeDetector used, List<SettingChange> known, LiveSettings inForce, StepRecord last) {
        detector = used;
        changes.setAll(known);
        dinoShare.set(inForce.dinoShare());
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
    }

    /** Applies the chosen share of DINO from the next step on. */
    void applyShare() {
        service.setDinoShare(dinoShare.get());
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
                    case GRADIENT_SHARE -> "Balanced by the share of the gradient.";
                    case FIXED -> "Not balanced: the weights apply as set.";
                    case INITIAL_RATIO -> "Balanced by the first losses.";
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
                    case GRADIENT_SHARE ->
                        "Both losses are weighted at every step, so that DINO has the chosen share of the gradient "
                                + "at the features that they share. 0 is Barlow Twins alone, 1 is DINO alone.";
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

    /** The chosen share of DINO in the gradient, 0..1. */
    DoubleProperty dinoShareProperty() {
        return dinoShare;
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
