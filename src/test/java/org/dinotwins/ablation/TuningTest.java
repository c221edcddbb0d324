package org.dinotwins.ablation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import org.dinotwins.ablation.Axis.Level;
import org.dinotwins.ablation.CellStatus.State;
import org.dinotwins.ablation.Tuning.Choice;
import org.dinotwins.config.Presets;
import org.dinotwins.config.WorkbenchException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The choice of a learning rate for each method, from scores that are given. */
class TuningTest {
    private static final String RATE = "train.baseLearningRate";
    private static final String SHARE = "objective.dinoShare";

    private Grid grid;

    @BeforeEach
    void buildTheGrid() throws WorkbenchException {
        grid = new Grid(
                "rates",
                "",
                Presets.load("quick"),
                List.of(
                        new Axis(
                                "Method",
                                List.of(new Level("Barlow", Map.of(SHARE, "0")), new Level("Hybrid", Map.of()))),
                        new Axis(
                                "Rate",
                                List.of(
                                        new Level("low", Map.of(RATE, "0.0001")),
                                        new Level("middle", Map.of(RATE, "0.0005")),
                                        new Level("high", Map.of(RATE, "0.002"))))),
                List.of(0L, 1L));
    }

    /** Barlow is best with the high rate in the mean, although one seed prefers the low one; the hybrid with the middle. */
    private static double score(Cell cell) {
        return switch (cell.variant()) {
            case "Barlow · low" -> cell.seed() == 0 ? 0.9 : 0.1;
            case "Barlow · middle" -> 0.5;
            case "Barlow · high" -> 0.6;
            case "Hybrid · middle" -> 0.4;
            default -> 0.2;
        };
    }

    private Results results(ToDoubleFunction<Cell> knn, State last) throws WorkbenchException {
        List<Cell> cells = grid.cells();
        List<Results.Run> runs = new ArrayList<>();
        Map<List<String>, Results.Variant> variants = new LinkedHashMap<>();
        for (Cell cell : cells) {
            State state = cell.index() == cells.size() - 1 ? last : State.DONE;
            CellScores scores = ConfidenceIntervalTest.reached(knn.applyAsDouble(cell));
            runs.add(new Results.Run(cell, new CellStatus(state, "", 1, 1), Optional.of(scores)));
            variants.computeIfAbsent(cell.levels(), l -> new Results.Variant(l, 0.5, new TreeMap<>()))
                    .bySeed()
                    .put(cell.seed(), scores);
        }
        return new Results(List.of("Method", "Rate"), runs, List.copyOf(variants.values()));
    }

    @Test
    void everyMethodTakesTheRateWithTheHighestMean() throws WorkbenchException {
        Tuning tuning = Tuning.of(grid, results(TuningTest::score, State.DONE), "Rate", Score.KNN);

        assertThat(tuning.choices()).extracting(Choice::variant).containsExactly("Barlow", "Hybrid");
        assertThat(tuning.choices()).extracting(Choice::value).containsExactly("high", "middle");
        assertThat(tuning.choices())
                .as("the highest rate is the last of the list")
                .extracting(Choice::extreme)
                .containsExactly(true, false);
        assertThat(tuning.choices().get(0).mean()).isCloseTo(0.6, within(1e-12));
        assertThat(tuning.grid().axes())
                .containsExactly(new Axis(
                        "Method",
                        List.of(
                                new Level("Barlow", Map.of(SHARE, "0", RATE, "0.002")),
                                new Level("Hybrid", Map.of(RATE, "0.0005")))));
        assertThat(tuning.grid().description()).contains("Rate", "Barlow high, Hybrid middle");
        assertThat(tuning.grid().cells()).hasSize(4);
    }

    @Test
    void theOtherAxisCanBeChosenInstead() throws WorkbenchException {
        Tuning tuning = Tuning.of(grid, results(TuningTest::score, State.DONE), "Method", Score.KNN);

        assertThat(tuning.choices()).extracting(Choice::variant).containsExactly("low", "middle", "high");
        assertThat(tuning.choices()).extracting(Choice::value).containsOnly("Barlow");
        assertThat(tuning.grid().axes().get(0).name()).isEqualTo("Rate");
    }

    @Test
    void anIncompleteAblationChoosesNothing() throws WorkbenchException {
        Results open = results(TuningTest::score, State.STOPPED);
        assertThatThrownBy(() -> Tuning.of(grid, open, "Rate", Score.KNN))
                .isInstanceOf(WorkbenchException.class)
                .hasMessageContaining("1 of 12 runs are not finished");

        Results unmeasured = results(cell -> cell.index() == 3 ? Double.NaN : 0.5, State.DONE);
        assertThatThrownBy(() -> Tuning.of(grid, unmeasured, "Rate", Score.KNN))
                .isInstanceOf(WorkbenchException.class)
                .hasMessageContaining("kNN top-1 was not measured");
    }

    @Test
    void anUnknownAxisIsRefusedWithTheNamesOfTheOthers() throws WorkbenchException {
        Results results = results(TuningTest::score, State.DONE);
        assertThatThrownBy(() -> Tuning.of(grid, results, "Rates", Score.KNN))
                .isInstanceOf(WorkbenchException.class)
                .hasMessageContaining("no axis Rates")
                .hasMessageContaining("Method, Rate");
    }
}
