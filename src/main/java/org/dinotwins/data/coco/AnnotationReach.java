package org.dinotwins.data.coco;

import java.util.BitSet;
import java.util.List;
import org.dinotwins.data.outline.Box;

/** How far right and down the annotations of each picture reach, as evidence of the size that they were made for. */
final class AnnotationReach {
    private final float[] right;
    private final float[] bottom;
    private final BitSet otherRuns = new BitSet();

    /**
     * @param images entries of the annotation file
     * @param listed places in {@code images} by id
     */
    AnnotationReach(List<CocoFile.Image> images, List<CocoAnnotationTable> annotations, IdIndex listed) {
        right = new float[images.size()];
        bottom = new float[images.size()];
        for (CocoAnnotationTable part : annotations) {
            for (int row = 0; row < part.size(); row++) {
                int i = listed.get(part.image(row));
                if (i >= 0) {
                    Box box = part.box(row);
                    right[i] = Math.max(right[i], (float) (box.x() + box.width()));
                    bottom[i] = Math.max(bottom[i], (float) (box.y() + box.height()));
                    if (!part.fits(row, images.get(i).width(), images.get(i).height())) {
                        otherRuns.set(i);
                    }
                }
            }
        }
    }

    /** Right edge of the rightmost box in pixels, 0 without one. */
    double right(int picture) {
        return right[picture];
    }

    /** Lower edge of the lowest box in pixels, 0 without one. */
    double bottom(int picture) {
        return bottom[picture];
    }

    /** Whether the picture has run lengths of another size than the one stated. */
    boolean hasOtherRuns(int picture) {
        return otherRuns.get(picture);
    }
}
