package org.dinotwins.app.shared;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PaceTest {
    private static final long MILLI = 1_000_000;

    @Test
    void drawingTakesItsShareOfTheTimeAndNoMore() {
        long cost = 20 * MILLI;
        assertThat(cost / (double) Pace.interval(cost)).isEqualTo(Pace.SHARE);
    }

    @Test
    void cheapDrawingIsAsFastAsFiguresCanBeReadAndDearDrawingStillMoves() {
        assertThat(Pace.interval(0)).isEqualTo(Pace.FASTEST);
        assertThat(Pace.interval(MILLI / 2)).isEqualTo(Pace.FASTEST);
        assertThat(Pace.interval(5_000 * MILLI)).isEqualTo(Pace.SLOWEST);
    }
}
