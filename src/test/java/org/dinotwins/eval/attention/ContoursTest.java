package org.dinotwins.eval.attention;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ContoursTest {
    @Test
    void rectangleHasFourCorners() {
        assertThat(trace("....", ".##.", ".##.")).singleElement().isEqualTo(new double[] {3, 1, 3, 3, 1, 3, 1, 1});
    }

    @Test
    void anEmptyRegionHasNoBorder() {
        assertThat(trace("...", "...")).isEmpty();
    }

    @Test
    void aHoleHasACounterClockwiseRing() {
        List<double[]> rings = trace("###", "#.#", "###");
        assertThat(rings).hasSize(2);
        assertThat(area(rings.get(0))).isEqualTo(9);
        assertThat(area(rings.get(1))).isEqualTo(-1);
    }

    @Test
    void cellsThatTouchOnlyAtACornerStaySeparate() {
        assertThat(trace("#.", ".#"))
                .hasSize(2)
                .allSatisfy(ring -> assertThat(area(ring)).isEqualTo(1));
    }

    @Test
    void ringsEncloseExactlyTheRegion() {
        Random random = new Random(7);
        for (int trial = 0; trial < 200; trial++) {
            int width = 1 + random.nextInt(9);
            int height = 1 + random.nextInt(9);
            boolean[] inside = new boolean[width * height];
            int count = 0;
            for (int i = 0; i < inside.length; i++) {
                inside[i] = random.nextInt(3) > 0;
                count += inside[i] ? 1 : 0;
            }
            assertThat(Contours.of(inside, width, height).stream()
                            .mapToDouble(ContoursTest::area)
                            .sum())
                    .isEqualTo(count);
        }
    }

    @Test
    void aSmoothedRingRunsThroughTheMiddlesOfEdges() {
        assertThat(Contours.smoothed(new boolean[] {true, true}, 2, 1))
                .singleElement()
                .isEqualTo(new double[] {2, 0.5, 1.5, 1, 0.5, 1, 0, 0.5, 0.5, 0, 1.5, 0});
    }

    /** Shoelace formula; positive when clockwise on a screen, where y grows downwards. */
    private static double area(double[] ring) {
        double twice = 0;
        for (int i = 0; i < ring.length; i += 2) {
            int next = (i + 2) % ring.length;
            twice += ring[i] * ring[next + 1] - ring[next] * ring[i + 1];
        }
        return twice / 2;
    }

    private static List<double[]> trace(String... rows) {
        String all = String.join("", rows);
        boolean[] inside = new boolean[all.length()];
        for (int i = 0; i < inside.length; i++) {
            inside[i] = all.charAt(i) == '#';
        }
        return Contours.of(inside, rows[0].length(), rows.length);
    }
}
