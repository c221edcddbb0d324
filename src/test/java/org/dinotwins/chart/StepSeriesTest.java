package org.dinotwins.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class StepSeriesTest {
    private static final int MILLION = 1_000_000;
    private static final int COLUMNS = 800;

    private static StepSeries million() {
        StepSeries series = new StepSeries();
        for (int i = 1; i <= MILLION; i++) {
            double spike = i == 123_457 ? 50 : i == 876_543 ? -50 : 0;
            series.add(i, Math.sin(i / 1000.0) + spike);
        }
        return series;
    }

    @Test
    void aMillionStepsNeedFewPointsPerColumnAndKeepEverySpike() {
        StepSeries.Line line = million().between(1, MILLION, COLUMNS);

        assertThat(line.size()).isBetween(COLUMNS, 8 * COLUMNS);
        assertThat(Arrays.stream(line.values()).max().getAsDouble()).isGreaterThan(48);
        assertThat(Arrays.stream(line.values()).min().getAsDouble()).isLessThan(-48);
        assertThat(line.steps()).isSorted().contains(123_457, 876_543);
        assertThat(line.steps()[0]).isEqualTo(1);
        assertThat(line.steps()[line.size() - 1]).isEqualTo(MILLION);
    }

    @Test
    void everyColumnShowsTheExtremesOfItsOwnSteps() {
        StepSeries series = million();
        StepSeries.Line line = series.between(100_000, 300_000, COLUMNS);

        double width = 200_000.0 / COLUMNS;
        for (int column = 1; column < COLUMNS - 1; column++) {
            // Blocks do not end at column borders: a column's extreme is drawn at most one column away.
            double from = 100_000 + (column - 1) * width;
            double to = from + 3 * width;
            double drawn = Double.NEGATIVE_INFINITY;
            for (int i = 0; i < line.size(); i++) {
                if (line.steps()[i] >= from && line.steps()[i] <= to) {
                    drawn = Math.max(drawn, line.values()[i]);
                }
            }
            double greatest = Double.NEGATIVE_INFINITY;
            for (int step = (int) Math.ceil(from + width); step <= from + 2 * width; step++) {
                greatest = Math.max(greatest, series.at(step));
            }
            assertThat(drawn).isGreaterThanOrEqualTo(greatest);
        }
    }

    @Test
    void everyStepIsDrawnWhenZoomedIn() {
        StepSeries.Line line = million().between(500_000, 500_100, COLUMNS);

        assertThat(line.steps()[0]).isEqualTo(499_999);
        assertThat(line.steps()[line.size() - 1]).isEqualTo(500_101);
        assertThat(line.size()).isEqualTo(103);
    }

    @Test
    void aMissingValueRepeatsThePreviousOne() {
        StepSeries series = new StepSeries();
        series.add(1, 2);
        series.add(2, Double.NaN);
        series.add(3, 4);

        assertThat(series.at(0.5)).isNaN();
        assertThat(series.at(2)).isEqualTo(2);
        assertThat(series.at(99)).isEqualTo(4);
        assertThat(series.size()).isEqualTo(2);
    }

    @Test
    void stepsMustIncrease() {
        StepSeries series = new StepSeries();
        series.add(5, 1);

        assertThatThrownBy(() -> series.add(5, 1)).hasMessageContaining("step 5");
    }

    @Test
    void aLogarithmicScaleHasOnlyPositiveValues() {
        StepSeries series = new StepSeries();
        series.add(1, -1);
        series.add(2, 0);
        series.add(3, 3);

        assertThat(series.between(1, 3, 100).positive().values()).containsExactly(3);
    }
}
