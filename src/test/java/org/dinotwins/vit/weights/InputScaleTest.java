package org.dinotwins.vit.weights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

/** The same pixel in several scales, computed by hand. */
class InputScaleTest {
    @Test
    void aPixelKeepsItsColour() {
        // Red 0.6, green 0.2, blue 1, normalised by ImageNet's values.
        float[] imageNet = {
            (float) ((0.6 - 0.485) / 0.229), (float) ((0.2 - 0.456) / 0.224), (float) ((1 - 0.406) / 0.225)
        };
        InputScale half = new InputScale(List.of(0.5, 0.5, 0.5), List.of(0.5, 0.5, 0.5));
        float[] found = half.of(imageNet);
        assertThat(found[0]).isCloseTo(0.2f, within(1e-6f));
        assertThat(found[1]).isCloseTo(-0.6f, within(1e-6f));
        assertThat(found[2]).isCloseTo(1f, within(1e-6f));
        assertThat(InputScale.IMAGENET.of(imageNet)).isSameAs(imageNet);
        assertThat(half.words()).isEqualTo("mean 0.500 0.500 0.500 and deviation 0.500 0.500 0.500");
    }

    @Test
    void aScaleNeedsThreeColoursAndPositiveDeviations() {
        assertThatThrownBy(() -> new InputScale(List.of(0.5), List.of(0.5)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new InputScale(List.of(0.5, 0.5, 0.5), List.of(0.5, 0.0, 0.5)))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
