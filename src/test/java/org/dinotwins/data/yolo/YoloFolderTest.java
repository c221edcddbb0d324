package org.dinotwins.data.yolo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.dinotwins.data.Category;
import org.dinotwins.data.DataException;
import org.dinotwins.data.ImageSet;
import org.dinotwins.data.Picture;
import org.dinotwins.data.PictureObject;
import org.dinotwins.data.SkipLog;
import org.dinotwins.data.Skipped;
import org.dinotwins.data.layout.ImageSets;
import org.dinotwins.data.outline.Box;
import org.dinotwins.data.outline.Outline;
import org.dinotwins.data.picture.TurnedPng;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Reads the layouts of YOLO and darknet, and keeps what is good of damaged ones. */
class YoloFolderTest {
    private static final int WIDTH = 20;
    private static final int HEIGHT = 10;

    @TempDir
    private Path root;

    @Test
    void boxesAndPolygonsBecomePixels() throws Exception {
        picture("images/train/a.png");
        text("labels/train/a.txt", "1 0.5 0.5 0.2 0.4\n0 0.1 0.2 0.5 0.2 0.5 0.8 0.1 0.8\n");
        text("data.yaml", "train: images/train\nnames: [cat, dog]\n");

        ImageSet set = ImageSets.open(root);
        Picture picture = set.train().get(0);

        assertThat(set.format()).isEqualTo("YOLO, divided 80 : 20");
        assertThat(set.categories()).extracting(Category::name).containsExactly("cat", "dog");
        assertThat(List.of(picture.width(), picture.height())).containsExactly(WIDTH, HEIGHT);
        PictureObject box = picture.objects().get(0);
        assertThat(box.category()).isEqualTo(1);
        assertBox(box.box(), 8, 3, 4, 4);
        assertThat(box.area()).isCloseTo(16, within(1e-9));
        assertThat(box.outline()).isInstanceOf(Outline.None.class);
        PictureObject polygon = picture.objects().get(1);
        assertBox(polygon.box(), 2, 2, 8, 6);
        assertThat(polygon.area()).isCloseTo(48, within(1e-9));
        assertThat(((Outline.Polygons) polygon.outline()).rings().get(0)).containsExactly(2, 2, 10, 2, 10, 8, 2, 8);
        int inside = 0;
        for (boolean pixel : polygon.mask(WIDTH, HEIGHT).inside()) {
            inside += pixel ? 1 : 0;
        }
        assertThat(inside).isEqualTo(48);
        assertThat(picture.label()).hasValue(0);
    }

    @ParameterizedTest
    @CsvSource({
        // Folders of the splits below, above, and paths of data.yaml that are right, from elsewhere, or of another
        // folder.
        "images/train, labels/train, images/val, labels/val, images/train, images/val",
        "train/images, train/labels, valid/images, valid/labels, ../train/images, ../valid/images",
        "train/images, train/labels, val/images, val/labels, ../train/images, ../valid/images",
        "train/images, train/labels, test/images, test/labels, /content/set/train/images, /content/set/test/images",
        "images/Train, labels/Train, images/Validation, labels/Validation, images\\Train, C:\\set\\images\\Validation",
        "train/images, train/labels, valid/images, valid/labels, train, valid",
    })
    void splitsComeFromTheDescription(
            String train, String trainLabels, String val, String valLabels, String trainKey, String valKey)
            throws Exception {
        split(train, trainLabels, 3);
        split(val, valLabels, 2);
        text(
                "data.yaml",
                "path: ../datasets/set  # elsewhere\ntrain: " + trainKey + "\nval: " + valKey
                        + "\nnames:\n  0: cat\n  1: no\ndownload: |\n  print('a: b')\n");

        ImageSet set = ImageSets.open(root);

        assertThat(set.format()).isEqualTo("YOLO");
        assertThat(set.train()).hasSize(3).allSatisfy(p -> assertThat(p.label()).hasValue(1));
        assertThat(set.validation()).hasSize(2);
        assertThat(set.categories()).extracting(Category::name).containsExactly("cat", "no");
    }

    @ParameterizedTest
    @CsvSource({
        "images/train, labels/train, images/val, labels/val, classes.txt",
        "train/images, train/labels, valid/images, valid/labels, train/labels/classes.txt",
        "train, train, valid, valid, train/_darknet.labels",
        "obj_train_data, obj_train_data, obj_valid_data, obj_valid_data, obj.names",
    })
    void splitsComeFromFoldersWithoutADescription(
            String train, String trainLabels, String val, String valLabels, String names) throws Exception {
        split(train, trainLabels, 3);
        split(val, valLabels, 2);
        text(names, "cat\ndog\n\n");

        ImageSet set = ImageSets.open(root);

        assertThat(set.format()).isEqualTo("YOLO");
        assertThat(set.train()).hasSize(3);
        assertThat(set.validation()).hasSize(2);
        assertThat(set.categories()).extracting(Category::name).containsExactly("cat", "dog");
        assertThat(set.skipped()).isEmpty();
    }

    @Test
    void labelsBesideThePicturesAreRead() throws Exception {
        split(".", ".", 5);
        text("classes.txt", "cat\ndog");

        assertThat(ImageSets.open(root)).satisfies(set -> {
            assertThat(set.format()).isEqualTo("YOLO, divided 80 : 20");
            assertThat(all(set))
                    .hasSize(5)
                    .allSatisfy(p -> assertThat(p.objects()).hasSize(1));
            assertThat(set.skipped()).isEmpty();
        });
    }

    @Test
    void otherTextFilesBesidePicturesAreNotLabels() throws Exception {
        picture("a.png");
        text("a.txt", "a photo of a cat\n");

        assertThat(ImageSets.open(root).format()).isEqualTo("unlabelled images");
    }

    @Test
    void listsOfPicturesAreSplits() throws Exception {
        split("images", "labels", 5);
        text("train.txt", "./images/0.png\nimages/1.png\n/darknet/set/images/2.png\n");
        text("val.txt", "data/images/3.png\nimages/missing.png\n../../outside.png\n");

        ImageSet set = ImageSets.open(root);

        assertThat(set.train()).hasSize(3);
        assertThat(set.validation()).hasSize(1);
        assertThat(set.skipped()).singleElement().satisfies(s -> {
            assertThat(s.kind()).isEqualTo(SkipLog.Kind.IMAGE);
            assertThat(s.names()).containsExactly("images/missing.png", "../../outside.png");
        });
    }

    @Test
    void classNumbersAreNamesWhereNoFileStatesNames() throws Exception {
        picture("images/a.png");
        picture("images/b.png");
        text("labels/a.txt", "7 0.5 0.5 0.2 0.4\n");
        text("labels/b.txt", "3.0 0.5 0.5 0.2 0.4\n");

        ImageSet set = ImageSets.open(root);

        assertThat(set.categories()).extracting(Category::name).containsExactly("class 3", "class 7");
        assertThat(all(set))
                .extracting(p -> set.categories().get(p.label().orElseThrow()).id())
                .containsExactlyInAnyOrder(3L, 7L);
    }

    @Test
    void usablePartsOfADamagedSetAreKept() throws Exception {
        for (String name : List.of("a", "b", "c", "d")) {
            picture("images/train/" + name + ".png");
        }
        text("images/train/broken.png", "no picture");
        text("labels/train/broken.txt", "0 0.5 0.5 0.1 0.1");
        text(
                "labels/train/a.txt",
                "\uFEFF0 0.5 0.5 0.2 0.4\r\n\n0 0.5 0.5 0.2\n0 0.5 0.5 0.2 0.4 0.9\n0 0.1 0.1 0.9 0.1 0.5\n"
                        + "2 0.5 0.5 0.2 0.4\n-1 0.5 0.5 0.2 0.4\n1.5 0.5 0.5 0.2 0.4\n99999999999 0.5 0.5 0.2 0.4\n"
                        + "cat 0.5 0.5 0.2 0.4\n0 nan 0.5 0.2 0.4\n1d 0.5 0.5 0.2 0.4\n"
                        + "0 120 50 20 20\n0 1e300 0.5 0.1 0.1\n0 0.5 0.5 -0.2 0.4\n0 0.5 0.5 0 0\n"
                        + "0 0.1 0.1 0.2 0.2 0.3 0.3\n0 1.5 0.5 0.2 0.2\n1 0.98 -0.02 0.2 0.4\n");
        text("labels/train/b.txt", "");
        Files.write(root.resolve("labels/train/d.txt"), new byte[] {(byte) 0xFF, (byte) 0xFE, 0, 48});
        text("labels/train/orphan.txt", "0 0.5 0.5 0.2 0.4");
        text("data.yaml", "train: images/train\nnc: 2\nnames: ['a', 'b']\n");

        ImageSet set = ImageSets.open(root);

        Picture first =
                all(set).filter(p -> p.file().endsWith("a.png")).findFirst().orElseThrow();
        assertThat(first.objects()).hasSize(2);
        // A box over the edge is cut at the edge.
        assertBox(first.objects().get(1).box(), 17.6, 0, 2.4, 1.8);
        assertThat(all(set)).hasSize(4);
        assertThat(counts(set, SkipLog.Kind.ANNOTATION)).isEqualTo(17);
        assertThat(set.skipped())
                .extracting(Skipped::what)
                .contains("image images/train/broken.png", "file labels/train/orphan.txt");
        assertThat(counts(set, SkipLog.Kind.LABEL)).isEqualTo(3);
        assertThat(set.skipped()).allSatisfy(s -> assertThat(s.reason()).endsWith("."));
    }

    @Test
    void aMillionLinesAreRead() throws Exception {
        picture("images/train/a.png");
        text("labels/train/a.txt", "0 0.5 0.5 0.2 0.4\n".repeat(1_000_000) + "0 0.5\n".repeat(100_000));
        text("data.yaml", "train: images/train\nnames: [cat]\n");

        ImageSet set = ImageSets.open(root);

        assertThat(set.train().get(0).objects()).hasSize(1_000_000);
        assertThat(counts(set, SkipLog.Kind.ANNOTATION)).isEqualTo(100_000);
    }

    @Test
    void labelsFollowTheExifOrientation() throws Exception {
        Files.createDirectories(root.resolve("images/train"));
        TurnedPng.write(root.resolve("images/train/a.png"), WIDTH, HEIGHT, 6);
        text("labels/train/a.txt", "0 0.2 0.25 0.2 0.2\n0 0.1 0.15 0.3 0.15 0.3 0.35 0.1 0.35\n");
        text("data.yaml", "train: images/train\nnames: [cat]\n");

        Picture picture = ImageSets.open(root).train().get(0);

        assertThat(List.of(picture.width(), picture.height())).containsExactly(WIDTH, HEIGHT);
        // Shown 1 to 3 from the left and 3 to 7 from the top; stored, the top is the left edge.
        assertThat(picture.objects()).hasSize(2).allSatisfy(o -> assertBox(o.box(), 3, 7, 4, 2));
        assertBox(picture.objects().get(1).outline().bounds(), 3, 7, 4, 2);
    }

    @Test
    void labelsOfKeypointsGiveTheirBoxes() throws Exception {
        picture("images/train/a.png");
        text("labels/train/a.txt", "0 0.5 0.5 0.2 0.4 0.5 0.5 2 0.4 0.4 2\n");
        text("data.yaml", "train: images/train\nkpt_shape: [2, 3]\nnames: {0: person}\n");

        assertThat(ImageSets.open(root).train().get(0).objects())
                .singleElement()
                .satisfies(o -> assertBox(o.box(), 8, 3, 4, 4));
    }

    @Test
    void picturesOfBothSplitsAreNamed() throws Exception {
        split("images/train", "labels/train", 5);
        text("data.yaml", "train: images/train\nval: images/train\nnames: [a, b]\n");

        ImageSet all = ImageSets.open(root);

        assertThat(all.format()).isEqualTo("YOLO, divided 80 : 20");
        assertThat(all.validation()).hasSize(1);
        assertThat(counts(all, SkipLog.Kind.LEAK)).isEqualTo(5);

        text("train.txt", "images/train/0.png\nimages/train/1.png\nimages/train/2.png\n");
        text("val.txt", "images/train/2.png\nimages/train/3.png\n");
        text("data.yaml", "train: train.txt\nval: val.txt\nnames: [a, b]\n");

        ImageSet one = ImageSets.open(root);

        assertThat(one.train()).hasSize(2);
        assertThat(one.validation()).hasSize(2);
        assertThat(one.skipped()).singleElement().satisfies(s -> {
            assertThat(s.kind()).isEqualTo(SkipLog.Kind.LEAK);
            assertThat(s.names()).containsExactly("images/train/2.png");
        });
    }

    @Test
    void theTestSplitIsNamedWhereAnotherOneIsUsed() throws Exception {
        split("train/images", "train/labels", 2);
        split("valid/images", "valid/labels", 1);
        split("test/images", "test/labels", 1);
        text("data.yaml", "train: ../train/images\nval: ../valid/images\ntest: ../test/images\nnames: [a, b]\n");

        assertThat(ImageSets.open(root).skipped())
                .singleElement()
                .satisfies(s -> assertThat(s.kind()).isEqualTo(SkipLog.Kind.SPLIT));
    }

    @Test
    void missingPlacesAndNamesAreWarnedOf() throws Exception {
        split("images/train", "labels/train", 3);
        text("data.yaml", "train: images/train\nval: images/val\nnc: 3\nnames: [a, b]\n");

        ImageSet set = ImageSets.open(root);

        assertThat(set.categories()).extracting(Category::name).containsExactly("a", "b", "class 2");
        assertThat(set.skipped())
                .extracting(Skipped::what)
                .containsExactly("warning about data.yaml", "warning about images/val");
    }

    @ParameterizedTest
    @ValueSource(strings = {"train: [images\nnames: {", "\t- a: b: c", "a: &a [*a, *a]\nb: !!java.net.URL [x]\n- c"})
    void aDamagedDescriptionIsRefusedInASentence(String yaml) throws Exception {
        split("images/train", "labels/train", 2);
        text("data.yaml", yaml);

        assertThatThrownBy(() -> ImageSets.open(root))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("data.yaml")
                .hasMessageEndingWith(".")
                .satisfies(e -> assertThat(e.getMessage()).doesNotContain("snakeyaml", "while parsing", "Exception"));
    }

    @Test
    void deepYamlIsRefusedInASentence() throws Exception {
        split("images/train", "labels/train", 2);
        text("data.yaml", "[".repeat(500_000));

        assertThatThrownBy(() -> ImageSets.open(root))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("data.yaml");
    }

    @Test
    void aSetWithoutPicturesIsRefused() throws Exception {
        text("labels/train/a.txt", "0 0.5 0.5 0.2 0.4");
        Files.createDirectories(root.resolve("images/train"));
        text("data.yaml", "train: images/train\nnames: [a]\n");

        assertThatThrownBy(() -> ImageSets.open(root))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("looks like a YOLO set");
    }

    @Test
    void foldersOutsideTheSetAreNotRead() throws Exception {
        split("set/images/train", "set/labels/train", 2);
        split("other", "other", 1);
        text("set/data.yaml", "train: images/train\nval: ../other\nnames: [a, b]\n");

        ImageSet set = ImageSets.open(root.resolve("set"));

        assertThat(all(set)).hasSize(2);
        assertThat(set.skipped()).extracting(Skipped::what).containsExactly("warning about ../other");
    }

    private static void assertBox(Box box, double x, double y, double width, double height) {
        assertThat(box.x()).isCloseTo(x, within(1e-9));
        assertThat(box.y()).isCloseTo(y, within(1e-9));
        assertThat(box.width()).isCloseTo(width, within(1e-9));
        assertThat(box.height()).isCloseTo(height, within(1e-9));
    }

    private static Stream<Picture> all(ImageSet set) {
        return Stream.concat(set.train().stream(), set.validation().stream());
    }

    private static int counts(ImageSet set, SkipLog.Kind kind) {
        return set.skipped().stream()
                .filter(s -> s.kind() == kind)
                .mapToInt(Skipped::count)
                .sum();
    }

    private void split(String images, String labels, int count) throws IOException {
        for (int i = 0; i < count; i++) {
            picture(images + "/" + i + ".png");
            text(labels + "/" + i + ".txt", "1 0.5 0.5 0.2 0.4\n");
        }
    }

    private void picture(String name) throws IOException {
        Path file = root.resolve(name).normalize();
        Files.createDirectories(file.getParent());
        ImageIO.write(new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB), "png", file.toFile());
    }

    private void text(String name, String content) throws IOException {
        Path file = root.resolve(name).normalize();
        Files.createDirectories(file.getParent());
        Files.writeString(file, content, StandardCharsets.UTF_8);
    }
}
