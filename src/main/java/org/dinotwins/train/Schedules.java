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
    /** Steps of the schedules before the run's step 0; not 0 once an epoch's number of steps has changed. */
    private long shift;

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

    /** Continues at the position's epoch after so many steps of the run, whatever the number of steps in an epoch. */
    void resume(long steps, SchedulePosition position) {
        shift = position.in(stepsPerEpoch).step() - steps;
    }

    /** The position after so many steps of the run. */
    SchedulePosition position(long steps) {
        return new SchedulePosition(steps + shift, stepsPerEpoch);
    }

    /** @param runStep step of the run, from 0; @param learningRateFactor set by the user */
    Values at(long runStep, double learningRateFactor) {
        long step = runStep + shift;
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

    /** Passes over the pictures after so many steps of the run. */
    double epochs(long steps) {
        return position(steps).epoch();
    }

    /** Steps of the run when its schedules end. */
    long totalSteps() {
        return learningRate.totalSteps() - shift;
    }
}
