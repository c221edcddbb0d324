package org.dinotwins.ablation;

import java.util.Comparator;
import java.util.Optional;
import org.dinotwins.measure.outcome.Outcome.Network;
import org.dinotwins.measure.outcome.ProbeOutcome;
import org.dinotwins.measure.outcome.ProbeOutcome.Method;
import org.dinotwins.measure.outcome.ProbeOutcome.ProbeScore;
import org.dinotwins.run.evaluation.Evaluation;
import org.dinotwins.run.evaluation.EvaluationScore.Floor;

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

    /** The highest accuracy of a classifier that nobody trained a network for. */
    Optional<Floor> probeFloor() {
        return probe.flatMap(p -> p.scores().stream()
                .filter(s -> s.network().isFloor())
                .max(Comparator.comparingDouble(ProbeScore::top1))
                .map(s -> new Floor(s.network().words(), s.top1())));
    }
}
