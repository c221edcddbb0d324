package org.dinotwins.measure.outcome;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import org.dinotwins.run.evaluation.EvaluationScore.Floor;
import org.dinotwins.table.Table;

/**
 * Result of kNN.
 *
 * @param scores   one row per network and number of neighbours
 * @param majority accuracy of always guessing the most frequent training category
 */
public record KnnOutcome(About about, List<KnnScore> scores, double majority) implements Outcome {
    public KnnOutcome {
        scores = scores.stream()
                .sorted(Comparator.comparing(KnnScore::network).thenComparingInt(KnnScore::neighbours))
                .toList();
    }

    /** Accuracies of one network with this number of neighbours. */
    public record KnnScore(Network network, int neighbours, double top1, double top5) {}

    /** The best floor of a top-1 accuracy with this number of neighbours. */
    public Optional<Floor> top1Floor(int neighbours) {
        Floor guess = new Floor(Network.MAJORITY.words(), majority);
        return Outcome.best(Stream.concat(Stream.of(guess), floors(neighbours, KnnScore::top1)));
    }

    /** The best floor of a top-5 accuracy with this number of neighbours. */
    Optional<Floor> top5Floor(int neighbours) {
        return Outcome.best(floors(neighbours, KnnScore::top5));
    }

    private Stream<Floor> floors(int neighbours, ToDoubleFunction<KnnScore> figure) {
        return scores.stream()
                .filter(score -> score.network().isFloor() && score.neighbours() == neighbours)
                .map(score -> new Floor(score.network().words(), figure.applyAsDouble(score)));
    }

    @Override
    public KnnOutcome completed() {
        return new KnnOutcome(about.completed(), scores, majority);
    }

    @Override
    public List<Table> tables() {
        return OutcomeTables.of(this);
    }
}
