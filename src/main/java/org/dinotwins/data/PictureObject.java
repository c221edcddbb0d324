package org.dinotwins.data;

import java.util.Objects;
import org.dinotwins.data.outline.Box;
import org.dinotwins.data.outline.Mask;
import org.dinotwins.data.outline.Outline;

/**
 * One annotated object of a picture.
 *
 * @param category index into {@link ImageSet#categories()}
 * @param box      bounding box in pixels; 0 by 0 where a folder's name labels the whole picture
 * @param area     area in square pixels as the source states it; 0 where a folder's name labels the whole picture
 * @param crowd    true for COCO's {@code iscrowd}: a region of many objects, never the label of a picture
 * @param outline  the object's pixels
 */
public record PictureObject(int category, Box box, double area, boolean crowd, Outline outline) {
    public PictureObject {
        Objects.requireNonNull(box, "box");
        Objects.requireNonNull(outline, "outline");
    }

    /**
     * Draws the object's mask as {@link Mask#of} does.
     *
     * @throws IllegalArgumentException if the outline consists of run lengths of another size
     */
    public Mask mask(int width, int height) {
        return Mask.of(outline, box, width, height);
    }
}
