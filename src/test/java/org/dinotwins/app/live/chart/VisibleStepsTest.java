package org.dinotwins.app.live.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class VisibleStepsTest {
    private final VisibleSteps window = new VisibleSteps();

    @BeforeEach
    void aRunOfAThousandSteps() {
        window.extent(1, 1000);
    }

    @Test
    void theWholeRunIsInViewAndTheViewGrowsWithIt() {
        window.extent(1, 1500);

        assertThat(window.toProperty().get()).isEqualTo(1500);
        assertThat(window.zoomedProperty().get()).isFalse();
    }

    @Test
    void aZoomedViewIsUnchangedByNewSteps() {
        window.show(700, 300);
        window.extent(1, 1500);

        assertThat(window.fromProperty().get()).isEqualTo(300);
        assertThat(window.toProperty().get()).isEqualTo(700);
    }

    @Test
    void zoomingKeepsTheStepUnderThePointer() {
        window.show(200, 600);
        window.zoom(300, 0.5);

        assertThat(window.fromProperty().get()).isCloseTo(250, within(1e-9));
        assertThat(window.toProperty().get()).isCloseTo(450, within(1e-9));
    }

    @Test
    void zoomingAllTheWayOutFollowsTheRunAgain() {
        window.show(200, 600);
        window.zoom(300, 100);
        window.extent(1, 1200);

        assertThat(window.toProperty().get()).isEqualTo(1200);
    }

    @Test
    void movingStopsAtTheEnds() {
        window.show(800, 900);
        window.pan(5);

        assertThat(window.fromProperty().get()).isEqualTo(900);
        assertThat(window.toProperty().get()).isEqualTo(1000);
    }
}
