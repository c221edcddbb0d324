package org.dinotwins.measure.outcome;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.dinotwins.augment.corruption.Corruption;
import org.dinotwins.measure.outcome.RobustnessOutcome.CorruptionScore;
import org.junit.jupiter.api.Test;

/** Figures of the tables, computed by hand. */
class OutcomeTablesTest {
    private static RobustnessOutcome robustness(double cleanKnn) {
        return new RobustnessOutcome(
                new Outcome.About("t", "s", "r", 1, "set", "/set", 100, 100, true, List.of()),
                cleanKnn,
                0.6,
                0.2,
                0.3,
                0.7,
                0.125,
                List.of(
                        new CorruptionScore(Corruption.FOG, 1, 0.5, 0.5, 0.2, 0.3, 0.6, 0.9),
                        new CorruptionScore(Corruption.FOG, 2, 0.3, 0.3, 0.2, 0.2, 0.4, 0.7),
                        new CorruptionScore(Corruption.CONTRAST, 1, 0.2, 0.2, 0.1, 0.1, 0.2, 0.5)));
    }

    private static List<String> row(RobustnessOutcome outcome, String name) {
        return outcome.tables().get(0).cells().stream()
                .filter(cells -> cells.get(0).startsWith(name))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void aShareHasHalfIts95PercentInterval() {
        assertThat(OutcomeTables.share(0.5, 100)).isEqualTo("50.0 ± 9.8");
        assertThat(OutcomeTables.share(Double.NaN, 100)).isEqualTo("–");
    }

    @Test
    void corruptionErrorsAreRelativeToRandomWeights() {
        RobustnessOutcome outcome = robustness(0.6);
        // FOG: errors 0.5 and 0.7 against 0.8 and 0.8; CONTRAST: 0.8 against 0.9.
        assertThat(outcome.corruptionError(Corruption.FOG)).isCloseTo(1.2 / 1.6, within(1e-12));
        assertThat(outcome.mce()).isCloseTo((1.2 / 1.6 + 0.8 / 0.9) / 2, within(1e-12));
        assertThat(row(outcome, "mCE")).contains("81.9", "100.0");
    }

    @Test
    void greyPixelsAndHogAreBesideTheNetworkUnderCorruption() {
        // Means over the three cells: pixels 0.2, HOG 0.4.
        assertThat(row(robustness(0.6), "under corruption")).contains("20.0 ± 7.8", "40.0 ± 9.6");
        assertThat(row(robustness(0.6), "clean")).contains("30.0 ± 9.0", "70.0 ± 9.0");
    }

    @Test
    void aFigureThatAFloorReachesIsMarked() {
        // Clean: kNN 0.6 and logistic regression 0.6 against HOG 0.7; under corruption 0.333 against 0.4.
        assertThat(row(robustness(0.6), "clean")).containsSubsequence("60.0 ± 9.6*", "60.0 ± 9.6*", "20.0 ± 7.8");
        assertThat(row(robustness(0.75), "clean").get(1)).isEqualTo("75.0 ± 8.5");
        assertThat(row(robustness(0.75), "under").get(1)).isEqualTo("33.3 ± 9.2*");
        assertThat(robustness(0.6).tables().get(0).caption()).endsWith("* not above the best floor.");
        assertThat(robustness(0.6).tables().get(0).csv())
                .as("figures stay figures")
                .doesNotContain("*");
    }

    @Test
    void neighboursAreComparedWithFloorsOfTheSameNumber() {
        KnnOutcome outcome = new KnnOutcome(
                new Outcome.About("t", "s", "r", 1, "set", "/set", 100, 100, true, List.of()),
                List.of(
                        new KnnOutcome.KnnScore(Outcome.Network.HOG, 10, 0.5, 0.9),
                        new KnnOutcome.KnnScore(Outcome.Network.HOG, 20, 0.7, 0.8),
                        new KnnOutcome.KnnScore(Outcome.Network.TRAINED, 10, 0.6, 0.9),
                        new KnnOutcome.KnnScore(Outcome.Network.TRAINED, 20, 0.6, 0.9)),
                0.125);
        List<List<String>> cells = outcome.tables().get(0).cells();
        assertThat(cells.get(3)).containsExactly("Trained", "10", "60.0 ± 9.6", "90.0 ± 5.9*");
        assertThat(cells.get(4)).containsExactly("Trained", "20", "60.0 ± 9.6*", "90.0 ± 5.9");
    }

    @Test
    void aRobustnessResultOfAnEarlierVersionIsNotReadAsZeros() throws Exception {
        String now = OutcomeJson.write(robustness(0.6));
        assertThat(OutcomeJson.read(now)).isEqualTo(robustness(0.6));
        String earlier = now.replaceAll("\"cleanHog\":[^,]*,", "");
        assertThat(earlier).isNotEqualTo(now);
        assertThatThrownBy(() -> OutcomeJson.read(earlier)).hasMessageContaining("earlier version");
    }

    @Test
    void aSegmentationResultOfAnEarlierVersionIsNotCalledDamaged() {
        String earlier = "{\"kind\":\"segmentation\",\"scores\":[{\"network\":\"TRAINED\",\"objects\":3,\"best\":0.5,"
                + "\"mean\":0.4,\"fixed\":0.4}],\"pictures\":[]}";
        assertThatThrownBy(() -> OutcomeJson.read(earlier)).hasMessageContaining("earlier version");
    }

    @Test
    void nothingIsDividedByACleanFigureAtChance() {
        assertThat(row(robustness(0.6), "relative").get(1)).isEqualTo("55.6");
        assertThat(row(robustness(0.18), "relative").get(1))
                .as("0.18 of 100 pictures is not clearly above 0.125")
                .isEqualTo("clean is at chance");
    }
}
