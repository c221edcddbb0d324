package org.dinotwins.eval;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class PatchGridTest {
    /** Marked patches laid over a picture, row-major. */
    static boolean[] drawn(PatchGrid grid, boolean[] marks, int width, int height) {
        boolean[] pixels = new boolean[width * height];
        for (int i = 0; i < pixels.length; i++) {
            int row = i / width;
            pixels[i] = marks[grid.patchAt(i % width + 0.5, row + 0.5, width, height)];
        }
        return pixels;
    }

    @Test
    void keepsTheAspectRatioToTheNearestPatch() {
        assertThat(PatchGrid.of(160, 120, 160, 16)).isEqualTo(new PatchGrid(8, 10));
        assertThat(PatchGrid.of(120, 160, 96, 8)).isEqualTo(new PatchGrid(12, 9));
        assertThat(PatchGrid.of(1000, 3, 480, 16)).isEqualTo(new PatchGrid(1, 30));
    }

    @Test
    void findsThePatchUnderAPoint() {
        PatchGrid grid = new PatchGrid(3, 4);
        assertThat(grid.patchAt(0, 0, 100, 90)).isZero();
        assertThat(grid.patchAt(24.9, 30, 100, 90)).isEqualTo(4);
        assertThat(grid.patchAt(100, 90, 100, 90)).isEqualTo(11);
        assertThat(grid.patchAt(-5, 45, 100, 90)).isEqualTo(4);
    }

    @Test
    void eachPixelHasThePatchUnderItsCentre() {
        boolean[] marks = {true, false, false, true};
        boolean[] pixels = drawn(new PatchGrid(2, 2), marks, 5, 4);
        // The middle column's centre lies on the border and belongs to the right patch.
        boolean[] upper = {true, true, false, false, false};
        boolean[] lower = {false, false, true, true, true};
        for (int y = 0; y < 4; y++) {
            assertThat(Arrays.copyOfRange(pixels, y * 5, y * 5 + 5)).isEqualTo(y < 2 ? upper : lower);
        }
    }
}
