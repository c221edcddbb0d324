package org.dinotwins.app.shared;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RedrawClockTest {
    private static final long MILLI = 1_000_000;

    @Test
    void drawingTakesAtMostItsShareOfTime() {
        long cost = 20 * MILLI;
        assertThat(cost / (double) RedrawClock.interval(cost)).isEqualTo(RedrawClock.SHARE);
    }

    @Test
    void theIntervalHasALowerAndAnUpperLimit() {
        assertThat(RedrawClock.interval(0)).isEqualTo(RedrawClock.SHORTEST);
        assertThat(RedrawClock.interval(MILLI / 2)).isEqualTo(RedrawClock.SHORTEST);
        assertThat(RedrawClock.interval(5_000 * MILLI)).isEqualTo(RedrawClock.LONGEST);
    }
}
