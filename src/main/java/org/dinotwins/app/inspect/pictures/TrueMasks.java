package org.dinotwins.app.inspect.pictures;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.dinotwins.data.Box;
import org.dinotwins.data.Category;
import org.dinotwins.data.Mask;
import org.dinotwins.data.Outline;
import org.dinotwins.data.Picture;
import org.dinotwins.data.PictureObject;
import org.dinotwins.eval.attention.AttentionSegmentation;
import org.dinotwins.eval.attention.Contours;

/**
 * What is truly in a picture: its annotated objects as outlines to draw and as pixels to measure with.
 *
 * @param objects as the source lists them
 * @param union   pixels of any object, by the rule of {@link AttentionSegmentation#foreground}
 * @param largest pixels of the largest object, by the rule of {@link AttentionSegmentation#largest}
 */
public record TrueMasks(List<TrueObject> objects, Optional<Mask> union, Optional<Mask> largest) {

    /**
     * One object.
     *
     * @param category index of the category
     * @param name     of the category
     * @param crowd    true for a region of many objects, which is shown and not measured
     * @param rings    outline, each ring {@code x0, y0, x1, y1, ...} in shares of the picture's width and height
     * @param box      left, top, right and bottom edge in such shares
     */
    // Never compared: it is found by its place in the list.
    @SuppressWarnings("ArrayRecordComponent")
    public record TrueObject(int category, String name, boolean crowd, List<double[]> rings, double[] box) {}

    public static TrueMasks of(Picture picture, List<Category> categories) {
        List<TrueObject> things = new ArrayList<>();
        for (PictureObject object : picture.objects()) {
            things.add(new TrueObject(
                    object.category(),
                    categories.get(object.category()).name(),
                    object.crowd(),
                    rings(object, picture.width(), picture.height()),
                    box(object.box(), picture)));
        }
        return new TrueMasks(
                List.copyOf(things), AttentionSegmentation.foreground(picture), AttentionSegmentation.largest(picture));
    }

    private static double[] box(Box box, Picture picture) {
        return new double[] {
            box.x() / picture.width(),
            box.y() / picture.height(),
            (box.x() + box.width()) / picture.width(),
            (box.y() + box.height()) / picture.height()
        };
    }

    private static List<double[]> rings(PictureObject object, int width, int height) {
        if (!Mask.isDrawn(width, height)) {
            return object.outline() instanceof Outline.Polygons polygons
                    ? polygons.rings().stream().map(ring -> shares(ring, width, height)).toList()
                    : List.of();
        }
        // Several polygons may touch along seams where a source cut round a hole; the mask has no seams.
        List<double[]> pixels = object.outline() instanceof Outline.Polygons polygons
                        && polygons.rings().size() == 1
                ? polygons.rings()
                : Contours.smoothed(Mask.of(object, width, height).inside(), width, height);
        return pixels.stream().map(ring -> shares(ring, width, height)).toList();
    }

    private static double[] shares(double[] ring, int width, int height) {
        double[] shares = ring.clone();
        for (int i = 0; i + 1 < shares.length; i += 2) {
            shares[i] /= width;
            shares[i + 1] /= height;
        }
        return shares;
    }
}
