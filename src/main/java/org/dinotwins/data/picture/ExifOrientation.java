package org.dinotwins.data.picture;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.stream.FileImageInputStream;
import javax.imageio.stream.ImageInputStream;

/**
 * How a stored picture is turned to be shown: the values of the EXIF tag {@code Orientation}, by the names of the EXIF
 * standard (where row 0 and column 0 of the stored pixels lie in the shown picture).
 */
public enum ExifOrientation {
    /** Shown as stored. */
    TOP_LEFT(1, false, false, false),
    /** Mirrored left to right. */
    TOP_RIGHT(2, false, true, false),
    /** Turned by 180 degrees. */
    BOTTOM_RIGHT(3, false, true, true),
    /** Mirrored top to bottom. */
    BOTTOM_LEFT(4, false, false, true),
    /** Rows and columns exchanged. */
    LEFT_TOP(5, true, false, false),
    /** Turned clockwise by 90 degrees. */
    RIGHT_TOP(6, true, false, true),
    /** Rows and columns exchanged, then turned by 180 degrees. */
    RIGHT_BOTTOM(7, true, true, true),
    /** Turned anticlockwise by 90 degrees. */
    LEFT_BOTTOM(8, true, true, false);

    private final int number;
    private final boolean swapsSides;
    private final boolean mirrorsX;
    private final boolean mirrorsY;

    ExifOrientation(int number, boolean swapsSides, boolean mirrorsX, boolean mirrorsY) {
        this.number = number;
        this.swapsSides = swapsSides;
        this.mirrorsX = mirrorsX;
        this.mirrorsY = mirrorsY;
    }

    /**
     * The orientation that a JPEG, PNG, TIFF or WebP file states; {@link #TOP_LEFT} for other files, files without the
     * tag, and files that cannot be read.
     */
    public static ExifOrientation of(Path file) {
        if (!Files.isRegularFile(file)) {
            return TOP_LEFT;
        }
        try (FileImageInputStream stream = new FileImageInputStream(file.toFile())) {
            return of(stream);
        } catch (IOException | RuntimeException e) {
            return TOP_LEFT;
        }
    }

    /** Like {@link #of(Path)}, of a file from its first byte on; the position of the stream is left anywhere. */
    static ExifOrientation of(ImageInputStream stream) {
        int found = new ExifTag(stream).orientation();
        for (ExifOrientation orientation : values()) {
            if (orientation.number == found) {
                return orientation;
            }
        }
        return TOP_LEFT;
    }

    /** Value of the tag, 1..8. */
    public int number() {
        return number;
    }

    /** True if the shown picture is as wide as the stored one is high. */
    public boolean swapsSides() {
        return swapsSides;
    }

    /**
     * Column in the stored picture of a point of the shown picture.
     *
     * @param x           of the shown picture in pixels, 0 at its left edge
     * @param y           of the shown picture in pixels, 0 at its upper edge
     * @param storedWidth pixels
     */
    public double storedX(double x, double y, int storedWidth) {
        double along = swapsSides ? y : x;
        return mirrorsX ? storedWidth - along : along;
    }

    /** Row in the stored picture of a point of the shown picture; see {@link #storedX}. */
    public double storedY(double x, double y, int storedHeight) {
        double down = swapsSides ? x : y;
        return mirrorsY ? storedHeight - down : down;
    }

    /** The picture as shown, from its stored pixels. */
    public Pixels apply(Pixels stored) {
        if (this == TOP_LEFT) {
            return stored;
        }
        int width = stored.width();
        int height = stored.height();
        byte[] from = stored.rgb();
        byte[] to = new byte[from.length];
        int shownWidth = swapsSides ? height : width;
        int acrossStep = swapsSides ? shownWidth : 1;
        int downStep = swapsSides ? 1 : shownWidth;
        int read = 0;
        for (int y = 0; y < height; y++) {
            int row = (mirrorsY ? height - 1 - y : y) * downStep;
            for (int x = 0; x < width; x++, read += 3) {
                int write = 3 * (row + (mirrorsX ? width - 1 - x : x) * acrossStep);
                to[write] = from[read];
                to[write + 1] = from[read + 1];
                to[write + 2] = from[read + 2];
            }
        }
        return new Pixels(shownWidth, swapsSides ? width : height, to);
    }
}
