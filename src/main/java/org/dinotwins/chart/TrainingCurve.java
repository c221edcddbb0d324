package org.dinotwins.chart;

import java.util.function.ToDoubleFunction;
import org.dinotwins.train.StepRecord;

/** A value of the training step plotted over the steps. */
public enum TrainingCurve {
    TOTAL("Total", Tone.TOTAL, StepRecord::total),
    DINO_WEIGHTED("DINO", Tone.DINO, s -> s.dinoWeight() * s.dino()),
    BARLOW_WEIGHTED("Barlow Twins", Tone.BARLOW, s -> s.barlowWeight() * s.barlow()),
    DINO("DINO loss, unweighted", Tone.DINO, StepRecord::dino),
    BARLOW("Barlow Twins loss, unweighted", Tone.BARLOW, StepRecord::barlow),
    DINO_WEIGHT("DINO", Tone.DINO, StepRecord::dinoWeight),
    BARLOW_WEIGHT("Barlow Twins", Tone.BARLOW, StepRecord::barlowWeight),
    LEARNING_RATE("Learning rate", Tone.NEUTRAL, StepRecord::learningRate),
    TEACHER_MOMENTUM("Teacher momentum", Tone.NEUTRAL, StepRecord::teacherMomentum),
    WEIGHT_DECAY("Weight decay", Tone.NEUTRAL, StepRecord::weightDecay),
    TEACHER_TEMPERATURE("Teacher temperature", Tone.NEUTRAL, StepRecord::teacherTemperature),
    DINO_GRADIENT("DINO", Tone.DINO, StepRecord::dinoGradient),
    BARLOW_GRADIENT("Barlow", Tone.BARLOW, StepRecord::barlowGradient),
    GRADIENT_NORM("Total", Tone.TOTAL, StepRecord::gradientNorm),
    DINO_SHARE("DINO's share", Tone.DINO, StepRecord::dinoShare),
    DINO_SHARE_TARGET("Target", Tone.NEUTRAL, StepRecord::dinoShareTarget),
    GRADIENT_COSINE("Gradient cosine", Tone.TOTAL, StepRecord::gradientCosine),
    DIAGONAL_MEAN("Diagonal", Tone.BARLOW, StepRecord::diagonalMean),
    OFF_DIAGONAL("Off-diagonal", Tone.NEUTRAL, StepRecord::offDiagonalEnergy),
    TEACHER_ENTROPY("Teacher entropy", Tone.DINO, StepRecord::teacherEntropy),
    TEACHER_KL("KL divergence", Tone.NEUTRAL, StepRecord::teacherKl),
    EMBEDDING_STD("Embedding deviation", Tone.TOTAL, StepRecord::embeddingStd),
    RANK_ME("RankMe", Tone.TOTAL, StepRecord::rankMe),
    KNN("kNN top-1", Tone.TOTAL, s -> 100 * s.knnTop1());

    private final String label;
    private final Tone tone;
    private final ToDoubleFunction<StepRecord> value;

    /** What a curve's colour stands for: one of the losses, both together, or neither. */
    public enum Tone {
        TOTAL("total"),
        DINO("dino"),
        BARLOW("barlow"),
        NEUTRAL("teacher");

        private final String colour;

        Tone(String colour) {
            this.colour = colour;
        }

        /** A colour name of {@link ChartColours}. */
        public String colour() {
            return colour;
        }
    }

    TrainingCurve(String label, Tone tone, ToDoubleFunction<StepRecord> value) {
        this.label = label;
        this.tone = tone;
        this.value = value;
    }

    /** Name for legends. */
    public String label() {
        return label;
    }

    public Tone tone() {
        return tone;
    }

    /** The value at a step; NaN if the step did not compute it. {@link #KNN} is in per cent. */
    public double of(StepRecord step) {
        return value.applyAsDouble(step);
    }
}
