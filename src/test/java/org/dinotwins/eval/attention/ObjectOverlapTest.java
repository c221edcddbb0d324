package org.dinotwins.eval.attention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.dinotwins.data.PictureObject;
import org.dinotwins.data.outline.Box;
import org.dinotwins.data.outline.Outline;
import org.junit.jupiter.api.Test;

/** Overlap of heads with objects, calculated by hand for four patches of a picture of 4 x 4 pixels. */
class ObjectOverlapTest {
    private static final AttentionMap MAP =
            new AttentionMap(2, 2, new float[][] {{0.8f, 0.1f, 0, 0}, {0, 0.1f, 0.4f, 0.3f}, {0, 0.2f, 0, 0}});

    @Test
    void eachObjectHasItsOwnBestHead() {
        List<ObjectOverlap> overlaps = ObjectOverlap.of(
                List.of(rectangle(0, 0, 2, 2), rectangle(0, 2, 4, 4), rectangle(2, 0, 4, 1)), 4, 4, MAP, 0.6);

        // Head 1 keeps the first patch, head 2 the two of the second row, head 3 the second patch.
        assertThat(overlaps.get(0).heads()).containsExactly(1, 0, 0);
        assertThat(overlaps.get(1).heads()).containsExactly(0, 1, 0);
        assertThat(overlaps.get(2).heads()).containsExactly(0, 0, 0.5);
        assertThat(overlaps).extracting(ObjectOverlap::best).containsExactly(0, 1, 2);
        assertThat(overlaps).extracting(ObjectOverlap::object).containsExactly(0, 1, 2);
        // At 60 %, the mean (0.8, 0.4, 0.4, 0.3) / 3 keeps the first and third patch, because the later of equals is
        // kept first.
        assertThat(overlaps.get(0).mean()).isCloseTo(0.5, within(1e-12));
    }

    @Test
    void withoutAnOutlineOverlapsAreNaNAndNoHeadIsBest() {
        PictureObject box = new PictureObject(0, new Box(0, 0, 2, 2), 4, false, new Outline.None());
        ObjectOverlap overlap = ObjectOverlap.of(List.of(box), 4, 4, MAP, 0.6).get(0);
        assertThat(overlap.heads()).containsOnly(Double.NaN);
        assertThat(overlap.max()).isNaN();
        assertThat(overlap.best()).isEqualTo(-1);
    }

    private static PictureObject rectangle(double left, double top, double right, double bottom) {
        return new PictureObject(
                0,
                new Box(left, top, right - left, bottom - top),
                (right - left) * (bottom - top),
                false,
                new Outline.Polygons(List.of(new double[] {left, top, right, top, right, bottom, left, bottom})));
    }
}
