package org.dinotwins.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the presets promise about each other. */
class PresetsTest {
    @ParameterizedTest
    @CsvSource({"dino,1", "barlow,0", "dinotwins,0.5"})
    void theMethodsDifferFromQuickInTheObjectiveAlone(String name, String share) throws WorkbenchException {
        Map<String, String> quick = new TreeMap<>(ConfigJson.settings(Presets.load("quick")));
        Map<String, String> method = new TreeMap<>(ConfigJson.settings(Presets.load(name)));
        assertThat(method).containsEntry("name", name).containsEntry("objective.dinoShare", share);
        quick.remove("name");
        quick.remove("objective.dinoShare");
        method.remove("name");
        method.remove("objective.dinoShare");
        assertThat(method).isEqualTo(quick);
    }

    @Test
    void theBatchOfThePaperSuitsItsOutputs() throws WorkbenchException {
        RunConfig paper = Presets.load("paper");
        assertThat(paper.train().batchSize())
                .isGreaterThan(paper.objective().barlow().outputs());
        assertThat(Presets.describe("paper")).contains("not published", "Ours:");
    }
}
