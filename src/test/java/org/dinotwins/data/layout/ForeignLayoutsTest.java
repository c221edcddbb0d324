package org.dinotwins.data.layout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import org.dinotwins.data.DataException;
import org.dinotwins.data.ImageSet;
import org.dinotwins.data.SkipLog;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Layouts of other tools are refused by name, never read as classes. */
class ForeignLayoutsTest {
    private static final String LABELME =
            "{\"version\": \"5.4.1\", \"flags\": {}, \"shapes\": [], \"imagePath\": \"0.png\", \"imageData\": null}";

    @TempDir
    private Path root;

    @ParameterizedTest
    @ValueSource(strings = {"0.json", "train/0.json", "labels/0.json", "json/0.json", "images/train/0.json"})
    void labelme(String json) throws Exception {
        images(json.startsWith("images") ? "images/train" : json.startsWith("train") ? "train" : "images", 2);
        images(json.equals("0.json") ? "." : "pictures", 2);
        text(json, LABELME);

        assertRefused("labelme", "labelme2coco");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "annotations/default.json | {\"info\": {}, \"categories\": {}, \"items\": [{\"id\": \"0\"}]} | Datumaro",
                "meta.json | {\"classes\": [], \"projectType\": \"images\"} | Supervisely",
                "ann/0.png.json | {\"tags\": [], \"size\": {}, \"objects\": []} | Supervisely",
                "via_region_data.json | {\"0.png123\": {\"filename\": \"0.png\"}} | VGG Image Annotator",
                "_annotations.createml.json | [{\"image\": \"0.png\", \"annotations\": []}] | CreateML",
                "tasks.json | [{\"id\": 1, \"data\": {}, \"annotations\": []}] | Label Studio",
                "annotations.xml | <?xml version=\"1.0\"?><annotations><version>1.1</version></annotations> | CVAT for images",
                "images/_annotations.csv | filename,width,height | TensorFlow",
            })
    void filesOfOtherTools(String name, String content, String tool) throws Exception {
        images("images", 2);
        text(name, content);

        assertRefused(tool);
    }

    @ParameterizedTest
    @CsvSource({
        "images, masks, ''",
        "images, labels, ''",
        "img_dir/train, ann_dir/train, ''",
        "train/images, train/masks, _mask",
        "train, train_masks, _mask",
        "images/training, annotations/training, ''",
        "leftImg8bit/train/aachen, gtFine/train/aachen, _gtFine_labelIds",
        "JPEGImages, SegmentationClassPNG, ''",
    })
    void maskImages(String images, String masks, String ending) throws Exception {
        images(images, 3);
        images(masks, 3);
        for (int i = 0; i < 3; i++) {
            Path mask = root.resolve(masks).resolve(i + ".png");
            Files.move(mask, mask.resolveSibling(i + ending + ".png"));
        }

        assertRefused("mask images");
    }

    @Test
    void classesWhoseNamesSpeakOfMasksAreClasses() throws Exception {
        for (String name : List.of("with_mask", "without_mask")) {
            images(name, 2);
            for (int i = 0; i < 2; i++) {
                Files.move(root.resolve(name + "/" + i + ".png"), root.resolve(name + "/" + name + i + ".png"));
            }
        }

        assertThat(ImageSets.open(root).categories()).hasSize(2);
    }

    @Test
    void textLabelsOfAnotherForm() throws Exception {
        images("images", 2);
        text("labels/0.txt", "Car 0.00 0 -1.57 599.41 156.40 629.75 189.25 2.85 2.63 12.34 0.47 1.49 69.44 -1.56\n");
        text("labels/1.txt", "Car 0.00 0 -1.57 599.41 156.40 629.75 189.25 2.85 2.63 12.34 0.47 1.49 69.44 -1.56\n");

        assertRefused("KITTI");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"images", "labels", "JPEGImages", "Annotations", "SegmentationClass", "masks", "thumbnails"})
    void namesOfOtherLayoutsAreNoClasses(String name) throws Exception {
        images("cat", 2);
        images(name, 1);
        Files.move(root.resolve(name + "/0.png"), root.resolve(name + "/other.png"));

        assertRefused(name);

        images("splits/train/cat", 2);
        images("splits/train/" + name, 1);
        Files.move(root.resolve("splits/train/" + name + "/0.png"), root.resolve("splits/train/" + name + "/x.png"));

        assertThatThrownBy(() -> ImageSets.open(root.resolve("splits")))
                .isInstanceOf(DataException.class)
                .hasMessageContaining(name);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "@eaDir",
                "__MACOSX",
                ".ipynb_checkpoints",
                ".thumbnails",
                "#recycle",
                "$RECYCLE.BIN",
                "lost+found"
            })
    void foldersOfSystemsAreNoClasses(String litter) throws Exception {
        images("cat", 2);
        images("dog", 2);
        images(litter, 1);
        images("cat/" + litter, 1);

        ImageSet set = ImageSets.open(root);

        assertThat(set.categories()).extracting(c -> c.name()).containsExactly("cat", "dog");
        assertThat(set.train().size() + set.validation().size()).isEqualTo(4);
        assertThat(set.skipped()).isEmpty();
    }

    @Test
    void aSingleClassIsWarnedOf() throws Exception {
        images("splits/train/cat", 2);
        images("splits/val/cat", 2);
        images("alone/cat", 2);

        for (String folder : List.of("splits", "alone")) {
            assertThat(ImageSets.open(root.resolve(folder)).skipped())
                    .singleElement()
                    .satisfies(s -> {
                        assertThat(s.kind()).isEqualTo(SkipLog.Kind.WARNING);
                        assertThat(s.names()).containsExactly("cat");
                    });
        }
    }

    @Test
    void filesThatCanHoldLabelsOfUnlabelledImagesAreNamed() throws Exception {
        images("train", 2);
        text("train.csv", "image,label");

        assertThat(ImageSets.open(root).skipped())
                .singleElement()
                .satisfies(s -> assertThat(s.what()).isEqualTo("file train.csv"));
    }

    @Test
    void anInnerFolderIsOfferedOnlyIfItOpens() throws Exception {
        images("above/images/train", 2);
        images("above/images/val", 2);
        Files.createDirectories(root.resolve("broken/set/images"));
        text("broken/set/annotations/instances_train.json", "{\"images\": [{\"id\": 1, \"file_name\": \"a.jpg\"}]}");

        assertThatThrownBy(() -> ImageSets.open(root.resolve("above")))
                .hasMessageContaining("but " + root.resolve("above/images") + " is one. Choose that folder.");
        assertThatThrownBy(() -> ImageSets.open(root.resolve("broken")))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("looks like one, but does not open")
                .hasMessageContaining("None of the images");
    }

    private void assertRefused(String... words) {
        assertThatThrownBy(() -> ImageSets.open(root))
                .isInstanceOf(DataException.class)
                .hasMessageContainingAll(words)
                .hasMessageEndingWith(".")
                .satisfies(e -> assertThat(e.getMessage()).doesNotContain("Exception"));
    }

    private void images(String folder, int count) throws IOException {
        Path target = Files.createDirectories(root.resolve(folder).normalize());
        BufferedImage image = new BufferedImage(8, 6, BufferedImage.TYPE_INT_RGB);
        for (int i = 0; i < count; i++) {
            ImageIO.write(image, "png", target.resolve(i + ".png").toFile());
        }
    }

    private void text(String name, String content) throws IOException {
        Path file = root.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, content);
    }
}
