package org.dinotwins.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class SmoothedSeriesTest {
    private static StepSeries series(double... values) {
        StepSeries series = new StepSeries();
        for (int i = 0; i < values.length; i++) {
            series.add(i + 1, values[i]);
        }
        return series;
    }

    @Test
    void theStartIsNotBiasedTowardsZero() {
        SmoothedSeries smoothed = new SmoothedSeries(series(7, 7, 7), 100);

        assertThat(smoothed.catchUp(10)).isTrue();

        assertThat(smoothed.line().at(1)).isCloseTo(7, within(1e-5));
        assertThat(smoothed.line().at(3)).isCloseTo(7, within(1e-5));
    }

    @Test
    void weightsDecayExponentially() {
        SmoothedSeries smoothed = new SmoothedSeries(series(1, 0, 4), 2);

        smoothed.catchUp(10);

        // b = 1/2: (4 * 1/2 + 0 * 1/4 + 1 * 1/8) / (7/8)
        assertThat(smoothed.line().lastValue()).isCloseTo(2.125 / 0.875, within(1e-5));
    }

    @Test
    void averagingInPartsGivesTheSameResult() {
        StepSeries source = series(3, 1, 4, 1, 5, 9, 2, 6);
        SmoothedSeries whole = new SmoothedSeries(source, 4);
        SmoothedSeries parts = new SmoothedSeries(source, 4);
        whole.catchUp(100);

        assertThat(parts.catchUp(3)).isFalse();
        assertThat(parts.catchUp(5)).isTrue();

        assertThat(parts.line().lastValue()).isEqualTo(whole.line().lastValue());
    }

    @Test
    void aWindowOfOneStepChangesNothing() {
        SmoothedSeries smoothed = new SmoothedSeries(series(3, 1, 4), 1);

        smoothed.catchUp(3);

        assertThat(smoothed.line().at(2)).isEqualTo(1);
    }
}
