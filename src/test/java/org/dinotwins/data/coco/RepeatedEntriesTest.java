package org.dinotwins.data.coco;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.dinotwins.data.Category;
import org.dinotwins.data.ImageSet;
import org.dinotwins.data.Picture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Names what one set says twice: files, pictures of both splits, ids, categories. */
class RepeatedEntriesTest {
    @TempDir
    private Path root;

    private WrittenSet set;

    @BeforeEach
    void write() {
        set = new WrittenSet(root).image("images/a.jpg", "images/b.jpg");
    }

    @Test
    void entriesOfOneNameAreOnePicture() throws Exception {
        set.text("annotations/instances_default.json", WrittenSet.json("a.jpg", "a.jpg", "./a.jpg", "b.jpg"));

        ImageSet open = set.open();

        List<Picture> all = new ArrayList<>(open.train());
        all.addAll(open.validation());
        assertThat(set.names(all)).containsExactly("images/a.jpg", "images/b.jpg");
        assertThat(all).anySatisfy(p -> assertThat(p.objects()).hasSize(3));
        assertThat(WrittenSet.skipped(open))
                .singleElement()
                .satisfies(l ->
                        assertThat(l).startsWith("2 entries, for example a.jpg").contains("joined"));
    }

    @Test
    void aFileThatOnlyMayBeMeantGoesToOneEntry() throws Exception {
        set.text(
                "annotations/instances_default.json",
                WrittenSet.json("cam1/a.jpg", "cam2/a.jpg", "cam2/b.jpg", "b.jpg"));

        ImageSet open = set.open();

        List<Picture> all = new ArrayList<>(open.train());
        all.addAll(open.validation());
        assertThat(set.names(all)).containsExactly("images/a.jpg", "images/b.jpg");
        assertThat(all).allSatisfy(p -> assertThat(p.objects()).hasSize(1));
        assertThat(WrittenSet.skipped(open))
                .singleElement()
                .satisfies(l -> assertThat(l)
                        .startsWith("2 entries, for example cam2/a.jpg")
                        .contains("means the same file"));
        Picture b =
                all.stream().filter(p -> p.file().endsWith("b.jpg")).findFirst().orElseThrow();
        assertThat(open.categories().get(b.label().getAsInt()).name())
                .as("the entry that names the file exactly, not the earlier one")
                .isEqualTo("dog");
    }

    @Test
    void picturesOfBothSplitsAreCounted() throws Exception {
        set.text("annotations/instances_train.json", WrittenSet.json("a.jpg", "b.jpg"))
                .text("annotations/instances_val.json", WrittenSet.json("b.jpg"));

        assertThat(WrittenSet.skipped(set.open()))
                .singleElement()
                .satisfies(l -> assertThat(l)
                        .startsWith("image in both splits b.jpg")
                        .contains("measurements on it are too good"));
    }

    @Test
    void aFileInTwoPartsOfASplitIsUsedOnce() throws Exception {
        set.text("annotations/instances_train_1.json", WrittenSet.json("a.jpg"))
                .text("annotations/instances_train_2.json", WrittenSet.json("a.jpg", "b.jpg"));

        ImageSet open = set.open();

        assertThat(open.train().size() + open.validation().size()).isEqualTo(2);
        assertThat(WrittenSet.skipped(open))
                .singleElement()
                .satisfies(l -> assertThat(l).startsWith("entry a.jpg").contains("instances_train_2.json"));
    }

    @Test
    void categoriesOfOneIdAreNamed() throws Exception {
        set.text(
                "annotations/instances_default.json",
                WrittenSet.json("a.jpg").replace("{\"id\": 2, \"name\": \"dog\"}", "{\"id\": 1, \"name\": \"dog\"}"));

        ImageSet open = set.open();

        assertThat(open.categories()).containsExactly(new Category(0, 1, "cat"));
        assertThat(WrittenSet.skipped(open))
                .singleElement()
                .satisfies(l -> assertThat(l).startsWith("category dog").contains("same id"));
    }

    @Test
    void theNameDecidesWhereFilesNumberCategoriesDifferently() throws Exception {
        set.text("annotations/instances_train.json", WrittenSet.json("a.jpg"))
                .text(
                        "annotations/instances_val.json",
                        WrittenSet.json("b.jpg")
                                .replace(
                                        WrittenSet.CATEGORIES,
                                        "\"categories\": [{\"id\": 1, \"name\": \"dog\"}, {\"id\": 2, \"name\": \"eel\"}]"));

        ImageSet open = set.open();

        assertThat(open.categories()).extracting(Category::name).containsExactly("cat", "dog", "eel");
        assertThat(open.train().get(0).label()).hasValue(0);
        assertThat(open.validation().get(0).label()).hasValue(1);
        assertThat(WrittenSet.skipped(open))
                .anySatisfy(l -> assertThat(l).startsWith("category dog").contains("the name decides"))
                .anySatisfy(l -> assertThat(l).startsWith("category eel").contains("two categories"));
    }
}
