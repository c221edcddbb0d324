package org.dinotwins.chart;

import java.util.function.ToDoubleFunction;
import org.dinotwins.train.StepRecord;

/** A figure of the training step that the Live workspace draws over the steps. */
public enum TrainingCurve {
    TOTAL("Total", Tone.TOTAL, StepRecord::total),
    DINO_SHARE("DINO", Tone.DINO, s -> s.dinoWeight() * s.dino()),
    BARLOW_SHARE("Barlow Twins", Tone.BARLOW, s -> s.barlowWeight() * s.barlow()),
    DINO("DINO loss, raw", Tone.DINO, StepRecord::dino),
    BARLOW("Barlow Twins loss, raw", Tone.BARLOW, StepRecord::barlow),
    LEARNING_RATE("Learning rate", Tone.QUIET, StepRecord::learningRate),
    TEACHER_MOMENTUM("Teacher momentum", Tone.QUIET, StepRecord::teacherMomentum),
    WEIGHT_DECAY("Weight decay", Tone.QUIET, StepRecord::weightDecay),
    TEACHER_TEMPERATURE("Teacher temperature", Tone.QUIET, StepRecord::teacherTemperature),
    DINO_GRADIENT("DINO", Tone.DINO, StepRecord::dinoGradient),
    BARLOW_GRADIENT("Barlow", Tone.BARLOW, StepRecord::barlowGradient),
    GRADIENT_NORM("Whole", Tone.TOTAL, StepRecord::gradientNorm),
    GRADIENT_COSINE("Gradient cosine", Tone.TOTAL, StepRecord::gradientCosine),
    DIAGONAL_MEAN("Diagonal", Tone.BARLOW, StepRecord::diagonalMean),
    OFF_DIAGONAL("Off-diagonal", Tone.QUIET, StepRecord::offDiagonalEnergy),
    TEACHER_ENTROPY("Teacher entropy", Tone.DINO, StepRecord::teacherEntropy),
    TEACHER_KL("KL divergence", Tone.DINO, StepRecord::teacherKl),
    EMBEDDING_STD("Embedding deviation", Tone.TOTAL, StepRecord::embeddingStd),
    RANK_ME("RankMe", Tone.TOTAL, StepRecord::rankMe),
    KNN("kNN top-1", Tone.TOTAL, s -> 100 * s.knnTop1());

    private final String label;
    private final Tone tone;
    private final ToDoubleFunction<StepRecord> figure;

    /** What a curve's colour stands for: a half of the objective, both together, or neither. */
    public enum Tone { TOTAL, DINO, BARLOW, QUIET }

    TrainingCurve(String label, Tone tone, ToDoubleFunction<StepRecord> figure) {
        this.label = label;
        this.tone = tone;
        this.figure = figure;
    }

    /** Name for people. */
    public String label() {
        return label;
    }

    public Tone tone() {
        return tone;
    }

    /** The figure of one step, NaN where the step did not compute it. */
    double of(StepRecord step) {
        return figure.applyAsDouble(step);
    }
}
