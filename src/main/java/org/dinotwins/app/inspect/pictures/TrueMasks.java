package org.dinotwins.app.inspect.pictures;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.dinotwins.data.Category;
import org.dinotwins.data.Picture;
import org.dinotwins.data.PictureObject;
import org.dinotwins.data.outline.Box;
import org.dinotwins.data.outline.Mask;
import org.dinotwins.data.outline.Outline;
import org.dinotwins.eval.attention.AttentionSegmentation;
import org.dinotwins.eval.attention.Contours;

/**
 * The annotated objects of a picture, as outlines to draw and as pixels to measure with.
 *
 * @param objects as the source lists them
 * @param union   pixels of all objects, as defined by {@link AttentionSegmentation#foreground}
 * @param largest pixels of the largest object, as defined by {@link AttentionSegmentation#largest}
 */
public record TrueMasks(List<TrueObject> objects, Optional<Mask> union, Optional<Mask> largest) {
    /** Maximum number of coordinates of an outline that is drawn corner by corner. */
    private static final int MOST_COORDINATES = 20_000;

    /**
     * One object.
     *
     * @param category index of the category
     * @param name     name of the category
     * @param crowd    true for a region of many objects, which is shown but not measured
     * @param rings    outline, each ring {@code x0, y0, x1, y1, ...} as fractions of the picture's width and height
     * @param box      left, top, right and bottom edge as such fractions
     */
    // Found by its index in the list; never compared.
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
                    ? polygons.rings().stream()
                            .map(ring -> shares(ring, width, height))
                            .toList()
                    : List.of();
        }
        List<double[]> drawn = object.outline() instanceof Outline.Polygons polygons ? polygons.rings() : List.of();
        // Polygons may touch along seams where a source cut around a hole; the mask has no seams.
        List<double[]> pixels = drawn.size() == 1 && isDrawable(drawn.get(0), width, height)
                ? drawn
                : Contours.smoothed(object.mask(width, height).inside(), width, height);
        return pixels.stream().map(ring -> shares(ring, width, height)).toList();
    }

    /** False for outlines that would keep the canvas busy: very many corners, or corners far from the picture. */
    private static boolean isDrawable(double[] ring, int width, int height) {
        for (int i = 0; i + 1 < ring.length; i += 2) {
            if (Math.abs(ring[i]) > 2.0 * width || Math.abs(ring[i + 1]) > 2.0 * height) {
                return false;
            }
        }
        return ring.length <= MOST_COORDINATES;
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
