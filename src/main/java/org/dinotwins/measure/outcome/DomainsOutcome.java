package org.dinotwins.measure.outcome;

import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import org.dinotwins.run.evaluation.EvaluationScore.Floor;
import org.dinotwins.table.Table;

/**
 * Result of leaving each domain out in turn.
 *
 * @param scores one row per domain and network
 */
public record DomainsOutcome(About about, List<DomainScore> scores) implements Outcome {
    public DomainsOutcome {
        scores = List.copyOf(scores);
    }

    /**
     * Scores with one domain left out.
     *
     * @param domain   the domain left out
     * @param pictures number of its pictures
     * @param inside   number of held-out pictures of the other domains
     * @param majority accuracy on it of always guessing the most frequent category of the other domains
     * @param knnIn    kNN top-1 on held-out pictures of the other domains
     * @param knnOut   kNN top-1 on the domain left out
     * @param probeIn  top-1 of logistic regression on held-out pictures of the other domains
     * @param probeOut top-1 of logistic regression on the domain left out
     */
    public record DomainScore(
            String domain,
            Network network,
            int pictures,
            int inside,
            double majority,
            double knnIn,
            double knnOut,
            double probeIn,
            double probeOut) {}

    /** The best floor of a figure with this domain left out. */
    Optional<Floor> floor(String domain, ToDoubleFunction<DomainScore> figure) {
        return Outcome.best(scores.stream()
                .filter(score -> score.domain().equals(domain))
                .flatMap(score -> Stream.concat(
                        Stream.of(new Floor(Network.MAJORITY.words(), score.majority())),
                        score.network().isFloor()
                                ? Stream.of(new Floor(score.network().words(), figure.applyAsDouble(score)))
                                : Stream.of())));
    }

    @Override
    public DomainsOutcome completed() {
        return new DomainsOutcome(about.completed(), scores);
    }

    @Override
    public List<Table> tables() {
        return OutcomeTables.of(this);
    }
}
