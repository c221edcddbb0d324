package org.dinotwins.data.picture;

import org.dinotwins.data.outline.Turn;

/** The way from a picture as its EXIF orientation shows it to its stored pixels. */
public final class StoredTurn {
    private StoredTurn() {}

    /**
     * The turn of annotations that were made on the shown picture.
     *
     * @param width  of the stored pixels
     * @param height of the stored pixels
     */
    public static Turn of(ExifOrientation orientation, int width, int height) {
        return orientation == ExifOrientation.TOP_LEFT
                ? Turn.NONE
                : new Turn(
                        orientation.swapsSides(),
                        orientation.storedX(0, 0, 1) != 0,
                        orientation.storedY(0, 0, 1) != 0,
                        width,
                        height);
    }
}
