package org.dinotwins.train;

import org.dinotwins.objective.DinoConfig;
import org.dinotwins.train.optimizer.Schedule;

/** All values that follow a schedule during a run, as in the public DINO code. */
final class Schedules {
    private final DinoConfig dino;
    private final int stepsPerEpoch;
    private final double freezeLastLayerEpochs;
    private final Schedule learningRate;
    private final Schedule weightDecay;
    private final Schedule teacherMomentum;

    /** The values of one step. */
    record Values(
            double learningRate,
            double weightDecay,
            double teacherMomentum,
            double teacherTemperature,
            boolean lastLayerFrozen) {}

    Schedules(TrainConfig train, DinoConfig dino, int stepsPerEpoch) {
        this.dino = dino;
        this.stepsPerEpoch = stepsPerEpoch;
        this.freezeLastLayerEpochs = train.freezeLastLayerEpochs();
        this.learningRate = Schedule.cosine(
                train.learningRate(), train.minLearningRate(), train.warmupEpochs(), train.epochs(), stepsPerEpoch);
        this.weightDecay =
                Schedule.cosine(train.weightDecay(), train.weightDecayEnd(), 0, train.epochs(), stepsPerEpoch);
        this.teacherMomentum = Schedule.cosine(train.teacherMomentum(), 1, 0, train.epochs(), stepsPerEpoch);
    }

    /** @param step counted from 0; @param learningRateFactor factor set by the user */
    Values at(long step, double learningRateFactor) {
        long epoch = step / stepsPerEpoch;
        double temperature = Schedule.teacherTemperature(
                dino.teacherTemperatureStart(),
                dino.teacherTemperature(),
                dino.teacherTemperatureWarmupEpochs(),
                epoch);
        return new Values(
                learningRate.at(step) * learningRateFactor,
                weightDecay.at(step),
                teacherMomentum.at(step),
                temperature,
                epoch < freezeLastLayerEpochs);
    }

    /** Passes over the pictures after this many steps. */
    double epochs(long steps) {
        return steps / (double) stepsPerEpoch;
    }

    long totalSteps() {
        return learningRate.totalSteps();
    }
}
