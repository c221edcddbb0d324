package org.dinotwins.eval.floor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.function.IntBinaryOperator;
import org.dinotwins.data.picture.Pixels;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Descriptors of pictures whose features can be computed by hand. */
class PictureDescriptorTest {
    /** A picture of this size. @param colour 0xRRGGBB by x and y */
    private static Pixels picture(int width, int height, IntBinaryOperator colour) {
        byte[] rgb = new byte[3 * width * height];
        for (int i = 0; i < width * height; i++) {
            int value = colour.applyAsInt(i % width, i / width);
            rgb[3 * i] = (byte) (value >> 16);
            rgb[3 * i + 1] = (byte) (value >> 8);
            rgb[3 * i + 2] = (byte) value;
        }
        return new Pixels(width, height, rgb);
    }

    @Test
    void greyPixelsWeighTheColours() {
        float[] grey = GreyPixels.of(picture(16, 16, (x, y) -> x == 0 ? 0xff0000 : y == 0 ? 0x00ff00 : 0x0000ff));
        assertThat(grey).hasSize(256);
        assertThat(grey[16]).isCloseTo(0.299f, within(1e-4f));
        assertThat(grey[1]).isCloseTo(0.587f, within(1e-4f));
        assertThat(grey[17]).isCloseTo(0.114f, within(1e-4f));
    }

    @Test
    void theHistogramCountsColoursWhereverTheyAre() {
        float[] features = ColourHistogram.of(picture(4, 1, (x, y) -> x == 2 ? 0xff0000 : 0x2040ff));
        assertThat(features).hasSize(512);
        // Red alone: level 7 of red. The other: levels 1, 2 and 7.
        assertThat(features[7 * 64]).isEqualTo(0.5f);
        assertThat(features[64 + 2 * 8 + 7]).isCloseTo((float) Math.sqrt(0.75), within(1e-6f));
        assertThat(features)
                .containsExactly(ColourHistogram.of(picture(2, 2, (x, y) -> x + y == 2 ? 0xff0000 : 0x2040ff)));
    }

    @Test
    void hogSeparatesDirections() {
        // A gradient along x has the direction 0, which lies between the first and the last of nine directions.
        float[] horizontal = Hog.of(picture(48, 48, (x, y) -> 0x010101 * 5 * x));
        float[] vertical = Hog.of(picture(48, 48, (x, y) -> 0x010101 * 5 * y));
        assertThat(horizontal).hasSize(900);
        for (int i = 0; i < 900; i++) {
            int direction = i % 9;
            boolean expected = direction == 0 || direction == 8;
            // Two equal directions in four cells: 1 / sqrt(8) after clipping at 0.2 and normalising again.
            assertThat(horizontal[i]).isCloseTo(expected ? (float) (1 / Math.sqrt(8)) : 0, within(0.02f));
        }
        // A gradient along y has the middle direction.
        for (int i = 0; i < 900; i++) {
            assertThat(vertical[i]).isCloseTo(i % 9 == 4 ? 0.5f : 0, within(0.02f));
        }
    }

    @Test
    void aPlainPictureHasNoEdges() {
        float[] features = Hog.of(picture(20, 30, (x, y) -> 0x808080));
        for (float feature : features) {
            assertThat(feature).isZero();
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = PictureDescriptor.class,
            names = {"GREY_PIXELS", "HOG"})
    void featuresOfACorrelationHaveNoMean(PictureDescriptor descriptor) {
        float[] features = descriptor.of(picture(30, 20, (x, y) -> 0x010203 * (x + y)));
        double sum = 0;
        for (float feature : features) {
            sum += feature;
        }
        assertThat(sum).isCloseTo(0, within(1e-3));
        assertThat(Arrays.hashCode(features)).isNotEqualTo(Arrays.hashCode(new float[features.length]));
    }
}
