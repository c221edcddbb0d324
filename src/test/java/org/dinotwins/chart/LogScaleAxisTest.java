package org.dinotwins.chart;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.geom.Rectangle2D;
import java.util.List;
import org.jfree.chart.axis.NumberTick;
import org.jfree.chart.ui.RectangleEdge;
import org.junit.jupiter.api.Test;

class LogScaleAxisTest {
    private static List<String> labels(double low, double high, double height) {
        LogScaleAxis axis = new LogScaleAxis();
        axis.setRange(low, high);
        List<NumberTick> ticks =
                axis.refreshTicksVertical(null, new Rectangle2D.Double(0, 0, 500, height), RectangleEdge.LEFT);
        return ticks.stream().map(NumberTick::getText).toList();
    }

    @Test
    void aWideRangeIsLabelledWithPowersOfTen() {
        assertThat(labels(0.002, 50, 60)).containsExactly("0.01", "1");
    }

    @Test
    void aRangeWithoutRoundValuesHasEvenlySpacedLabels() {
        assertThat(labels(3.4, 4.7, 170)).containsExactly("3.4", "3.6", "3.8", "4", "4.2", "4.4", "4.6");
        assertThat(labels(3.4, 4.7, 70)).containsExactly("3.5", "4", "4.5");
        assertThat(labels(0.0501, 0.0509, 170))
                .hasSizeBetween(3, 7)
                .allSatisfy(text -> assertThat(text).startsWith("0.05"));
    }
}
