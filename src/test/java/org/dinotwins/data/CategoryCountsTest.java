package org.dinotwins.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.dinotwins.data.CategoryCounts.Count;
import org.dinotwins.data.outline.Box;
import org.dinotwins.data.outline.Outline;
import org.junit.jupiter.api.Test;

class CategoryCountsTest {
    @Test
    void countsTheLabelOfEachTrainingPicture() {
        Path root = Path.of("/p").toAbsolutePath();
        ImageSet set = new ImageSet(
                "p",
                root,
                "folders",
                List.of(
                        new Category(0, 1, "dog"),
                        new Category(1, 2, "cat"),
                        new Category(2, 3, "bird"),
                        new Category(3, 4, "ant")),
                List.of(picture(1, 2), picture(2, 2), picture(3, 0), picture(4, 1), picture(5)),
                List.of(picture(6, 3)),
                List.of());

        assertThat(CategoryCounts.of(set))
                .isEqualTo(new CategoryCounts(
                        List.of(new Count("bird", 2), new Count("cat", 1), new Count("dog", 1), new Count("ant", 0)),
                        1));
    }

    private static Picture picture(long id, int... categories) {
        List<PictureObject> objects = IntStream.of(categories)
                .mapToObj(c -> new PictureObject(c, new Box(0, 0, 8, 8), 64, false, new Outline.None()))
                .toList();
        return new Picture(id, Path.of("/p/" + id + ".png").toAbsolutePath(), 8, 8, objects);
    }
}
