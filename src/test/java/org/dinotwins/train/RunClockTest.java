package org.dinotwins.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

/** The time of a run by a clock that the test sets. */
class RunClockTest {
    private long seconds = 1000;
    private final RunClock clock = new RunClock(() -> seconds * 1_000_000_000L);

    private void step(int took, int pictures) {
        seconds += took;
        clock.stepDone(pictures);
    }

    @Test
    void stepsAddTheirTimeAndPictures() {
        step(2, 8);
        step(4, 8);
        seconds += 3;

        assertThat(clock.elapsed()).isCloseTo(9, within(1e-9));
        assertThat(clock.pictures()).isEqualTo(16);
        assertThat(clock.rate(12)).isCloseTo(4, within(1e-9));
    }

    @Test
    void theRemainingTimeFollowsTheAverageStep() {
        seconds += 5;
        assertThat(clock.remaining(10)).as("of the first step, so far").isCloseTo(50, within(1e-9));
        clock.stepDone(8);
        step(1, 8);
        assertThat(clock.remaining(10)).isCloseTo(10 * (0.95 * 5 + 0.05 * 1), within(1e-9));
    }

    @Test
    void aPauseDoesNotCount() {
        step(2, 8);
        seconds += 600;
        clock.restart();
        seconds += 1;
        assertThat(clock.elapsed()).isCloseTo(3, within(1e-9));
    }

    @Test
    void aResumedRunContinuesItsCounts() {
        seconds += 50;
        clock.resume(4800, 120);
        step(2, 8);
        assertThat(clock.elapsed()).isCloseTo(122, within(1e-9));
        assertThat(clock.pictures()).isEqualTo(4808);
    }
}
