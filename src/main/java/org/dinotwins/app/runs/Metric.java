package org.dinotwins.app.runs;

import java.util.function.ToDoubleFunction;
import org.dinotwins.train.StepRecord;

/** A step value by which runs are compared. */
enum Metric {
    TOTAL("Total loss", StepRecord::total),
    DINO("DINO loss", StepRecord::dino),
    BARLOW("Barlow Twins loss", StepRecord::barlow),
    EMBEDDING_STD("Embedding standard deviation", StepRecord::embeddingStd),
    RANK_ME("RankMe", StepRecord::rankMe),
    TEACHER_ENTROPY("Teacher entropy, nats", StepRecord::teacherEntropy),
    DIAGONAL_MEAN("Mean of the correlation diagonal", StepRecord::diagonalMean),
    OFF_DIAGONAL("Off-diagonal energy", StepRecord::offDiagonalEnergy),
    KNN("kNN top-1 of the teacher", StepRecord::knnTop1),
    LEARNING_RATE("Learning rate", StepRecord::learningRate);

    private final String words;
    private final ToDoubleFunction<StepRecord> value;

    Metric(String words, ToDoubleFunction<StepRecord> value) {
        this.words = words;
        this.value = value;
    }

    /** Name shown in the window. */
    public String words() {
        return words;
    }

    /** The value at a step; NaN if the step did not compute it. */
    public double of(StepRecord step) {
        return value.applyAsDouble(step);
    }
}
