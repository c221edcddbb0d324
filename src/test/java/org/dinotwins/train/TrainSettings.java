package org.dinotwins.train;

import org.dinotwins.tensor.device.DevicePreference;

/**
 * Settings of short trainings, for tests and benchmarks: on one loader thread of the CPU, in float32, without warm-up,
 * kNN or a frozen last layer. What matters to a test is said by name.
 */
public final class TrainSettings {
    private static final double WEIGHT_DECAY = 0.04;
    private static final double CLIP_NORM = 3;

    private final double epochs;
    private final int batchSize;
    private double learningRate = 1e-4;
    private double minLearningRate = 1e-6;
    private double weightDecayEnd = WEIGHT_DECAY;
    private double attentionDecay;
    private double teacherMomentum = 0.996;
    private Precision precision = Precision.FLOAT32;
    private int microBatches = 1;
    private boolean checkpointing;
    private int signalsEverySteps = 1;
    private long seed;

    private TrainSettings(double epochs, int batchSize) {
        this.epochs = epochs;
        this.batchSize = batchSize;
    }

    public static TrainSettings of(double epochs, int batchSize) {
        return new TrainSettings(epochs, batchSize);
    }

    /**
     * The schedule of the learning rate.
     *
     * @param base peak for a batch of 256
     */
    public TrainSettings rates(double base, double end) {
        learningRate = base;
        minLearningRate = end;
        return this;
    }

    public TrainSettings weightDecayEnd(double end) {
        weightDecayEnd = end;
        return this;
    }

    public TrainSettings attentionDecay(double decay) {
        attentionDecay = decay;
        return this;
    }

    public TrainSettings teacherMomentum(double momentum) {
        teacherMomentum = momentum;
        return this;
    }

    public TrainSettings precision(Precision newPrecision) {
        precision = newPrecision;
        return this;
    }

    /** How memory is saved. */
    public TrainSettings savings(int parts, boolean gradientCheckpointing) {
        microBatches = parts;
        checkpointing = gradientCheckpointing;
        return this;
    }

    public TrainSettings signalsEverySteps(int steps) {
        signalsEverySteps = steps;
        return this;
    }

    public TrainSettings seed(long newSeed) {
        seed = newSeed;
        return this;
    }

    public TrainConfig config() {
        return new TrainConfig(
                epochs,
                batchSize,
                learningRate,
                minLearningRate,
                0,
                WEIGHT_DECAY,
                weightDecayEnd,
                attentionDecay,
                teacherMomentum,
                CLIP_NORM,
                0,
                DevicePreference.CPU,
                1,
                precision,
                1,
                microBatches,
                checkpointing,
                1,
                signalsEverySteps,
                0,
                seed);
    }
}
