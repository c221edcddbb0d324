package org.dinotwins.reproduce;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.dinotwins.measure.outcome.Outcome;
import org.dinotwins.measure.outcome.Outcome.Network;
import org.dinotwins.measure.outcome.ProbeOutcome;
import org.dinotwins.measure.outcome.ProbeOutcome.Method;
import org.dinotwins.measure.outcome.ProbeOutcome.ProbeScore;
import org.junit.jupiter.api.Test;

/** Means, intervals and floors, computed by hand. */
class PaperTableTest {
    private static final int PICTURES = 100;

    private static Measured probe(double trained, double random, double hog) {
        Outcome.About about = new Outcome.About("t", "s", "r", 1, "set", "/set", 40, PICTURES, true, List.of());
        List<ProbeScore> scores = List.of(
                score(Network.TRAINED, Method.PROBE, trained),
                score(Network.RANDOM, Method.PROBE, random),
                score(Network.HOG, Method.LOGISTIC, hog));
        return new Measured(
                Optional.empty(),
                Optional.of(new ProbeOutcome(about, scores, List.of(), List.of(), List.of())),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    private static ProbeScore score(Network network, Method method, double top1) {
        return new ProbeScore(network, method, top1, 1, Double.NaN, Double.NaN);
    }

    @Test
    void oneSeedHasTheIntervalOverItsPictures() {
        PaperTable table = new PaperTable();
        table.add("DINO", probe(0.5, 0.2, 0.6));
        List<List<String>> cells = table.table(1).cells();
        // 1.96 * sqrt(0.5 * 0.5 / 100) = 0.098
        assertThat(cells.get(0)).startsWith("DINO", "50.0 ± 9.8 %*").endsWith("–");
        assertThat(cells.get(1)).startsWith("Random weights", "20.0 %");
        assertThat(cells.get(2)).startsWith("Best floor", "60.0 %");
        assertThat(PaperTable.notes(table.table(1))).contains("NOT ABOVE THE FLOOR: DINO: Linear probe, 10 %.");
    }

    @Test
    void severalSeedsHaveStudentsInterval() {
        PaperTable table = new PaperTable();
        table.add("Hybrid", probe(0.70, 0.2, 0.6));
        table.add("Hybrid", probe(0.74, 0.3, 0.6));
        List<List<String>> cells = table.table(2).cells();
        // t(1, 0.975) = 12.706, standard error 0.02
        assertThat(cells.get(0)).startsWith("Hybrid", "72.0 ± 25.4 %");
        assertThat(cells.get(1)).startsWith("Random weights", "25.0 %");
        assertThat(PaperTable.notes(table.table(2))).noneMatch(note -> note.contains("NOT ABOVE"));
    }
}
