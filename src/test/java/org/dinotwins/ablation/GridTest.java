package org.dinotwins.ablation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.dinotwins.config.ConfigJson;
import org.dinotwins.config.WorkbenchException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Grids as people write them, and the runs that they describe. */
class GridTest {
    private static final String TWO_AXES = """
            {"name": "two", "base": "quick", "set": {"train.epochs": 3},
             "axes": [
               {"setting": "objective.dinoWeight", "values": [0.5, 1]},
               {"name": "Colours", "levels": [
                 {"label": "All", "set": {}},
                 {"label": "No blur", "set": {"augment.globalFirst.blurProbability": 0}}]}],
             "seeds": [7, 3]}""";

    @Test
    void everyCombinationRunsWithEverySeedOrderedBySeed() throws Exception {
        Grid grid = GridJson.parse(TWO_AXES);
        List<Cell> cells = grid.cells();
        assertThat(grid.variants()).isEqualTo(4);
        assertThat(cells).extracting(Cell::index).containsExactly(0, 1, 2, 3, 4, 5, 6, 7);
        assertThat(cells).extracting(Cell::seed).containsExactly(7L, 7L, 7L, 7L, 3L, 3L, 3L, 3L);
        assertThat(cells.get(1).levels()).containsExactly("0.5", "No blur");
        assertThat(cells.get(1).config().objective().dinoWeight()).isEqualTo(0.5);
        assertThat(cells.get(1).config().augment().globalFirst().blurProbability())
                .isZero();
        assertThat(cells.get(0).config().augment().globalFirst().blurProbability())
                .isEqualTo(1);
        assertThat(cells).allSatisfy(cell -> {
            assertThat(cell.config().train().epochs()).isEqualTo(3);
            assertThat(cell.config().train().seed()).isEqualTo(cell.seed());
            assertThat(cell.config().name()).isEqualTo(cell.variant());
        });
        assertThat(cells.get(5).folder()).isEqualTo("005-0.5-no-blur-seed-3");
        assertThat(grid.axes().get(0).name()).isEqualTo("DINO weight");
    }

    @Test
    void aWrittenGridIsReadBackUnchanged() throws Exception {
        for (String name : GridPresets.names()) {
            Grid grid = GridPresets.load(name);
            assertThat(GridJson.parse(GridJson.write(grid))).isEqualTo(grid);
            assertThat(grid.description()).endsWith(".");
            assertThat(grid.cells())
                    .hasSize(grid.seeds().size() * grid.variants())
                    .allSatisfy(cell -> assertThat(ConfigJson.check(cell.config()))
                            .as(cell.title())
                            .noneMatch(p -> !p.warning()));
        }
        assertThat(GridPresets.load("methods").cells())
                .extracting(Cell::variant)
                .startsWith("DINO", "Barlow Twins", "Hybrid");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"seeds\": [0]} | \"base\" is missing",
                "{\"base\": \"quik\", \"seeds\": [0]} | did you mean quick?",
                "{\"base\": \"quick\", \"seds\": [0]} | did you mean seeds?",
                "{\"base\": \"quick\"} | no seeds",
                "{\"base\": \"quick\", \"seeds\": [1, 1]} | twice",
                "{\"base\": \"quick\", \"seeds\": [\"x\"]} | whole numbers",
                "{\"base\": \"quick\", \"seeds\": [-1]} | 0 or more",
                "{\"base\": \"quick\", \"set\": {\"train.epoch\": 1}, \"seeds\": [0]} | did you mean train.epochs?",
                "{\"base\": \"quick\", \"axes\": [{\"setting\": \"train.epochs\", \"values\": []}], \"seeds\": [0]} | no values",
                "{\"base\": \"quick\", \"axes\": [{\"setting\": \"train.epochs\", \"values\": [1, 0]}], "
                        + "\"seeds\": [0]} | In 0: train.epochs must be",
                "{\"base\": \"quick\", \"axes\": [{\"setting\": \"train.epochs\", \"values\": [1, 1]}], \"seeds\": [0]} | has 1 more than once",
                "{\"base\": \"quick\", \"axes\": [{\"setting\": \"train.seed\", \"values\": [1]}], \"seeds\": [0]} | list seeds under",
                "{\"base\": \"quick\", \"axes\": [{\"values\": [1]}], \"seeds\": [0]} | needs either",
                "{\"base\": \"quick\", \"axes\": [{\"setting\": \"model.dim\", \"values\": [64]}, "
                        + "{\"setting\": \"model.dim\", \"values\": [128]}], \"seeds\": [0]} | Two axes change model.dim",
                "{\"base\": \"quick\", \"axes\": {}, \"seeds\": [0]} | square brackets",
                "[] | brace"
            })
    void mistakesAreReported(String json, String words) {
        assertThatThrownBy(() -> GridJson.parse(json))
                .isInstanceOf(WorkbenchException.class)
                .hasMessageContaining(words)
                .hasMessageEndingWith(".");
    }

    @Test
    void aGridWithTooManyRunsIsRejected() throws Exception {
        Grid grid = GridJson.parse(TWO_AXES)
                .withSeeds(java.util.stream.LongStream.range(0, 300).boxed().toList());
        assertThatThrownBy(grid::cells).hasMessageContaining("1200 runs");
    }
}
