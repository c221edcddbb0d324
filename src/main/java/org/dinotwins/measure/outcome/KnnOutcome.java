package org.dinotwins.measure.outcome;

import java.util.Comparator;
import java.util.List;
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

    @Override
    public KnnOutcome completed() {
        return new KnnOutcome(about.completed(), scores, majority);
    }

    @Override
    public List<Table> tables() {
        return OutcomeTables.of(this);
    }
}
