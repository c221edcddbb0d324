package org.dinotwins.app.inspect.pictures;

import java.util.List;
import java.util.Optional;
import org.dinotwins.data.Picture;
import org.dinotwins.data.PictureObject;
import org.dinotwins.data.outline.Mask;
import org.dinotwins.data.outline.Outline;
import org.dinotwins.eval.attention.PatchGrid;
import org.dinotwins.eval.attention.PatchTruth;

/**
 * The ground truth per patch of a picture, computed once per grid so that moving the threshold is fast.
 *
 * @param union   all objects together; empty if unknown
 * @param largest the largest object
 * @param objects each measurable object in the picture's order; empty for crowds and for boxes without a mask
 */
public record PatchTruthIndex(
        PatchGrid grid, Optional<PatchTruth> union, Optional<PatchTruth> largest, List<Optional<PatchTruth>> objects) {
    /**
     * Largest number of objects measured one by one: each costs a pass over the picture, and nobody reads a longer
     * table.
     */
    private static final int MOST_OBJECTS = 40;

    /** An index without objects. */
    public static PatchTruthIndex none(PatchGrid grid) {
        return new PatchTruthIndex(grid, Optional.empty(), Optional.empty(), List.of());
    }

    public static PatchTruthIndex of(Picture picture, TrueMasks truth, PatchGrid grid) {
        List<PictureObject> objects = picture.objects();
        return new PatchTruthIndex(
                grid,
                truth.union().map(mask -> new PatchTruth(mask, grid)),
                truth.largest().map(mask -> new PatchTruth(mask, grid)),
                objects.stream()
                        .limit(MOST_OBJECTS)
                        .map(object -> object.crowd()
                                        || object.outline() instanceof Outline.None
                                        || !Mask.isDrawn(picture.width(), picture.height())
                                ? Optional.<PatchTruth>empty()
                                : Optional.of(new PatchTruth(object.mask(picture.width(), picture.height()), grid)))
                        .toList());
    }
}
