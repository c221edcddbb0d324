package org.dinotwins.app.inspect.painting;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ColourMapTest {
    /** Published colours; turbo's fit is imprecise at its ends, so it is tested between them. */
    @ParameterizedTest
    @CsvSource({
        "MAGMA, 0, 000004",
        "MAGMA, 0.502, b73779",
        "MAGMA, 1, fcfdbf",
        "INFERNO, 0, 000004",
        "INFERNO, 0.502, bc3754",
        "INFERNO, 1, fcffa4",
        "VIRIDIS, 0, 440154",
        "VIRIDIS, 0.502, 21918c",
        "VIRIDIS, 1, fde725",
        "TURBO, 0.25, 28bbec",
        "TURBO, 0.5, a2fc3c",
        "TURBO, 0.75, fb8022"
    })
    void scalesHaveTheirPublishedColours(ColourMap colours, double share, String published) {
        int colour = colours.at(share);
        int expected = Integer.parseInt(published, 16);
        for (int shift : new int[] {0, 8, 16}) {
            assertThat(Math.abs((colour >> shift & 0xFF) - (expected >> shift & 0xFF)))
                    .as("%s at %s: %06x", colours, share, colour & 0xFFFFFF)
                    .isLessThanOrEqualTo(20);
        }
        assertThat(colour >>> 24).isEqualTo(255);
    }

    @ParameterizedTest
    @EnumSource(ColourMap.class)
    void valuesAreClampedToTheEnds(ColourMap colours) {
        assertThat(colours.at(-3)).isEqualTo(colours.at(0));
        assertThat(colours.at(Double.NaN)).isEqualTo(colours.at(0));
        assertThat(colours.at(7)).isEqualTo(colours.at(1)).isNotEqualTo(colours.at(0));
    }

    /** Scales of increasing lightness can be read without their hues. */
    @ParameterizedTest
    @EnumSource(
            value = ColourMap.class,
            names = {"MAGMA", "INFERNO", "VIRIDIS"})
    void lightnessIncreases(ColourMap colours) {
        double before = -1;
        for (int i = 0; i <= 32; i++) {
            int colour = colours.at(i / 32.0);
            double light = 0.2126 * (colour >> 16 & 0xFF) + 0.7152 * (colour >> 8 & 0xFF) + 0.0722 * (colour & 0xFF);
            assertThat(light).isGreaterThan(before - 0.5);
            before = light;
        }
    }

    @ParameterizedTest
    @CsvSource({"0, 255", "1, 0"})
    void spotlightIsDarkExceptWhereAttentionIs(double share, int darkness) {
        assertThat(ColourMap.SPOTLIGHT.at(share)).isEqualTo(darkness << 24);
    }
}
