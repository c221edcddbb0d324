package org.dinotwins.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.dinotwins.data.Picture;
import org.dinotwins.data.PictureObject;
import org.dinotwins.data.outline.Box;
import org.dinotwins.data.outline.Mask;
import org.dinotwins.data.outline.Outline;
import org.dinotwins.eval.attention.AttentionMap;
import org.dinotwins.eval.floor.PictureDescriptor;
import org.dinotwins.run.evaluation.Floors;
import org.junit.jupiter.api.Test;

/** The floors of an evaluation of four training and two validation pictures, computed by hand. */
class FloorPassTest {
    private static final int SIDE = 64;
    private static final int CLASSES = 2;

    private static Picture picture(long id, int category) {
        return new Picture(id, Path.of("/p" + id), SIDE, SIDE, List.of(object(category)));
    }

    private static PictureObject object(int category) {
        double[] ring = {16, 16, 48, 16, 48, 48, 16, 48};
        return new PictureObject(category, new Box(16, 16, 32, 32), 1024, false, new Outline.Polygons(List.of(ring)));
    }

    private static Mask quarter(int left, int top) {
        boolean[] inside = new boolean[SIDE * SIDE];
        for (int y = top; y < top + SIDE / 2; y++) {
            for (int x = left; x < left + SIDE / 2; x++) {
                inside[y * SIDE + x] = true;
            }
        }
        return new Mask(SIDE, SIDE, inside);
    }

    private static Map<PictureDescriptor, float[]> described(float a, float b) {
        return Map.of(
                PictureDescriptor.GREY_PIXELS, new float[] {a, b},
                PictureDescriptor.HOG, new float[] {1, 0},
                PictureDescriptor.COLOUR_HISTOGRAM, new float[] {b, a});
    }

    @Test
    void floorsAreThoseOfTheSamePictures() {
        List<Picture> bank = List.of(picture(0, 0), picture(1, 0), picture(2, 0), picture(3, 1));
        List<Picture> queries = List.of(picture(4, 0), picture(5, 1));
        FloorPass pass = new FloorPass(bank);
        pass.describe(List.of(described(1, 0), described(1, 0), described(1, 0), described(0, 1)), false);
        pass.describe(List.of(described(1, 0), described(0, 1)), true);
        // All attention on the upper left patch of 2 x 2.
        AttentionMap map = new AttentionMap(2, 2, new float[][] {{1, 0, 0, 0}});
        pass.compare(quarter(16, 16), map);
        pass.compare(quarter(0, 0), map);
        Floors floors = pass.floors(bank, queries, CLASSES, new int[] {1, 4}, 0.25);

        assertThat(floors.commonest_top1()).isEqualTo(0.5);
        assertThat(floors.commonest_top5()).isEqualTo(1);
        assertThat(floors.pixels_knn_top1()).as("each query has its like").isEqualTo(1);
        assertThat(floors.hog_knn_top1())
                .as("all alike: the first picture's class")
                .isEqualTo(0.5);
        // The box of half the side, in the middle, fits the training objects exactly.
        assertThat(floors.box_jaccard())
                .as("whole overlap, then a quarter of the box: 256 / (1024 + 1024 - 256)")
                .isCloseTo((1 + 256 / 1792.0) / 2, within(1e-9));
        assertThat(floors.box_on_objects()).isCloseTo((1 + 0.25) / 2, within(1e-9));
        assertThat(floors.mean_mask_jaccard()).isCloseTo(floors.box_jaccard(), within(1e-9));
        assertThat(floors.uniform_on_objects()).isEqualTo(0.25);
        assertThat(floors.whole_jaccard()).isEqualTo(0.25);
        // The second picture's attention against the first picture's object: a quarter of the patch is in it.
        assertThat(floors.shuffled_on_objects()).isCloseTo(0.25, within(1e-6));
        assertThat(floors.shuffled_jaccard()).isCloseTo(256 / 1792.0, within(1e-6));
    }

    @Test
    void withoutMasksOnlyLabelsHaveFloors() {
        List<Picture> bare = new ArrayList<>();
        bare.add(new Picture(0, Path.of("/a"), SIDE, SIDE, List.of()));
        FloorPass pass = new FloorPass(bare);
        pass.describe(List.of(described(1, 0)), false);
        pass.describe(List.of(described(1, 0)), true);
        Floors floors = pass.floors(bare, bare, CLASSES, new int[] {1, 1}, Double.NaN);
        assertThat(floors.box_jaccard()).isNaN();
        assertThat(floors.shuffled_on_objects()).isNaN();
    }
}
