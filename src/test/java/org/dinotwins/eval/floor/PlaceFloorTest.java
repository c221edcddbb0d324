package org.dinotwins.eval.floor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.Stream;
import org.dinotwins.data.outline.Mask;
import org.junit.jupiter.api.Test;

/** Floors of pictures whose figures can be computed by hand. */
class PlaceFloorTest {
    /** A rectangle in a picture of this size. */
    private static Mask rectangle(int width, int height, int left, int top, int right, int bottom) {
        boolean[] inside = new boolean[width * height];
        for (int y = top; y < bottom; y++) {
            for (int x = left; x < right; x++) {
                inside[y * width + x] = true;
            }
        }
        return new Mask(width, height, inside);
    }

    @Test
    void theBestBoxIsTheOneOfTheTrainingMasks() {
        // Half the sides of pictures of two shapes, and one that is larger.
        PlaceFloor box = PlaceFloor.centredBox(() -> Stream.of(
                rectangle(64, 64, 16, 16, 48, 48),
                rectangle(128, 64, 32, 16, 96, 48),
                rectangle(64, 64, 16, 16, 48, 48),
                rectangle(64, 64, 8, 8, 56, 56)));
        assertThat(box.extent()).isEqualTo(0.5);

        PlaceFloor.Overlap whole = box.overlap(rectangle(64, 64, 0, 0, 64, 64));
        assertThat(whole.jaccard()).isCloseTo(0.25, within(1e-9));
        assertThat(whole.onObjects()).isEqualTo(1);

        PlaceFloor.Overlap leftHalf = box.overlap(rectangle(64, 64, 0, 0, 32, 64));
        // 16 x 32 of the box's 32 x 32 pixels lie in the left half of 2048 pixels.
        assertThat(leftHalf.jaccard()).isCloseTo(512 / (1024.0 + 2048 - 512), within(1e-9));
        assertThat(leftHalf.onObjects()).isCloseTo(0.5, within(1e-9));
    }

    @Test
    void theMeanMaskFollowsObjectsAwayFromTheCentre() {
        Mask corner = rectangle(64, 64, 0, 0, 32, 32);
        PlaceFloor mean = PlaceFloor.meanMask(() -> Stream.of(corner, corner, rectangle(64, 64, 32, 32, 64, 64)));
        assertThat(mean.extent()).isEqualTo(0.25);
        assertThat(mean.overlap(corner)).isEqualTo(new PlaceFloor.Overlap(1, 1));
        assertThat(mean.overlap(rectangle(64, 64, 32, 32, 64, 64))).isEqualTo(new PlaceFloor.Overlap(0, 0));
        assertThat(mean.overlap(rectangle(128, 32, 0, 0, 64, 16)).jaccard()).isEqualTo(1);
    }

    @Test
    void anEmptyMaskOverlapsWithNothing() {
        PlaceFloor box = PlaceFloor.centredBox(() -> Stream.of(rectangle(64, 64, 16, 16, 48, 48)));
        assertThat(box.overlap(rectangle(10, 10, 0, 0, 0, 0))).isEqualTo(new PlaceFloor.Overlap(0, 0));
    }

    @Test
    void withoutMasksThereIsNothingToFit() {
        assertThatThrownBy(() -> PlaceFloor.centredBox(() -> Stream.of())).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void anotherPicturesMaskIsStretched() {
        Mask stretched = ShuffledMask.stretched(rectangle(2, 2, 0, 0, 1, 2), 6, 3);
        assertThat(stretched).isEqualTo(rectangle(6, 3, 0, 0, 3, 3));
    }
}
