package org.dinotwins.data.layout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.dinotwins.data.Category;
import org.dinotwins.data.DataException;
import org.dinotwins.data.ImageSet;
import org.dinotwins.data.Picture;
import org.dinotwins.data.Skipped;
import org.dinotwins.data.outline.Box;
import org.dinotwins.data.outline.Outline;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Recognises the layouts without an annotation file for the set, and says what a folder lacks. */
class ImageSetsTest {
    @TempDir
    private Path root;

    @Test
    void splitsAndClassesComeFromFolders() throws Exception {
        images("train/dog", 3);
        images("train/cat", 2);
        images("val/cat", 1);
        images("val/owl", 1);
        Files.createDirectories(root.resolve("train/empty"));
        Files.writeString(root.resolve("train/dog/film.heic"), "x");
        Files.writeString(root.resolve("train/dog/.DS_Store"), "x");

        ImageSet set = ImageSets.open(root);

        assertThat(set.format()).isEqualTo("one folder per class");
        assertThat(set.categories()).extracting(Category::name).containsExactly("cat", "dog", "owl");
        assertThat(labels(set, set.train())).containsExactly("cat", "cat", "dog", "dog", "dog");
        assertThat(labels(set, set.validation())).containsExactly("cat", "owl");
        assertThat(set.skipped())
                .extracting(Skipped::what)
                .containsExactlyInAnyOrder("folder train/empty", "file train/dog/film.heic");
    }

    @Test
    void imageNetEndingsAndTheNameValidationAreKnown() throws Exception {
        images("Train/n01", 1);
        images("Train/n02", 1);
        images("validation/n01", 1);
        Files.move(root.resolve("Train/n01/0.png"), root.resolve("Train/n01/n01_7.JPEG"));

        ImageSet set = ImageSets.open(root);

        assertThat(set.train())
                .extracting(p -> p.file().getFileName().toString())
                .contains("n01_7.JPEG");
        assertThat(set.validation()).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({
        "Training, Validation",
        "TRAIN, VALID",
        "train2017, val2017",
        "seg_train, seg_test",
        "training_set, test_set",
        "train/images, val/images"
    })
    void splitsAreRecognisedByTheirWord(String train, String validation) throws Exception {
        boolean classes = !train.contains("/");
        images(train + (classes ? "/cat" : ""), 3);
        images(validation + (classes ? "/cat" : ""), 2);
        if (classes) {
            images(train + "/dog", 2);
        }

        ImageSet set = ImageSets.open(root);

        assertThat(set.train()).hasSize(classes ? 5 : 3);
        assertThat(set.validation()).hasSize(2);
        assertThat(set.categories()).hasSize(classes ? 2 : 0);
        assertThat(set.skipped()).isEmpty();
    }

    @Test
    void partsOfASplitAreJoinedAndWhatLiesBesideTheSplitsIsNamed() throws Exception {
        for (String split : List.of("train_1", "train_2", "val", "test", "extra")) {
            images(split + "/cat", 1);
            images(split + "/dog", 1);
        }
        images("pictures", 1);

        ImageSet set = ImageSets.open(root);

        assertThat(set.train()).hasSize(4);
        assertThat(set.validation()).hasSize(2);
        assertThat(set.skipped())
                .extracting(Skipped::what)
                .containsExactlyInAnyOrder("2 folders, for example extra", "split test");
    }

    @Test
    void aClassWithTheNameOfASplitIsWarnedOf() throws Exception {
        images("car", 2);
        images("plane", 2);
        images("train", 2);

        ImageSet set = ImageSets.open(root);

        assertThat(set.categories()).extracting(Category::name).containsExactly("car", "plane", "train");
        assertThat(set.skipped()).extracting(Skipped::what).containsExactly("warning about train");
    }

    @Test
    void validationImagesWithoutClassFoldersAreNoted() throws Exception {
        images("train/cat", 2);
        images("train/dog", 2);
        images("val", 3);

        ImageSet set = ImageSets.open(root);

        assertThat(set.validation())
                .hasSize(3)
                .allSatisfy(p -> assertThat(p.label()).isEmpty());
        assertThat(set.skipped())
                .singleElement()
                .satisfies(s -> assertThat(s.reason()).contains("no class folder"));
    }

    @Test
    void classFoldersAloneAreDividedWithinEachClass() throws Exception {
        images("cat", 20);
        images("dog", 10);

        ImageSet set = ImageSets.open(root);

        assertThat(set.format()).isEqualTo("one folder per class, divided 80 : 20");
        assertThat(labels(set, set.validation())).containsExactly("cat", "cat", "cat", "cat", "dog", "dog");
        assertThat(set.train()).hasSize(24);
        Set<Picture> both = new HashSet<>(set.train());
        both.retainAll(set.validation());
        assertThat(both).isEmpty();
        assertThat(ImageSets.open(root)).isEqualTo(set);
    }

    @Test
    void domainsLieAboveTheClasses() throws Exception {
        for (String domain : List.of("photo", "art_painting", "cartoon", "sketch")) {
            images(domain + "/dog", 5);
            images(domain + "/horse", 5);
        }

        ImageSet set = ImageSets.open(root);

        assertThat(set.format()).isEqualTo("PACS, divided 80 : 20");
        assertThat(set.categories()).extracting(Category::name).containsExactly("dog", "horse");
        assertThat(set.validation()).hasSize(8);
        assertThat(set.validation().stream()
                        .map(p -> root.relativize(p.file()).getName(0).toString())
                        .collect(Collectors.toSet()))
                .hasSize(4);
    }

    @Test
    void picturesOfPacsAndOfficeHomeKnowTheirDomain() throws Exception {
        for (String domain : List.of("Art", "Clipart", "Product", "Real World")) {
            images("office/" + domain + "/Alarm_Clock", 3);
            images("office/" + domain + "/Backpack", 3);
        }
        images("plain/cat", 3);
        images("plain/dog", 3);

        ImageSet office = ImageSets.open(root.resolve("office"));
        ImageSet plain = ImageSets.open(root.resolve("plain"));

        assertThat(office.format()).startsWith("Office-Home");
        assertThat(office.domains()).containsExactly("Art", "Clipart", "Product", "Real World");
        assertThat(office.validation())
                .allSatisfy(p -> assertThat(office.domain(p))
                        .contains(p.file().getParent().getParent().getFileName().toString()));
        assertThat(plain.domains()).isEmpty();
        assertThat(plain.domain(plain.train().get(0))).isEmpty();
    }

    @Test
    void domainsALevelDeeperAreFoundAndNamed() throws Exception {
        images("kfold/photo/dog", 2);
        images("kfold/sketch/dog", 2);

        assertThatThrownBy(() -> ImageSets.open(root))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("kfold is one. Choose that folder.");
    }

    @Test
    void imagesAloneAreTrainedOnWithoutLabels() throws Exception {
        images(".", 3);

        ImageSet set = ImageSets.open(root);

        assertThat(set.format()).isEqualTo("unlabelled images");
        assertThat(set.train())
                .hasSize(3)
                .allSatisfy(p -> assertThat(p.objects()).isEmpty());
        assertThat(set.validation()).isEmpty();
        assertThat(set.categories()).isEmpty();
    }

    @Test
    void pascalVocGivesBoxesFromZero() throws Exception {
        images("JPEGImages", 3);
        Files.createDirectories(root.resolve("Annotations"));
        Files.createDirectories(root.resolve("ImageSets/Main"));
        Files.writeString(root.resolve("Annotations/0.xml"), """
                <annotation><size><width>8</width><height>6</height></size>
                <object><name>person</name><part><name>head</name><bndbox><xmin>1</xmin><ymin>1</ymin><xmax>2</xmax>
                <ymax>2</ymax></bndbox></part>
                <bndbox><xmin>1</xmin><ymin>2</ymin><xmax>4</xmax><ymax>6</ymax></bndbox></object>
                <object><name>sofa</name></object></annotation>""");
        Files.writeString(root.resolve("Annotations/1.xml"), """
                <annotation><object><name>cat</name><bndbox><xmin>1</xmin><ymin>1</ymin><xmax>3</xmax><ymax>3</ymax>
                </bndbox></object></annotation>""");
        Files.writeString(root.resolve("Annotations/2.xml"), "<annotation><object>");
        Files.writeString(root.resolve("ImageSets/Main/train.txt"), "0\n2\n");
        Files.writeString(root.resolve("ImageSets/Main/val.txt"), "1\n77\n");

        ImageSet set = ImageSets.open(root);

        assertThat(set.format()).isEqualTo("PASCAL VOC");
        assertThat(set.categories()).extracting(Category::name).containsExactly("cat", "person");
        assertThat(set.train()).singleElement().satisfies(p -> {
            assertThat(p.width()).isEqualTo(8);
            assertThat(p.objects())
                    .singleElement()
                    .satisfies(o -> assertThat(o.box()).isEqualTo(new Box(0, 1, 4, 5)));
        });
        assertThat(set.validation()).hasSize(1);
        assertThat(set.skipped())
                .extracting(Skipped::what)
                .containsExactlyInAnyOrder("annotation in 0.xml", "file 2.xml", "image 77");
    }

    @Test
    void pascalVocGivesMasksOfThePicturesThatHaveThem() throws Exception {
        images("JPEGImages", 3);
        Files.createDirectories(root.resolve("Annotations"));
        Files.createDirectories(root.resolve("SegmentationObject"));
        for (int i = 0; i < 3; i++) {
            Files.writeString(root.resolve("Annotations/" + i + ".xml"), """
                    <annotation><size><width>8</width><height>6</height></size><object><name>nameless</name></object>
                    <object><name>cat</name><bndbox><xmin>1</xmin><ymin>1</ymin><xmax>4</xmax><ymax>2</ymax></bndbox>
                    </object></annotation>""");
        }
        // Objects 1 and 2 and, as VOC marks borders, 255; the second object is the one whose box is usable.
        BufferedImage masks = new BufferedImage(8, 6, BufferedImage.TYPE_BYTE_INDEXED);
        masks.getRaster().setSample(7, 5, 0, 1);
        for (int x = 0; x < 3; x++) {
            masks.getRaster().setSample(x, 1, 0, 2);
        }
        masks.getRaster().setSample(3, 1, 0, 255);
        ImageIO.write(masks, "png", root.resolve("SegmentationObject/0.png").toFile());
        Files.writeString(root.resolve("SegmentationObject/1.png"), "damaged");

        ImageSet set = ImageSets.open(root);

        List<Picture> all = Stream.concat(set.train().stream(), set.validation().stream())
                .sorted(Comparator.comparingLong(Picture::id))
                .toList();
        boolean[] inside = all.get(0).objects().get(0).mask(8, 6).inside();
        for (int i = 0; i < inside.length; i++) {
            assertThat(inside[i]).as("pixel " + i).isEqualTo(i >= 8 && i < 11);
        }
        assertThat(all.get(0).objects().get(0).outline().bounds()).isEqualTo(new Box(0, 0, 4, 2));
        assertThat(all.get(1).objects().get(0).mask(8, 6).inside()).doesNotContain(true);
        assertThat(all.get(2).objects().get(0).outline()).isInstanceOf(Outline.None.class);
    }

    @Test
    void anUnknownLayoutIsRefusedWithWhatItHoldsAndWhatWasExpected() throws Exception {
        Files.writeString(root.resolve("notes.txt"), "x");
        Files.createDirectories(root.resolve("papers"));

        assertThatThrownBy(() -> ImageSets.open(root))
                .isInstanceOf(DataException.class)
                .hasMessageContaining(root.toString())
                .hasMessageContaining("1 folder (papers) and 1 file (notes.txt)")
                .hasMessageContaining("annotations/instances_*.json")
                .hasMessageContaining("JPEGImages/")
                .hasMessageContaining("train/cat/");
    }

    @Test
    void missingAndEmptyFoldersAndFilesAreRefused() throws Exception {
        assertThatThrownBy(() -> ImageSets.open(root.resolve("none")))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("does not exist");
        assertThatThrownBy(() -> ImageSets.open(root))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("it contains nothing");
        Path file = Files.writeString(root.resolve("a.zip"), "x");
        assertThatThrownBy(() -> ImageSets.open(file))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("is a file");
    }

    @Test
    void aFolderAboveTheSetPointsToTheSet() throws Exception {
        images("VOC2012/JPEGImages", 1);
        Files.createDirectories(root.resolve("VOC2012/Annotations"));

        assertThatThrownBy(() -> ImageSets.open(root))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("Choose that folder")
                .hasMessageContaining("VOC2012");
    }

    @Test
    void annotationsWithoutAFileAreNotSilentlyIgnored() throws Exception {
        images("images", 2);
        Files.createDirectories(root.resolve("annotations"));

        assertThatThrownBy(() -> ImageSets.open(root))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("annotations")
                .hasMessageContaining("instances_train.json");
    }

    private static List<String> labels(ImageSet set, List<Picture> pictures) {
        return pictures.stream()
                .map(p -> set.categories().get(p.label().orElseThrow()).name())
                .toList();
    }

    private void images(String folder, int count) throws IOException {
        Path target = Files.createDirectories(root.resolve(folder).normalize());
        BufferedImage image = new BufferedImage(8, 6, BufferedImage.TYPE_INT_RGB);
        for (int i = 0; i < count; i++) {
            assertThat(ImageIO.write(image, "png", target.resolve(i + ".png").toFile()))
                    .isTrue();
        }
    }
}
