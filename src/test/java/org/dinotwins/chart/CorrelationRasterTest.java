package org.dinotwins.chart;

import static org.assertj.core.api.Assertions.assertThat;

import org.dinotwins.train.CorrelationSnapshot;
import org.junit.jupiter.api.Test;

class CorrelationRasterTest {
    private final DivergingColours colours = new DivergingColours(true);

    private static CorrelationSnapshot snapshot(int size, int reduction, float... values) {
        return new CorrelationSnapshot(10, size, values, size * reduction, reduction, 32, 0.5, 0.1);
    }

    @Test
    void everyCellHasItsColour() {
        CorrelationRaster raster = CorrelationRaster.of(snapshot(2, 1, 1, -0.5f, 0.25f, 0.9f), 300, colours, false);

        assertThat(raster.side()).isEqualTo(2);
        assertThat(raster.argb())
                .containsExactly(colours.argb(1), colours.argb(-0.5), colours.argb(0.25), colours.argb(0.9f));
    }

    @Test
    void aSmallSquareKeepsTheStrongestPairOfEachBlock() {
        float[] values = new float[16];
        values[2] = -0.8f;
        values[3] = 0.7f;

        CorrelationRaster raster = CorrelationRaster.of(snapshot(4, 1, values), 2, colours, false);

        assertThat(raster.side()).isEqualTo(2);
        assertThat(raster.argb()[1]).isEqualTo(colours.argb(-0.8f));
        assertThat(raster.argb()[0]).isEqualTo(colours.argb(0));
    }

    @Test
    void enlargedCellsAreSquaresOfOneColour() {
        CorrelationRaster large = CorrelationRaster.of(snapshot(2, 1, 1, -0.5f, 0.25f, 0.9f), 7, colours, false)
                .enlarged(6);

        assertThat(large.side()).isEqualTo(6);
        assertThat(large.argb()[2]).isEqualTo(colours.argb(1));
        assertThat(large.argb()[3]).isEqualTo(colours.argb(-0.5));
        assertThat(large.argb()[35]).isEqualTo(colours.argb(0.9f));
    }

    @Test
    void theStretchedScaleAmplifiesSmallValues() {
        CorrelationRaster raster = CorrelationRaster.of(snapshot(1, 1, -0.25f), 1, colours, true);

        assertThat(raster.argb()).containsExactly(colours.argb(-0.5));
    }

    @Test
    void aCellReportsItsIndicesAndValue() {
        CorrelationSnapshot snapshot = snapshot(2, 1, 1, -0.5f, 0.25f, 0.9f);

        assertThat(CorrelationRaster.textAt(snapshot, 0.9, 0.1))
                .contains("i 0")
                .contains("j 1")
                .contains("−0.500");
    }

    @Test
    void aReducedCellReportsItsRangeOfEntries() {
        CorrelationSnapshot snapshot = new CorrelationSnapshot(1, 2, new float[] {1, 0.3f, 0, 1}, 7, 4, 32, 1, 0);

        assertThat(CorrelationRaster.textAt(snapshot, 0.9, 0.1))
                .contains("i 0–3")
                .contains("j 4–6")
                .contains("strongest")
                .contains("0.300");
    }
}
