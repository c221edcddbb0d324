package org.dinotwins.measure.outcome;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import org.dinotwins.measure.outcome.DomainsOutcome.DomainScore;
import org.dinotwins.measure.outcome.KnnOutcome.KnnScore;
import org.dinotwins.measure.outcome.Outcome.Network;
import org.dinotwins.measure.outcome.ProbeOutcome.ProbeScore;
import org.dinotwins.measure.outcome.SegmentationOutcome.Averages;
import org.dinotwins.measure.outcome.SegmentationOutcome.Rule;
import org.dinotwins.run.evaluation.EvaluationScore.Floor;
import org.dinotwins.table.Table;
import org.dinotwins.table.Table.Position;

/** Marks the trained network's figures in a result's tables that their best floor reaches too. */
final class FloorMarks {
    private final Set<Position> found = new HashSet<>();

    private Table on(Table table) {
        return table.marking(found, Table.NOT_ABOVE_FLOOR);
    }

    private void check(int row, int column, double trained, Optional<Floor> floor) {
        if (floor.isPresent() && trained <= floor.get().value()) {
            found.add(new Position(row, column));
        }
    }

    /** @param table one row for the majority guess, then one per score */
    static Table mark(KnnOutcome outcome, Table table) {
        FloorMarks marks = new FloorMarks();
        for (int i = 0; i < outcome.scores().size(); i++) {
            KnnScore score = outcome.scores().get(i);
            if (score.network() == Network.TRAINED) {
                marks.check(1 + i, 2, score.top1(), outcome.top1Floor(score.neighbours()));
                marks.check(1 + i, 3, score.top5(), outcome.top5Floor(score.neighbours()));
            }
        }
        return marks.on(table);
    }

    /** @param table one row per score */
    static Table mark(ProbeOutcome outcome, Table table) {
        FloorMarks marks = new FloorMarks();
        List<ToDoubleFunction<ProbeScore>> figures = List.of(ProbeScore::top1, ProbeScore::top5, ProbeScore::precision);
        for (int i = 0; i < outcome.scores().size(); i++) {
            ProbeScore score = outcome.scores().get(i);
            for (int f = 0; score.network() == Network.TRAINED && f < figures.size(); f++) {
                marks.check(i, 1 + f, figures.get(f).applyAsDouble(score), outcome.floor(figures.get(f)));
            }
        }
        return marks.on(table);
    }

    /** @param table one row per floor, then one per network, averaged by the rule */
    static Table mark(SegmentationOutcome outcome, Table table, Rule rule) {
        FloorMarks marks = new FloorMarks();
        List<ToDoubleFunction<Averages>> figures = List.of(Averages::best, Averages::mean, Averages::fixed);
        for (int i = 0; i < outcome.scores().size(); i++) {
            SegmentationOutcome.OverlapScore score = outcome.scores().get(i);
            for (int f = 0; score.network() == Network.TRAINED && f < figures.size(); f++) {
                marks.check(
                        outcome.floors().size() + i,
                        2 + f,
                        figures.get(f).applyAsDouble(rule.of(score)),
                        outcome.floor(rule, figures.get(f)));
            }
        }
        return marks.on(table);
    }

    /** @param table the clean figures in its first row, their means under corruption in the second */
    static Table mark(RobustnessOutcome outcome, Table table) {
        FloorMarks marks = new FloorMarks();
        RobustnessOutcome.CorruptionScore all = outcome.mean();
        marks.check(0, 1, outcome.cleanKnn(), outcome.cleanFloor());
        marks.check(0, 2, outcome.cleanProbe(), outcome.cleanFloor());
        marks.check(1, 1, all.knn(), outcome.corruptedFloor());
        marks.check(1, 2, all.probe(), outcome.corruptedFloor());
        return marks.on(table);
    }

    /** @param table one row per score: domain, network, pictures, majority, then the figures */
    static Table mark(DomainsOutcome outcome, Table table) {
        FloorMarks marks = new FloorMarks();
        List<ToDoubleFunction<DomainScore>> figures =
                List.of(DomainScore::knnIn, DomainScore::knnOut, DomainScore::probeIn, DomainScore::probeOut);
        for (int i = 0; i < outcome.scores().size(); i++) {
            DomainScore score = outcome.scores().get(i);
            for (int f = 0; score.network() == Network.TRAINED && f < figures.size(); f++) {
                marks.check(
                        i, 4 + f, figures.get(f).applyAsDouble(score), outcome.floor(score.domain(), figures.get(f)));
            }
        }
        return marks.on(table);
    }
}
