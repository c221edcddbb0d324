package org.dinotwins.measure.outcome;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;
import org.dinotwins.measure.outcome.DomainsOutcome.DomainScore;
import org.dinotwins.measure.outcome.KnnOutcome.KnnScore;
import org.dinotwins.measure.outcome.Outcome.Network;
import org.dinotwins.measure.outcome.ProbeOutcome.ProbeScore;
import org.dinotwins.measure.outcome.SegmentationOutcome.Averages;
import org.dinotwins.table.Table;
import org.dinotwins.table.Table.Position;

/** Finds the trained network's figures in a result's tables that its best floor reaches too. */
final class FloorMarks {
    private static final String WORDS = "* not above the best floor.";

    private final Set<Position> found = new HashSet<>();

    private Table on(Table table) {
        return table.marking(found, WORDS);
    }

    private void check(int row, int column, double trained, DoubleStream floors) {
        double highest = floors.filter(v -> !Double.isNaN(v)).max().orElse(Double.NaN);
        if (trained <= highest) {
            found.add(new Position(row, column));
        }
    }

    /** @param table one row for the majority guess, then one per score */
    static Table mark(KnnOutcome outcome, Table table) {
        FloorMarks marks = new FloorMarks();
        List<KnnScore> scores = outcome.scores();
        for (int i = 0; i < scores.size(); i++) {
            KnnScore score = scores.get(i);
            if (score.network() == Network.TRAINED) {
                List<KnnScore> floors = scores.stream()
                        .filter(s -> s.network().isFloor() && s.neighbours() == score.neighbours())
                        .toList();
                marks.check(
                        1 + i,
                        2,
                        score.top1(),
                        DoubleStream.concat(
                                DoubleStream.of(outcome.majority()),
                                floors.stream().mapToDouble(KnnScore::top1)));
                marks.check(1 + i, 3, score.top5(), floors.stream().mapToDouble(KnnScore::top5));
            }
        }
        return marks.on(table);
    }

    /** @param table one row per score */
    static Table mark(ProbeOutcome outcome, Table table) {
        FloorMarks marks = new FloorMarks();
        List<ProbeScore> scores = outcome.scores();
        List<ToDoubleFunction<ProbeScore>> figures = List.of(ProbeScore::top1, ProbeScore::top5, ProbeScore::precision);
        List<ProbeScore> floors =
                scores.stream().filter(s -> s.network().isFloor()).toList();
        for (int i = 0; i < scores.size(); i++) {
            for (int f = 0; scores.get(i).network() == Network.TRAINED && f < figures.size(); f++) {
                marks.check(
                        i,
                        1 + f,
                        figures.get(f).applyAsDouble(scores.get(i)),
                        floors.stream().mapToDouble(figures.get(f)));
            }
        }
        return marks.on(table);
    }

    /**
     * @param table    one row per floor, then one per network
     * @param ofFloors averages of the floors by the table's rule
     * @param ofScores averages of the networks by the table's rule
     */
    static Table mark(SegmentationOutcome outcome, Table table, List<Averages> ofFloors, List<Averages> ofScores) {
        FloorMarks marks = new FloorMarks();
        List<ToDoubleFunction<Averages>> figures = List.of(Averages::best, Averages::mean, Averages::fixed);
        List<Averages> floors = new ArrayList<>(ofFloors);
        for (int i = 0; i < ofScores.size(); i++) {
            if (outcome.scores().get(i).network().isFloor()) {
                floors.add(ofScores.get(i));
            }
        }
        for (int i = 0; i < ofScores.size(); i++) {
            for (int f = 0; !outcome.scores().get(i).network().isFloor() && f < figures.size(); f++) {
                marks.check(
                        ofFloors.size() + i,
                        2 + f,
                        figures.get(f).applyAsDouble(ofScores.get(i)),
                        floors.stream().mapToDouble(figures.get(f)));
            }
        }
        return marks.on(table);
    }

    /** @param table the clean figures in its first row, their means under corruption in the second */
    static Table mark(RobustnessOutcome outcome, Table table) {
        FloorMarks marks = new FloorMarks();
        RobustnessOutcome.CorruptionScore all = outcome.mean();
        double[] clean = {outcome.cleanRandom(), outcome.cleanPixels(), outcome.cleanHog(), outcome.majority()};
        double[] corrupted = {all.random(), all.pixels(), all.hog(), outcome.majority()};
        marks.check(0, 1, outcome.cleanKnn(), DoubleStream.of(clean));
        marks.check(0, 2, outcome.cleanProbe(), DoubleStream.of(clean));
        marks.check(1, 1, all.knn(), DoubleStream.of(corrupted));
        marks.check(1, 2, all.probe(), DoubleStream.of(corrupted));
        return marks.on(table);
    }

    /** @param table one row per score: domain, network, pictures, majority, then the figures */
    static Table mark(DomainsOutcome outcome, Table table) {
        FloorMarks marks = new FloorMarks();
        List<ToDoubleFunction<DomainScore>> figures =
                List.of(DomainScore::knnIn, DomainScore::knnOut, DomainScore::probeIn, DomainScore::probeOut);
        List<DomainScore> scores = outcome.scores();
        for (int i = 0; i < scores.size(); i++) {
            DomainScore score = scores.get(i);
            List<DomainScore> floors = scores.stream()
                    .filter(s -> s.network().isFloor() && s.domain().equals(score.domain()))
                    .toList();
            for (int f = 0; score.network() == Network.TRAINED && f < figures.size(); f++) {
                marks.check(
                        i,
                        4 + f,
                        figures.get(f).applyAsDouble(score),
                        DoubleStream.concat(
                                DoubleStream.of(score.majority()),
                                floors.stream().mapToDouble(figures.get(f))));
            }
        }
        return marks.on(table);
    }
}
