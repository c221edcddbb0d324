package org.dinotwins.data;

import java.util.Objects;

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
}
