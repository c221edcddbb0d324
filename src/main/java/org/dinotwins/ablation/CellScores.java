package org.dinotwins.ablation;

import java.util.Optional;
import org.dinotwins.measure.outcome.Outcome.Network;
import org.dinotwins.measure.outcome.ProbeOutcome;
import org.dinotwins.measure.outcome.ProbeOutcome.Method;
import org.dinotwins.run.Evaluation;

/**
 * What a finished run reached.
 *
 * @param evaluation kNN and attention against masks
 * @param probe      linear probe; empty where the pictures have no labels
 */
public record CellScores(Evaluation evaluation, Optional<ProbeOutcome> probe) {
    /** Top-1 of a network by the linear probe, or of the guess; NaN where there is none. */
    double probe(Network network) {
        Method method = network == Network.MAJORITY ? Method.NONE : Method.PROBE;
        return probe.flatMap(p -> p.scores().stream().filter(s -> s.network() == network && s.method() == method)
                .map(s -> s.top1()).findFirst()).orElse(Double.NaN);
    }
}
