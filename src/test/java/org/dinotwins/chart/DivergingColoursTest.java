package org.dinotwins.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DivergingColoursTest {
    /** Relative luminance of an opaque sRGB colour (WCAG 2.1). */
    private static double luminance(int argb) {
        return 0.2126 * linear(argb >> 16 & 255) + 0.7152 * linear(argb >> 8 & 255) + 0.0722 * linear(argb & 255);
    }

    private static double linear(int channel) {
        double c = channel / 255.0;
        return c <= 0.03928 ? c / 12.92 : Math.pow((c + 0.055) / 1.055, 2.4);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void luminanceIsMonotonicAlongBothArms(boolean dark) {
        DivergingColours map = new DivergingColours(dark);
        int sign = dark ? 1 : -1;
        for (int arm : new int[] {-1, 1}) {
            double before = luminance(map.argb(0));
            for (double v = 0.05; v <= 1.0001; v += 0.05) {
                double now = luminance(map.argb(arm * v));
                assertThat(sign * now).as("at %s", arm * v).isGreaterThan(sign * before);
                before = now;
            }
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void bothEndsHaveEqualLuminanceAndDifferentHues(boolean dark) {
        DivergingColours map = new DivergingColours(dark);
        int low = map.argb(-1);
        int high = map.argb(1);

        assertThat(luminance(low)).isCloseTo(luminance(high), within(0.12));
        assertThat(low & 255).as("blue of the negative end").isGreaterThan((high & 255) + 60);
        assertThat(high >> 16 & 255).as("red of the positive end").isGreaterThan((low >> 16 & 255) + 60);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void theMiddleIsGreyAndValuesOutsideAreClamped(boolean dark) {
        DivergingColours map = new DivergingColours(dark);
        int middle = map.argb(0);

        assertThat(Math.abs((middle >> 16 & 255) - (middle & 255))).isLessThan(4);
        assertThat(map.argb(-7)).isEqualTo(map.argb(-1));
        assertThat(map.argb(7)).isEqualTo(map.argb(1));
        assertThat(map.argb(Double.NaN)).isEqualTo(middle);
        assertThat(middle >>> 24).isEqualTo(255);
    }
}
