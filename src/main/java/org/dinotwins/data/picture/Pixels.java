package org.dinotwins.data.picture;

import java.util.Arrays;
import java.util.Objects;

/**
 * A decoded picture: 8-bit RGB, rows from the top, three bytes per pixel in the order red, green, blue.
 *
 * @param width  pixels, at least 1
 * @param height pixels, at least 1
 * @param rgb    {@code width * height * 3} bytes; shared, not to be written to
 */
// equals and hashCode compare contents.
@SuppressWarnings("ArrayRecordComponent")
public record Pixels(int width, int height, byte[] rgb) {
    public Pixels {
        Objects.requireNonNull(rgb, "rgb");
        if (width < 1 || height < 1 || rgb.length != (long) width * height * 3) {
            throw new IllegalArgumentException(
                    width + " x " + height + " pixels need " + 3L * width * height + " bytes, not " + rgb.length);
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Pixels that
                && width == that.width
                && height == that.height
                && Arrays.equals(rgb, that.rgb);
    }

    @Override
    public int hashCode() {
        return Objects.hash(width, height, Arrays.hashCode(rgb));
    }
}
