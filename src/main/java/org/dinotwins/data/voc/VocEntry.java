package org.dinotwins.data.voc;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.dinotwins.data.DataException;
import org.dinotwins.data.Picture;
import org.dinotwins.data.SkipLog;
import org.dinotwins.data.outline.Box;
import org.dinotwins.data.outline.Turn;
import org.dinotwins.data.picture.ExifOrientation;
import org.dinotwins.data.picture.ImageFiles;
import org.dinotwins.data.picture.StoredTurn;

/**
 * An image with its annotations.
 *
 * @param name   of the image file without its ending
 * @param width  pixels of the file; as stated where it cannot be read
 * @param height pixels of the file; as stated where it cannot be read
 */
record VocEntry(String name, Path file, VocAnnotation annotation, int width, int height) {

    /** Takes the size from the image file, and skips objects outside it. */
    static VocEntry of(String name, Path file, VocAnnotation annotation, SkipLog skips) {
        int width = annotation.width();
        int height = annotation.height();
        try {
            ImageFiles.Size size = ImageFiles.size(file);
            width = size.width();
            height = size.height();
        } catch (DataException e) {
            // A damaged image is replaced and reported when it is decoded.
            return new VocEntry(name, file, annotation, width, height);
        }
        Turn turn = turn(file, annotation, width, height, skips);
        List<VocAnnotation.Item> inside = new ArrayList<>();
        for (VocAnnotation.Item shown : annotation.objects()) {
            VocAnnotation.Item item =
                    new VocAnnotation.Item(shown.category(), turn.stored(shown.box()), shown.number());
            Box box = item.box();
            if (box.x() < width && box.y() < height && box.x() + box.width() > 0 && box.y() + box.height() > 0) {
                inside.add(item);
            } else {
                skips.add(
                        SkipLog.Kind.ANNOTATION,
                        "in " + name + ".xml",
                        "The box lies outside the image: draw it again or delete it.");
            }
        }
        VocAnnotation kept = new VocAnnotation(annotation.width(), annotation.height(), inside);
        return new VocEntry(name, file, kept, width, height);
    }

    /** From the boxes to the stored pixels; a size that is not the image's gets an entry in the log. */
    private static Turn turn(Path file, VocAnnotation annotation, int width, int height, SkipLog skips) {
        boolean stated = annotation.width() > 0 && annotation.height() > 0;
        if (!stated || annotation.width() == width && annotation.height() == height) {
            return Turn.NONE;
        }
        ExifOrientation orientation = ExifOrientation.of(file);
        boolean shown = orientation.swapsSides() && annotation.width() == height && annotation.height() == width;
        skips.add(
                SkipLog.Kind.SIZE,
                file.getFileName().toString(),
                shown
                        ? "The annotation file describes the picture as its EXIF orientation shows it: its boxes are turned to"
                                + " the stored pixels."
                        : "The annotation file states another size than the image has, and the image's counts: check that the"
                                + " boxes were drawn on this image.");
        return shown ? StoredTurn.of(orientation, width, height) : Turn.NONE;
    }

    /** @param masks the picture's mask file, if it has one */
    Picture picture(long id, Map<String, Integer> categories, Optional<Path> masks) {
        return new Picture(
                id,
                file,
                width,
                height,
                annotation.objects().stream()
                        .map(o -> o.object(categories.get(o.category()), masks))
                        .toList());
    }
}
