package org.dinotwins.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.dinotwins.measure.outcome.Outcome.Network;
import org.dinotwins.measure.outcome.SegmentationOutcome.Averages;
import org.dinotwins.measure.outcome.SegmentationOutcome.OverlapScore;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Averages of three objects in two pictures, computed by hand. */
class HeadOverlapsTest {
    private final HeadOverlaps overlaps = new HeadOverlaps();

    @BeforeEach
    void addPictures() {
        overlaps.add(List.of(new double[] {0.8, 0.2}));
        overlaps.add(List.of(new double[] {0.1, 0.3}, new double[] {0.2, 0.6}));
        overlaps.add(List.of());
    }

    private static void assertAverages(Averages found, double best, double mean, double fixed) {
        assertThat(found.best()).isCloseTo(best, within(1e-12));
        assertThat(found.mean()).isCloseTo(mean, within(1e-12));
        assertThat(found.fixed()).isCloseTo(fixed, within(1e-12));
    }

    @Test
    void overObjectsEveryObjectCountsAlike() {
        assertAverages(overlaps.overObjects(1), (0.8 + 0.3 + 0.6) / 3, (0.5 + 0.2 + 0.4) / 3, (0.2 + 0.3 + 0.6) / 3);
    }

    @Test
    void overPicturesEveryPictureCountsAlike() {
        assertAverages(
                overlaps.overPictures(0),
                (0.8 + (0.3 + 0.6) / 2) / 2,
                (0.5 + (0.2 + 0.4) / 2) / 2,
                (0.8 + (0.1 + 0.2) / 2) / 2);
    }

    @Test
    void intervalsAreOverThePictures() {
        // Two pictures: the standard error of their mean is half their difference.
        assertAverages(overlaps.halfOverPictures(0), 1.96 * 0.175, 1.96 * 0.1, 1.96 * 0.325);
        // Residuals of the best head's sums: 0.8 - 1.7 / 3 and its opposite.
        double residual = 0.8 - 1.7 / 3;
        assertThat(overlaps.halfOverObjects(0).best())
                .isCloseTo(1.96 * Math.sqrt(2 * 2 * residual * residual) / 3, within(1e-12));
    }

    @Test
    void theFixedHeadIsTheBestOverAllObjects() {
        // 1.1 against 1.1 is a tie, which the first head wins; another object decides for the second one.
        assertThat(overlaps.bestHead()).isZero();
        overlaps.add(List.of(new double[] {0.1, 0.2}));
        assertThat(overlaps.bestHead()).isEqualTo(1);
        assertThat(overlaps.pictures()).isEqualTo(3);
        assertThat(overlaps.objects()).isEqualTo(4);
    }

    @Test
    void theFixedHeadIsChosenOnOtherPicturesThanItIsScoredOn() {
        HeadOverlaps training = new HeadOverlaps();
        training.add(List.of(new double[] {0.1, 0.9}));
        overlaps.add(List.of(new double[] {1, 0}));
        assertThat(overlaps.bestHead()).as("on the scored pictures").isZero();

        OverlapScore score = overlaps.score(Network.TRAINED, training);
        assertThat(score.fixedHead()).isEqualTo(1);
        assertThat(score.overObjects().fixed()).isCloseTo((0.2 + 0.3 + 0.6 + 0) / 4, within(1e-12));

        OverlapScore without = overlaps.score(Network.TRAINED, new HeadOverlaps());
        assertThat(without.fixedHead()).isEqualTo(-1);
        assertThat(without.overObjects().fixed()).isNaN();
        assertThat(without.overObjects().best()).isPositive();
    }

    @Test
    void withoutObjectsNothingIsMeasured() {
        HeadOverlaps none = new HeadOverlaps();
        assertThat(none.bestHead()).isZero();
        assertThat(none.overObjects(0).best()).isNaN();
        assertThat(none.overPictures(0).fixed()).isNaN();
    }
}
