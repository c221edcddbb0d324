package org.dinotwins.export.report;

import java.util.List;
import java.util.function.ToDoubleFunction;
import org.dinotwins.train.StepRecord;

/** The charts of a run's report: which values of a step each one shows. */
final class CurveCharts {
    static final List<Chart> ALL = List.of(
            new Chart("Losses", new Curve("DINO", "dino", StepRecord::dino),
                    new Curve("Barlow Twins", "barlow", StepRecord::barlow)),
            new Chart("Weighted total", new Curve("total", "total", StepRecord::total)),
            new Chart("Effective weights", new Curve("DINO", "dino", StepRecord::dinoWeight),
                    new Curve("Barlow Twins", "barlow", StepRecord::barlowWeight)),
            new Chart("Cosine of the two gradients", new Curve("cosine", "other", StepRecord::gradientCosine)),
            new Chart("Teacher", new Curve("entropy, nats", "dino", StepRecord::teacherEntropy),
                    new Curve("KL to the student, nats", "accent", StepRecord::teacherKl)),
            new Chart("Correlation matrix", new Curve("diagonal mean", "barlow", StepRecord::diagonalMean),
                    new Curve("off-diagonal RMS", "other", StepRecord::offDiagonalEnergy)),
            new Chart("kNN accuracy during training", new Curve("top-1", "accent", StepRecord::knnTop1)),
            new Chart("Effective rank (RankMe)", new Curve("rank", "accent", StepRecord::rankMe)),
            new Chart("Standard deviation of embeddings", new Curve("deviation", "accent", StepRecord::embeddingStd)),
            new Chart("Learning rate", new Curve("rate", "total", StepRecord::learningRate)),
            new Chart("Gradient norm", new Curve("norm", "total", StepRecord::gradientNorm)));

    private CurveCharts() {
    }

    /** A chart over the steps. */
    record Chart(String title, List<Curve> curves) {
        Chart(String title, Curve... curves) {
            this(title, List.of(curves));
        }
    }

    /**
     * A curve over the steps.
     *
     * @param colour name of a colour of the page, for example {@code dino}
     * @param value  value at a step; NaN where there is none
     */
    record Curve(String name, String colour, ToDoubleFunction<StepRecord> value) {
        /** One value per step. */
        double[] values(List<StepRecord> steps) {
            return steps.stream().mapToDouble(value).toArray();
        }
    }
}
