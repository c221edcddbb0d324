package org.dinotwins.data.outline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import org.dinotwins.data.Picture;
import org.dinotwins.data.PictureObject;
import org.junit.jupiter.api.Test;

/** Outlines as pixels, and the largest object as the label of a picture. */
class MaskTest {
    private static final double[] LEFT = {0, 0, 2, 0, 2, 4, 0, 4};
    private static final double[] MIDDLE = {1, 0, 3, 0, 3, 4, 1, 4};

    @Test
    void overlappingPolygonsAreUnited() {
        Mask mask = mask(new Outline.Polygons(List.of(LEFT, MIDDLE)), 5, 4);
        for (int i = 0; i < 20; i++) {
            assertThat(mask.inside()[i]).isEqualTo(i % 5 < 3);
        }
    }

    @Test
    void withoutAnOutlineTheBoxIsTheMask() {
        PictureObject object = new PictureObject(0, new Box(1, 1, 2, 3), 6, false, new Outline.None());
        Mask mask = object.mask(5, 6);
        for (int i = 0; i < 30; i++) {
            assertThat(mask.inside()[i]).isEqualTo(i % 5 >= 1 && i % 5 < 3 && i / 5 >= 1 && i / 5 < 4);
        }
    }

    @Test
    void outlinesAreClippedToThePicture() {
        double[] ring = {-10, -10, 2, -10, 2, 50, -10, 50};
        Mask mask = mask(new Outline.Polygons(List.of(ring)), 4, 3);
        for (int i = 0; i < 12; i++) {
            assertThat(mask.inside()[i]).isEqualTo(i % 4 < 2);
        }
    }

    @Test
    void runLengthsMustFitThePicture() {
        Outline runs = new Outline.RunLengths(2, 3, new int[] {1, 2, 3});
        assertThat(mask(runs, 3, 2).inside()).containsExactly(false, true, false, true, false, false);
        assertThatThrownBy(() -> mask(runs, 2, 3)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Outline.RunLengths(2, 3, new int[] {1, 2}))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Outline.RunLengths(2, 3, new int[] {-1, 7}))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void damagedRunLengthTextIsRejected() {
        for (String text : new String[] {"o", "!!", "ooooooooooooooooo0", "1"}) {
            assertThatThrownBy(() -> Outline.RunLengths.ofText(2, 3, text))
                    .as(text)
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void longRunsAreReadBack() {
        Outline.RunLengths runs =
                new Outline.RunLengths(30_000, 20_000, new int[] {0, 300_000_000, 1, 5, 299_999_993, 1});
        assertThat(Outline.RunLengths.ofText(30_000, 20_000, runs.text()).counts())
                .isEqualTo(runs.counts());
        assertThat(runs.area()).isEqualTo(300_000_006);
    }

    @Test
    void theFirstOfEquallyLargeObjectsIsTheLabel() {
        assertThat(picture(object(3, 10, false), object(1, 10, false), object(2, 4, false))
                        .label())
                .hasValue(3);
    }

    @Test
    void aCrowdIsNeverTheLabel() {
        assertThat(picture(object(3, 100, true), object(1, 10, false)).label()).hasValue(1);
        assertThat(picture(object(3, 100, true)).label()).isEmpty();
        assertThat(picture().label()).isEmpty();
    }

    private static Picture picture(PictureObject... objects) {
        return new Picture(1, Path.of("a.jpg").toAbsolutePath(), 5, 5, List.of(objects));
    }

    private static PictureObject object(int category, double area, boolean crowd) {
        return new PictureObject(category, new Box(0, 0, 1, 1), area, crowd, new Outline.None());
    }

    private static Mask mask(Outline outline, int width, int height) {
        return new PictureObject(0, new Box(0, 0, 1, 1), 1, false, outline).mask(width, height);
    }
}
