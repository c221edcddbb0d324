package org.dinotwins.eval.attention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.dinotwins.data.Picture;
import org.dinotwins.data.PictureObject;
import org.dinotwins.data.outline.Box;
import org.dinotwins.data.outline.Mask;
import org.dinotwins.data.outline.Outline;
import org.junit.jupiter.api.Test;

class AttentionSegmentationTest {
    @Test
    void foregroundIsAllObjectsExceptCrowds() {
        Picture picture =
                picture(rectangle(0, 0, 4, 2, false), rectangle(2, 0, 4, 4, false), rectangle(0, 4, 8, 2, true));

        Mask truth = AttentionSegmentation.foreground(picture).orElseThrow();

        assertThat(inside(truth)).isEqualTo(8 + 16 - 4);
        assertThat(inside(AttentionSegmentation.largest(picture).orElseThrow())).isEqualTo(16);
    }

    @Test
    void foregroundIsEmptyIfAnOutlineIsMissing() {
        PictureObject boxOnly = new PictureObject(0, new Box(0, 0, 3, 3), 9, false, new Outline.None());
        assertThat(AttentionSegmentation.foreground(picture())).isEmpty();
        assertThat(AttentionSegmentation.foreground(picture(rectangle(0, 0, 4, 4, true))))
                .isEmpty();
        assertThat(AttentionSegmentation.foreground(picture(rectangle(0, 0, 4, 4, false), boxOnly)))
                .isEmpty();
        assertThat(AttentionSegmentation.largest(picture(rectangle(0, 0, 4, 4, false), boxOnly)))
                .isPresent();
        assertThat(AttentionSegmentation.largest(picture(boxOnly))).isEmpty();
    }

    @Test
    void overlapOfHeadsInPixels() {
        // 2 x 2 patches over 8 x 6 pixels: a patch is 4 x 3. The truth is the upper left patch.
        Mask truth = AttentionSegmentation.foreground(picture(rectangle(0, 0, 4, 3, false)))
                .orElseThrow();
        AttentionMap map = new AttentionMap(
                2, 2, new float[][] {{0.7f, 0.1f, 0.05f, 0.05f}, {0.3f, 0.3f, 0.01f, 0.01f}, {0.01f, 0.01f, 0.01f, 0.8f}
                });

        AttentionSegmentation.Overlap overlap = AttentionSegmentation.overlap(map, truth, 0.6);

        assertThat(overlap.heads()).containsExactly(1, 0.5, 0);
        assertThat(overlap.mean()).isCloseTo(0.5, within(1e-12));
        assertThat(overlap.best()).isEqualTo(1);
        // The mean map is 0.34, 0.14, 0.02, 0.29: 60 % of it are the first and the last patch.
        assertThat(overlap.meanMap()).isEqualTo(0.5);
        assertThat(overlap.share()).isCloseTo(1.01 / (1.01 + 0.41 + 0.07 + 0.86), within(1e-6));
        assertThat(map.mean()[3]).isCloseTo((0.05f + 0.01f + 0.8f) / 3, within(1e-6f));
    }

    @Test
    void constantAttentionHasTheObjectsShareOfThePicture() {
        Mask truth = AttentionSegmentation.foreground(picture(rectangle(1, 1, 5, 3, false)))
                .orElseThrow();
        float[] even = {0.2f, 0.2f, 0.2f, 0.2f};

        assertThat(AttentionSegmentation.overlap(new AttentionMap(2, 2, new float[][] {even, even}), truth, 0.6)
                        .share())
                .isCloseTo(15 / 48.0, within(1e-6));
    }

    @Test
    void centreIsAQuarterOfThePicture() {
        Mask centre = AttentionSegmentation.centre(8, 6);
        assertThat(inside(centre)).isEqualTo(4 * 4);
        assertThat(centre.inside()[8 + 2]).isTrue();
        assertThat(centre.inside()[2]).isFalse();
        assertThat(inside(AttentionSegmentation.centre(1, 1))).isEqualTo(1);
    }

    @Test
    void longSideIsThePicturesOwnWithinLimits() {
        assertThat(AttentionSegmentation.longSide(160, 120, 96)).isEqualTo(160);
        assertThat(AttentionSegmentation.longSide(60, 80, 96)).isEqualTo(96);
        assertThat(AttentionSegmentation.longSide(4000, 3000, 224)).isEqualTo(480);
        assertThat(AttentionSegmentation.longSide(4000, 3000, 512)).isEqualTo(512);
    }

    private static int inside(Mask mask) {
        int count = 0;
        for (boolean inside : mask.inside()) {
            count += inside ? 1 : 0;
        }
        return count;
    }

    private static Picture picture(PictureObject... objects) {
        return new Picture(1, Path.of("none.png"), 8, 6, Arrays.asList(objects));
    }

    private static PictureObject rectangle(double x, double y, double width, double height, boolean crowd) {
        double[] ring = {x, y, x, y + height, x + width, y + height, x + width, y};
        return new PictureObject(
                0, new Box(x, y, width, height), width * height, crowd, new Outline.Polygons(List.of(ring)));
    }
}
