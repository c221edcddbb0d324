package org.dinotwins.data;

import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.OptionalInt;

/**
 * A picture of an image set with its annotations. The pixels stay on disk until {@code ImageFiles} reads
 * them.
 *
 * @param id      number of the picture within its set
 * @param file    absolute path of the image file
 * @param width   pixels, as the source states it; 0 in folders of images, where only {@code ImageFiles.size} knows
 * @param height  pixels, as the source states it; 0 in folders of images
 * @param objects annotated objects; empty where there are none
 */
public record Picture(long id, Path file, int width, int height, List<PictureObject> objects) {
    public Picture {
        Objects.requireNonNull(file, "file");
        objects = objects instanceof StoredObjects ? objects : List.copyOf(objects);
    }

    /**
     * The rule {@code largest object}: the category of the largest object that is no crowd, the first listed of several
     * equally large ones; empty without such objects.
     */
    public OptionalInt label() {
        if (objects instanceof StoredObjects stored) {
            return stored.label();
        }
        PictureObject largest = null;
        for (PictureObject object : objects) {
            if (!object.crowd() && (largest == null || object.area() > largest.area())) {
                largest = object;
            }
        }
        return largest == null ? OptionalInt.empty() : OptionalInt.of(largest.category());
    }
}
