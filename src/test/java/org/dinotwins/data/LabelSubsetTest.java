package org.dinotwins.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.dinotwins.data.outline.Box;
import org.dinotwins.data.outline.Outline;
import org.junit.jupiter.api.Test;

class LabelSubsetTest {
    @Test
    void takesTheSameShareOfEveryLabel() {
        List<Picture> pictures = pictures(200, 50, 3);

        List<Picture> tenth = LabelSubset.of(pictures, 0.1, 0);

        assertThat(count(tenth, 0)).isEqualTo(20);
        assertThat(count(tenth, 1)).isEqualTo(5);
        assertThat(count(tenth, 2)).as("no label is lost").isEqualTo(1);
        assertThat(tenth).as("the order is unchanged").isSortedAccordingTo((a, b) -> Long.compare(a.id(), b.id()));
        assertThat(LabelSubset.of(pictures, 1, 0)).isEqualTo(pictures);
    }

    @Test
    void smallerSubsetsArePartsOfLargerOnesWithTheSameSeed() {
        List<Picture> pictures = pictures(200, 50, 3);
        List<Picture> tenth = LabelSubset.of(pictures, 0.1, 5);

        assertThat(LabelSubset.of(pictures, 0.1, 5)).isEqualTo(tenth);
        assertThat(LabelSubset.of(pictures, 0.1, 6)).isNotEqualTo(tenth);
        assertThat(tenth).containsAll(LabelSubset.of(pictures, 0.01, 5));
        assertThat(LabelSubset.of(pictures, 0.5, 5)).containsAll(tenth);
    }

    @Test
    void picturesWithoutALabelAreSkipped() {
        List<Picture> pictures = new ArrayList<>(pictures(2));
        pictures.add(new Picture(99, Path.of("/p/99.png"), 0, 0, List.of()));
        assertThat(LabelSubset.of(pictures, 1, 0)).hasSize(2);
        assertThatThrownBy(() -> LabelSubset.of(pictures, 0, 0)).hasMessageContaining("share");
        assertThatThrownBy(() -> LabelSubset.of(pictures, 1.5, 0)).hasMessageContaining("share");
    }

    private static long count(List<Picture> pictures, int label) {
        return pictures.stream().filter(p -> p.label().getAsInt() == label).count();
    }

    private static List<Picture> pictures(int... counts) {
        List<Picture> pictures = new ArrayList<>();
        for (int label = 0; label < counts.length; label++) {
            PictureObject object = new PictureObject(label, new Box(0, 0, 0, 0), 0, false, new Outline.None());
            for (int i = 0; i < counts[label]; i++) {
                int id = pictures.size();
                pictures.add(new Picture(id, Path.of("/p/" + id + ".png"), 0, 0, List.of(object)));
            }
        }
        return pictures;
    }
}
