package org.dinotwins.chart;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.Graphics2D;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.util.List;
import org.jfree.chart.axis.AxisState;
import org.jfree.chart.axis.NumberTick;
import org.jfree.chart.axis.TickType;
import org.jfree.chart.ui.RectangleEdge;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SparseTickAxisTest {
    private static int labels(double low, double high, double length, RectangleEdge edge) {
        SparseTickAxis axis = new SparseTickAxis(null);
        axis.setRange(low, high);
        Graphics2D pen = new BufferedImage(8, 8, BufferedImage.TYPE_INT_RGB).createGraphics();
        try {
            List<?> ticks = axis.refreshTicks(pen, new AxisState(), new Rectangle2D.Double(0, 0, length, length), edge);
            return (int) ticks.stream()
                    .filter(tick -> ((NumberTick) tick).getTickType().equals(TickType.MAJOR))
                    .count();
        } finally {
            pen.dispose();
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {300, 800, 1900, 3600})
    void aLargeChartHasFewLabels(double length) {
        for (double high : new double[] {0.013, 1, 7.3, 20, 4321}) {
            assertThat(labels(0, high, length, RectangleEdge.LEFT)).isBetween(4, 13);
            assertThat(labels(0, high, length, RectangleEdge.BOTTOM)).isBetween(4, 13);
        }
    }

    @Test
    void aSmallChartKeepsItsLabelsApart() {
        assertThat(labels(0, 1, 120, RectangleEdge.LEFT)).isBetween(2, 6);
    }
}
