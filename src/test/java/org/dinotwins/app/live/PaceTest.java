package org.dinotwins.app.live;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PaceTest {
    private static final long MILLI = 1_000_000;

    @Test
    void drawingTakesItsShareOfTheProcessorsAndNoMore() {
        long cost = 20 * MILLI;
        long interval = Pace.interval(cost, 2);
        assertThat(cost / (2.0 * interval)).isEqualTo(Pace.SHARE);
        assertThat(Pace.interval(cost, 4)).isEqualTo(interval / 2);
    }

    @Test
    void cheapDrawingIsAsFastAsFiguresCanBeReadAndDearDrawingStillMoves() {
        assertThat(Pace.interval(0, 2)).isEqualTo(Pace.FASTEST);
        assertThat(Pace.interval(10 * MILLI, 16)).isEqualTo(Pace.FASTEST);
        assertThat(Pace.interval(5_000 * MILLI, 2)).isEqualTo(Pace.SLOWEST);
    }
}
