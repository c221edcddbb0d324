package org.dinotwins.ablation;

import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.dinotwins.measure.outcome.Outcome.Network;
import org.dinotwins.measure.outcome.ProbeOutcome;
import org.dinotwins.measure.outcome.ProbeOutcome.Method;
import org.dinotwins.run.Evaluation;
import org.dinotwins.run.EvaluationScore.Floor;

/**
 * Scores of a finished run.
 *
 * @param evaluation kNN accuracy, and attention compared with masks
 * @param probe      linear probe; empty if the pictures have no labels
 */
public record CellScores(Evaluation evaluation, Optional<ProbeOutcome> probe) {
    /** Top-1 accuracy of a network by the linear probe, or of the guess; NaN if not measured. */
    double probe(Network network) {
        Method method = network == Network.MAJORITY ? Method.NONE : Method.PROBE;
        return probe.flatMap(p -> p.scores().stream()
                        .filter(s -> s.network() == network && s.method() == method)
                        .map(s -> s.top1())
                        .findFirst())
                .orElse(Double.NaN);
    }

    /** The highest of the probe's accuracies without training. */
    Optional<Floor> probeFloor() {
        return Stream.of(Network.RANDOM, Network.MAJORITY)
                .map(network -> new Floor(network.words().toLowerCase(Locale.ROOT), probe(network)))
                .filter(floor -> !Double.isNaN(floor.value()))
                .max(Comparator.comparingDouble(Floor::value));
    }
}
