package org.dinotwins.data.coco.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.dinotwins.data.DataException;
import org.dinotwins.data.ImageSet;
import org.dinotwins.data.coco.CocoFolder;
import org.dinotwins.data.coco.WrittenSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Finds the annotation files of the tools that write COCO's format, and the split of each. */
class AnnotationFilesTest {
    @TempDir
    private Path root;

    private WrittenSet set;

    @BeforeEach
    void write() {
        set = new WrittenSet(root).image("images/a.jpg", "images/b.jpg", "images/c.jpg", "images/d.jpg");
    }

    @ParameterizedTest
    @CsvSource({
        "instances_Train, instances_Validation",
        "coco_train, coco_val",
        "labels_train, labels_valid",
        "annotations-TRAINING, annotations-Dev",
        "train, test",
        "myTrainSet, myValSet",
        "instances_train2017, instances_val2017",
        "fold3.train.coco, fold3.validation.coco",
        "person_train, person_val",
        "instances_default, instances_val"
    })
    void splitsAreNamedByAWordOfAnyCase(String train, String validation) throws Exception {
        set.text("annotations/" + train + ".json", WrittenSet.json("a.jpg", "b.jpg"))
                .text("annotations/" + validation + ".json", WrittenSet.json("c.jpg"));

        ImageSet open = set.open();

        assertThat(set.names(open.train())).containsExactly("images/a.jpg", "images/b.jpg");
        assertThat(set.names(open.validation())).containsExactly("images/c.jpg");
        assertThat(open.format()).isEqualTo("COCO");
        assertThat(open.skipped()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "instances_train_1, instances_train_2",
        "train-part1, train-part2",
        "coco_train_00000-of-00002, coco_train_00001-of-00002",
        "instances_trainA, instances_trainB"
    })
    void partsOfASplitAreJoined(String first, String second) throws Exception {
        set.text("annotations/" + first + ".json", WrittenSet.json("a.jpg", "b.jpg"))
                .text("annotations/" + second + ".json", WrittenSet.json("c.jpg"))
                .text("annotations/instances_val.json", WrittenSet.json("d.jpg"));

        ImageSet open = set.open();

        assertThat(set.names(open.train())).containsExactly("images/a.jpg", "images/b.jpg", "images/c.jpg");
        assertThat(open.train().stream().map(p -> p.id()).distinct())
                .as("ids are unique, though both files count from 1")
                .hasSize(3);
        assertThat(open.train()).allSatisfy(p -> assertThat(p.objects()).hasSize(1));
        assertThat(open.skipped()).isEmpty();
    }

    @Test
    void filesThatAreNotUsedHaveTheirTrueReasons() throws Exception {
        set.text("annotations/instances_train2014.json", WrittenSet.json("d.jpg"))
                .text("annotations/instances_train2017.json", WrittenSet.json("a.jpg"))
                .text("annotations/instances_train2017_small.json", WrittenSet.json("d.jpg"))
                .text("annotations/instances_val2017.json", WrittenSet.json("b.jpg"))
                .text("annotations/instances_test2017.json", WrittenSet.json("c.jpg"))
                .text("annotations/instances_default.json", WrittenSet.json("d.jpg"));

        ImageSet open = set.open();

        assertThat(set.names(open.train())).containsExactly("images/a.jpg");
        assertThat(set.names(open.validation())).containsExactly("images/b.jpg");
        assertThat(WrittenSet.skipped(open))
                .hasSize(3)
                .anySatisfy(l -> assertThat(l)
                        .startsWith("2 files, for example instances_train2014.json")
                        .contains("training split is read from instances_train2017.json"))
                .anySatisfy(l -> assertThat(l)
                        .startsWith("split instances_test2017.json")
                        .contains("the test split"))
                .anySatisfy(l -> assertThat(l)
                        .startsWith("file instances_default.json")
                        .contains("none of the words train, val and test"));
    }

    @Test
    void oneFileOfASetWithoutSplitsIsUsedAndTheOthersNamed() throws Exception {
        set.text("annotations/cats.json", WrittenSet.json("a.jpg", "b.jpg"))
                .text("annotations/instances_default.json", WrittenSet.json("c.jpg", "d.jpg"));

        ImageSet open = set.open();

        List<String> all = new ArrayList<>(set.names(open.train()));
        all.addAll(set.names(open.validation()));
        assertThat(all).containsExactlyInAnyOrder("images/c.jpg", "images/d.jpg");
        assertThat(WrittenSet.skipped(open))
                .singleElement()
                .satisfies(l -> assertThat(l).startsWith("file cats.json").contains("instances_default.json"));
    }

    @ParameterizedTest
    @CsvSource({
        "result.json, images",
        "labels.json, data",
        "annotations.json, JPEGImages",
        "instances_train.json, images",
        "_annotations.coco.json, .",
        "anything at all.json, photos"
    })
    void anAnnotationFileBesideThePicturesIsRead(String json, String folder) throws Exception {
        Path other = root.resolve("other");
        WrittenSet beside = new WrittenSet(other)
                .image(folder + "/a.jpg", folder + "/b.jpg")
                .image("Visualization/a.jpg", "Visualization/b.jpg")
                .text("package.json", "{\"images\": [\"logo.png\"]}")
                .text("broken.json", "{\"images\": [")
                .text(json, WrittenSet.json("a.jpg", "b.jpg"));

        assertThat(CocoFolder.matches(other)).isTrue();
        ImageSet open = beside.open();

        List<Path> files = new ArrayList<>();
        open.train().forEach(p -> files.add(p.file()));
        open.validation().forEach(p -> files.add(p.file()));
        assertThat(files)
                .containsExactlyInAnyOrder(
                        other.resolve(folder).resolve("a.jpg").normalize(),
                        other.resolve(folder).resolve("b.jpg").normalize());
        assertThat(open.categories()).hasSize(2);
        assertThat(open.skipped()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "train, valid, _annotations.coco.json, ''",
        "train, val, _annotations.coco.json, ''",
        "Train, Validation, annotations.json, images/",
        "training, test, labels.json, data/"
    })
    void eachSplitMayHaveAFolder(String train, String validation, String json, String inner) throws Exception {
        Path other = root.resolve("other");
        WrittenSet split = new WrittenSet(other)
                .image(train + "/" + inner + "0.jpg", validation + "/" + inner + "0.jpg")
                .text(train + "/" + json, WrittenSet.json("0.jpg"))
                .text(validation + "/" + json, WrittenSet.json("0.jpg"));

        assertThat(split.train()).containsExactly(train + "/" + inner + "0.jpg");
        assertThat(split.validation()).containsExactly(validation + "/" + inner + "0.jpg");
        assertThat(split.open().skipped()).isEmpty();
    }

    @Test
    void picturesLieInTheFolderOfTheSubset() throws Exception {
        Path other = root.resolve("other");
        WrittenSet subsets = new WrittenSet(other)
                .image("images/Train/0.jpg", "images/Validation/0.jpg")
                .text("annotations/instances_Train.json", WrittenSet.json("0.jpg"))
                .text("annotations/instances_Validation.json", WrittenSet.json("0.jpg"));

        assertThat(subsets.train()).containsExactly("images/Train/0.jpg");
        assertThat(subsets.validation()).containsExactly("images/Validation/0.jpg");
    }

    @Test
    void otherJsonIsNotTakenForAnAnnotationFile() throws Exception {
        Path other = root.resolve("other");
        new WrittenSet(other)
                .image("images/a.jpg")
                .text("annotations/train.json", "{\"infos\": {}, \"categories\": {\"label\": {}}, \"items\": []}")
                .text("annotations/a.json", "{\"shapes\": [], \"imagePath\": \"a.jpg\"}")
                .text("annotations/captions_train.json", WrittenSet.json("a.jpg"))
                .text("settings.json", "[1, 2]");

        assertThat(CocoFolder.matches(other)).isFalse();
    }

    @Test
    void aFileMayListItsAnnotationsOrNoImagesFirst() throws Exception {
        String images = "\"images\": [" + WrittenSet.image(1, "a.jpg", 20, 10) + "]";
        String annotations = "\"annotations\": [" + WrittenSet.annotation(1, 1, 1) + "]";
        set.text(
                "annotations.json",
                "{\"info\": {\"images\": []}, " + annotations + ", " + images + ", " + WrittenSet.CATEGORIES + "}");

        assertThat(set.train()).containsExactly("images/a.jpg");
        Files.delete(root.resolve("annotations.json"));
        set.text("annotations.json", "{\"images\": [], \"annotations\": [], \"categories\": []}");
        assertThat(CocoFolder.matches(root)).isTrue();
    }

    @Test
    void addressesStandForNames() throws DataException {
        set.text(
                "annotations.json",
                WrittenSet.json("http://images.example.org/train2017/a.jpg").replace("file_name", "coco_url"));

        assertThat(set.train()).containsExactly("images/a.jpg");
    }
}
