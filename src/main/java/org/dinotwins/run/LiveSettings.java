package org.dinotwins.run;

import java.util.List;
import org.dinotwins.config.RunConfig;
import org.dinotwins.objective.ObjectiveConfig;

/**
 * The settings of a run that the user may change during training, after the last change.
 *
 * @param dinoShare          target of DINO's share of the gradient, 0..1
 * @param dinoWeight         the user's weight of L_DINO, 0 or more
 * @param barlowWeight       the user's weight of L_BT, 0 or more
 * @param learningRateFactor factor on the schedule's learning rate, above 0
 */
public record LiveSettings(double dinoShare, double dinoWeight, double barlowWeight, double learningRateFactor) {
    /** As configured, before any change. */
    public static LiveSettings of(RunConfig config) {
        ObjectiveConfig objective = config.objective();
        return new LiveSettings(objective.dinoShare(), objective.dinoWeight(), objective.barlowWeight(), 1);
    }

    /** These settings with changes applied, oldest first. */
    LiveSettings with(List<LiveChange> changes) {
        LiveSettings now = this;
        for (LiveChange change : changes) {
            now = new LiveSettings(
                    change.settings().getOrDefault(LiveChange.DINO_SHARE, now.dinoShare),
                    change.settings().getOrDefault(LiveChange.DINO_WEIGHT, now.dinoWeight),
                    change.settings().getOrDefault(LiveChange.BARLOW_WEIGHT, now.barlowWeight),
                    change.settings().getOrDefault(LiveChange.LEARNING_RATE_FACTOR, now.learningRateFactor));
        }
        return now;
    }
}
