package org.dinotwins.augment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CropRecipeTest {
    private static final Interval PIXEL = new Interval(1, 1);
    private static final Photometric NONE = new Photometric(0, 0, 0, 0, 0, 0, 0, PIXEL, 0);

    @ParameterizedTest
    @CsvSource({
        "0, 0.4, 1, 2, 16, 0.75, 0.5, size of global crops is 0",
        "32, 0.4, 1.5, 2, 16, 0.75, 0.5, area of global crops",
        "32, 0.4, 1, -1, 16, 0.75, 0.5, number of local crops is -1",
        "32, 0.4, 1, 2, 0, 0.75, 0.5, size of local crops is 0",
        "32, 0.4, 1, 2, 16, 0, 0.5, aspect ratio",
        "32, 0.4, 1, 2, 16, 0.75, 1.2, probability of a flip is 1.2",
        "32, 1, 0.4, 2, 16, 0.75, 0.5, is empty"
    })
    void aFaultNamesTheSettingAndItsValue(
            int size, double min, double max, int locals, int localSize, double aspect, double flip, String message) {
        assertThatThrownBy(() -> new CropRecipe(
                        size,
                        new Interval(min, max),
                        locals,
                        localSize,
                        new Interval(0.05, 0.4),
                        new Interval(aspect, 4 / 3.0),
                        flip,
                        NONE,
                        NONE,
                        NONE))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message);
    }

    @Test
    void sizesOfLocalCropsAreIgnoredWithoutLocalCrops() {
        assertThat(new CropRecipe(32, PIXEL, 0, 0, new Interval(0, 0), PIXEL, 0, NONE, NONE, NONE).crops())
                .isEqualTo(2);
    }

    @ParameterizedTest
    @CsvSource({
        "1.1, 0.4, 0.1, 2, probability of colour jitter",
        "0.8, -1, 0.1, 2, brightness jitter is -1",
        "0.8, 0.4, 0.6, 2, hue jitter is 0.6",
        "0.8, 0.4, 0.1, 90, width of the blur"
    })
    void rejectsInvalidPhotometricSettings(double chance, double brightness, double hue, double sigma, String message) {
        assertThatThrownBy(
                        () -> new Photometric(chance, brightness, 0.4, 0.2, hue, 0.2, 0.5, new Interval(0.1, sigma), 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message);
    }
}
