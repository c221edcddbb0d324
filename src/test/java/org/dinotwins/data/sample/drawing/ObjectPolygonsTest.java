package org.dinotwins.data.sample.drawing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** Coverage, and the outlines traced from it, preserve areas, edges and holes. */
class ObjectPolygonsTest {
    private static final int SIDE = 60;

    @Test
    void preservesTheAreaOfADisc() {
        double[] disc = Contour.ellipse(30, 30, 20, 20);
        double polygon = 18 * StrictMath.sin(Math.PI / 18) * 400;
        Coverage cover = Coverage.of(disc, SIDE, SIDE, 0);
        assertThat(cover.area()).isCloseTo(polygon, within(1.0));
        ObjectPolygons outlines = ObjectPolygons.of(grid(cover), SIDE, SIDE);
        assertThat(outlines.rings()).hasSize(1);
        assertThat(area(outlines)).isCloseTo(polygon, within(12.0));
    }

    @Test
    void reachesTheEdgesOfThePicture() {
        float[] all = new float[SIDE * SIDE];
        Arrays.fill(all, 1);
        ObjectPolygons outlines = ObjectPolygons.of(all, SIDE, SIDE);
        assertThat(outlines.rings()).hasSize(1);
        assertThat(area(outlines)).isCloseTo(SIDE * SIDE, within(1.0));
    }

    @Test
    void cutsARingThroughItsHole() {
        float[] ring = grid(Coverage.of(Contour.ellipse(30, 30, 24, 24), SIDE, SIDE, 0));
        float[] hole = grid(Coverage.of(Contour.ellipse(30, 30, 12, 12), SIDE, SIDE, 0));
        double covered = 0;
        for (int i = 0; i < ring.length; i++) {
            ring[i] -= hole[i];
            covered += ring[i];
        }
        ObjectPolygons outlines = ObjectPolygons.of(ring, SIDE, SIDE);
        assertThat(outlines.rings()).hasSize(2);
        assertThat(outlines.rings())
                .allSatisfy(r -> assertThat(ObjectPolygons.twiceArea(r)).isPositive());
        assertThat(area(outlines)).isCloseTo(covered, within(20.0));
    }

    @Test
    void piecesThatTouchAtACornerNeverCross() {
        float[] pixels = new float[SIDE * SIDE];
        for (int y = 10; y < 20; y++) {
            for (int x = 10; x < 20; x++) {
                pixels[y * SIDE + x] = 1;
                pixels[(y + 10) * SIDE + x + 10] = 1;
            }
        }
        assertThat(area(ObjectPolygons.of(pixels, SIDE, SIDE))).isCloseTo(200, within(4.0));
    }

    private static float[] grid(Coverage cover) {
        float[] values = new float[SIDE * SIDE];
        for (int i = 0; i < values.length; i++) {
            values[i] = cover.value(i % SIDE, i / SIDE);
        }
        return values;
    }

    private static double area(ObjectPolygons outlines) {
        return outlines.rings().stream()
                .mapToDouble(r -> ObjectPolygons.twiceArea(r) / 200.0)
                .sum();
    }
}
