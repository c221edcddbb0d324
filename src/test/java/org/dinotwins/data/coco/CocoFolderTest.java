package org.dinotwins.data.coco;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import org.dinotwins.data.Category;
import org.dinotwins.data.DataException;
import org.dinotwins.data.ImageSet;
import org.dinotwins.data.Picture;
import org.dinotwins.data.PictureObject;
import org.dinotwins.data.layout.ImageSets;
import org.dinotwins.data.outline.Box;
import org.dinotwins.data.outline.Mask;
import org.dinotwins.data.outline.Outline;
import org.dinotwins.data.picture.ImageFiles;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Opens the COCO folder of a stranger, in which most of what can be wrong is wrong. */
class CocoFolderTest {
    /** A 10 x 10 picture whose columns 2 and 3 are inside, in both forms of run lengths. */
    private static final int[] COLUMNS = {20, 20, 60};

    private static final String PACKED = new Outline.RunLengths(10, 10, COLUMNS).text();

    private static final String TRAIN = """
            {"info": {"year": 2031}, "annotations": [
              {"id": 1, "image_id": 11, "category_id": 90, "bbox": [1, 1, 4, 4], "area": 16, "iscrowd": 0,
               "segmentation": [[1, 1, 5, 1, 5, 5, 1, 5]]},
              {"id": 2, "image_id": 11, "category_id": 3, "bbox": [2, 0, 2, 10], "area": 20, "iscrowd": 1,
               "segmentation": {"size": [10, 10], "counts": [20, 20, 60]}},
              {"id": 3, "image_id": 12, "category_id": 3, "bbox": [2, 0, 2, 10], "area": 20, "iscrowd": 1,
               "segmentation": {"size": [10, 10], "counts": "PACKED"}},
              {"id": 4, "image_id": 12, "category_id": 3, "bbox": [0, 0, 3, 3], "area": 9, "iscrowd": 0,
               "segmentation": [[0, 0, 3, 0, 3, 3], [1, 2, 3]]},
              {"id": 5, "image_id": 999, "category_id": 3, "bbox": [0, 0, 3, 3], "area": 9, "iscrowd": 0,
               "segmentation": []},
              {"id": 6, "image_id": 11, "category_id": 77, "bbox": [0, 0, 3, 3], "area": 9, "iscrowd": 0,
               "segmentation": []},
              {"id": 7, "image_id": 11, "category_id": 3, "bbox": [0, 0, NaN, 3], "area": 9, "iscrowd": 0},
              {"id": 8, "image_id": 11, "category_id": 3, "bbox": [0, 0, -2, 3], "area": 9, "iscrowd": 0},
              {"id": 9, "image_id": 11, "category_id": 3, "bbox": [0, 0, 3, 3], "area": 9, "iscrowd": 0,
               "segmentation": [[0, 0, 3, 0]]},
              {"id": 10, "image_id": 11, "category_id": 3, "bbox": [0, 0, 3, 3], "area": 9, "iscrowd": 0,
               "segmentation": {"size": [10, 10], "counts": [20, 20]}},
              {"id": 11, "image_id": 11, "category_id": 3, "bbox": [0, 0, 3, 3], "area": 9, "iscrowd": 0,
               "segmentation": {"size": [5, 20], "counts": [20, 20, 60]}},
              {"id": 12, "image_id": 21, "category_id": 3, "bbox": [0, 0, 3, 3], "area": 9, "iscrowd": 0},
              {"id": 15, "image_id": 13, "category_id": 3, "bbox": [0, 0, 5, 5], "iscrowd": 0,
               "segmentation": {"size": [5, 5], "counts": [0, 25]}},
              {"id": 13, "image_id": 13, "category_id": 3, "bbox": "none", "area": null},
              {"id": 14, "image_id": 13, "category_id": 90, "segmentation": [2, 2, 6, 2, 6, 4], "area": null}
            ], "images": [
              {"id": 11, "file_name": "gray.jpg", "width": 10, "height": 10},
              {"id": 12, "file_name": "alpha.png", "width": 10, "height": 10},
              {"id": 13, "file_name": "nested/unsized.png"},
              {"id": 14, "file_name": "bare.png", "width": 10, "height": 10},
              {"id": 21, "file_name": "missing1.jpg", "width": 10, "height": 10},
              {"id": 22, "file_name": "missing2.jpg", "width": 10, "height": 10},
              {"id": 23, "file_name": "film.heic", "width": 10, "height": 10},
              {"id": 24, "file_name": "../outside.png", "width": 10, "height": 10},
              {"id": 11, "file_name": "twice.jpg", "width": 10, "height": 10}
            ], "categories": [
              {"id": 90, "name": "kettle"}, {"id": 3, "name": "cup"}, {"id": 40, "name": "spoon"}
            ]}""".replace("PACKED", PACKED.replace("\\", "\\\\"));

    private static final String EMPTY = """
            {"images": [{"id": 1, "file_name": "bare.png", "width": 10, "height": 10}],
             "annotations": [], "categories": [{"id": 3, "name": "cup"}]}""";

    @TempDir
    private Path home;

    private Path root;

    @BeforeEach
    void fill() throws IOException {
        root = home.resolve("strange");
        Files.createDirectories(root.resolve("annotations"));
        Files.createDirectories(root.resolve("images/nested"));
        write("images/gray.jpg", BufferedImage.TYPE_BYTE_GRAY);
        write("images/alpha.png", BufferedImage.TYPE_INT_ARGB);
        write("images/nested/unsized.png", BufferedImage.TYPE_INT_RGB);
        write("images/bare.png", BufferedImage.TYPE_INT_RGB);
        write("../outside.png", BufferedImage.TYPE_INT_RGB);
        annotate("instances_train.json", TRAIN);
        annotate("instances_val.json", EMPTY);
        annotate("captions_train.json", "{broken");
    }

    @Test
    void goodPicturesAreKeptWithTheirObjects() throws Exception {
        ImageSet set = ImageSets.open(root);

        assertThat(set.format()).isEqualTo("COCO");
        assertThat(set.name()).isEqualTo("strange");
        assertThat(set.categories())
                .containsExactly(
                        new Category(0, 3, "cup"), new Category(1, 40, "spoon"), new Category(2, 90, "kettle"));
        assertThat(set.train())
                .extracting(p -> root.relativize(p.file()).toString())
                .containsExactly("images/gray.jpg", "images/alpha.png", "images/nested/unsized.png", "images/bare.png");
        Picture gray = set.train().get(0);
        assertThat(gray.objects())
                .as("two whole ones and two that keep their boxes")
                .hasSize(4);
        assertThat(gray.label()).as("the crowd is larger, but is not the label").hasValue(2);
        assertThat(set.train().get(1).label()).hasValue(0);
        assertThat(set.train().get(3).label()).isEmpty();
        assertThat(set.validation()).hasSize(1);
        for (Picture picture : set.train()) {
            assertThat(ImageFiles.read(picture.file()).width()).isEqualTo(10);
        }
    }

    @Test
    void pictureWithRunLengthsEqualsItselfWhenItsObjectsAreReadAgain() throws Exception {
        Picture picture = ImageSets.open(root).train().get(0);
        Picture same = new Picture(
                picture.id(), picture.file(), picture.width(), picture.height(), List.copyOf(picture.objects()));

        assertThat(picture.objects())
                .extracting(PictureObject::outline)
                .hasAtLeastOneElementOfType(Outline.RunLengths.class);
        assertThat(picture).isEqualTo(same).hasSameHashCodeAs(same);
        assertThat(picture.hashCode()).isEqualTo(picture.hashCode());
    }

    @Test
    void bothFormsOfRunLengthsGiveTheSameMask() throws Exception {
        ImageSet set = ImageSets.open(root);
        PictureObject listed = set.train().get(0).objects().get(1);
        PictureObject packed = set.train().get(1).objects().get(0);

        assertThat(listed.crowd()).isTrue();
        assertThat(packed.crowd()).isTrue();
        Mask mask = listed.mask(10, 10);
        assertThat(mask.inside()).isEqualTo(packed.mask(10, 10).inside());
        assertThat(mask.inside()[70 + 2]).isTrue();
        assertThat(mask.inside()[70 + 3]).isTrue();
        assertThat(mask.inside()[70 + 4]).isFalse();
    }

    @Test
    void missingFieldsComeFromTheFileOrTheOutline() throws Exception {
        Picture unsized = ImageSets.open(root).train().get(2);

        assertThat(unsized.width()).isEqualTo(10);
        assertThat(unsized.height()).isEqualTo(10);
        assertThat(unsized.objects()).hasSize(1);
        assertThat(unsized.objects().get(0).box()).isEqualTo(new Box(2, 2, 4, 2));
    }

    @Test
    void eachFaultHasOneLine() throws Exception {
        List<String> lines = ImageSets.open(root).skipped().stream()
                .map(s -> s.what() + ": " + s.reason())
                .toList();

        assertThat(lines)
                .anySatisfy(l -> assertThat(l)
                        .startsWith("3 images, for example missing1.jpg")
                        .contains("missing on disk"));
        assertThat(lines)
                .anySatisfy(l -> assertThat(l).startsWith("image film.heic").contains("convert to JPEG"));
        assertThat(lines)
                .anySatisfy(l -> assertThat(l).startsWith("image twice.jpg").contains("same id"));
        assertThat(lines)
                .anySatisfy(l -> assertThat(l).startsWith("annotation 5").contains("image_id"));
        assertThat(lines)
                .anySatisfy(l -> assertThat(l).startsWith("annotation 6").contains("category_id"));
        assertThat(lines)
                .anySatisfy(l ->
                        assertThat(l).startsWith("3 annotations, for example 7").contains("box"));
        assertThat(lines)
                .anySatisfy(l -> assertThat(l)
                        .startsWith("outline 9")
                        .contains("not a polygon")
                        .contains("the box is kept"));
        assertThat(lines)
                .anySatisfy(l -> assertThat(l)
                        .startsWith("outline 10")
                        .contains("run lengths")
                        .contains("the box is kept"));
        assertThat(lines)
                .anySatisfy(l -> assertThat(l)
                        .startsWith("2 annotations, for example 11")
                        .contains("another size"));
        assertThat(lines).anySatisfy(l -> assertThat(l).startsWith("outline 4").contains("others are used"));
        assertThat(lines)
                .anySatisfy(l ->
                        assertThat(l).startsWith("2 images without a label").contains("bare.png"));
        assertThat(lines).anySatisfy(l -> assertThat(l).startsWith("image in both splits bare.png"));
        assertThat(lines)
                .as("annotations of missing images have no lines of their own")
                .hasSize(12);
    }

    @Test
    void unfinishedJsonIsNamedWithItsPlace() throws Exception {
        annotate("instances_train.json", TRAIN.substring(0, TRAIN.length() / 2));

        assertThatThrownBy(() -> ImageSets.open(root))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("instances_train.json")
                .hasMessageContaining("ends early")
                .hasMessageContaining("line ")
                .hasMessageContaining("Copy or export it again")
                .hasMessageNotContaining("Source");
    }

    @Test
    void jsonOfAnotherKindIsRefused() throws Exception {
        annotate("instances_val.json", "[1, 2]");
        assertThatThrownBy(() -> ImageSets.open(root))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("instances_val.json");
        annotate("instances_val.json", "{\"shapes\": []}");
        assertThatThrownBy(() -> ImageSets.open(root))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("no list named \"images\"");
    }

    @Test
    void noImageOnDiskIsAnError() throws Exception {
        annotate("instances_train.json", "{\"images\": [{\"id\": 1, \"file_name\": \"gone.jpg\"}]}");
        annotate("instances_val.json", "{\"images\": []}");

        assertThatThrownBy(() -> ImageSets.open(root))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("None of the images")
                .hasMessageContaining("gone.jpg");
    }

    @Test
    void foldersOfTheYearsAreFound() throws Exception {
        Path coco = home.resolve("coco");
        Files.createDirectories(coco.resolve("annotations"));
        Files.createDirectories(coco.resolve("train2017"));
        Files.createDirectories(coco.resolve("images/val2017"));
        Files.copy(root.resolve("images/bare.png"), coco.resolve("train2017/bare.png"));
        Files.copy(root.resolve("images/bare.png"), coco.resolve("images/val2017/bare.png"));
        Files.writeString(coco.resolve("annotations/instances_train2017.json"), EMPTY);
        Files.writeString(coco.resolve("annotations/instances_val2017.json"), EMPTY);

        ImageSet set = ImageSets.open(coco);

        assertThat(set.train().get(0).file()).isEqualTo(coco.resolve("train2017/bare.png"));
        assertThat(set.validation().get(0).file()).isEqualTo(coco.resolve("images/val2017/bare.png"));
    }

    @Test
    void annotationsAmongTheImagesOfEachSplitAreFound() throws Exception {
        Path export = home.resolve("export");
        for (String split : List.of("train", "valid")) {
            Files.createDirectories(export.resolve(split));
            Files.copy(root.resolve("images/bare.png"), export.resolve(split).resolve("bare.png"));
            Files.writeString(export.resolve(split).resolve("_annotations.coco.json"), EMPTY);
        }

        ImageSet set = ImageSets.open(export);

        assertThat(set.train()).extracting(Picture::file).containsExactly(export.resolve("train/bare.png"));
        assertThat(set.validation()).extracting(Picture::file).containsExactly(export.resolve("valid/bare.png"));
    }

    @Test
    void foldersOfAnotherComputerAreIgnored() throws Exception {
        annotate("instances_val.json", EMPTY.replace("bare.png", "C:\\\\work\\\\pictures\\\\bare.png"));

        assertThat(ImageSets.open(root).validation())
                .extracting(Picture::file)
                .containsExactly(root.resolve("images/bare.png"));
    }

    @Test
    void aLoneFileIsDividedAlwaysInTheSameWay() throws Exception {
        Files.delete(root.resolve("annotations/instances_val.json"));

        ImageSet set = ImageSets.open(root);

        assertThat(set.format()).isEqualTo("COCO, divided 80 : 20");
        assertThat(set.train().size() + set.validation().size()).isEqualTo(4);
        assertThat(set.validation()).isNotEmpty();
        assertThat(ImageSets.open(root).validation())
                .extracting(Picture::file)
                .isEqualTo(set.validation().stream().map(Picture::file).toList());
    }

    private void annotate(String name, String json) throws IOException {
        Files.writeString(root.resolve("annotations").resolve(name), json);
    }

    private void write(String name, int type) throws IOException {
        String format = name.substring(name.lastIndexOf('.') + 1);
        BufferedImage image = new BufferedImage(10, 10, type);
        assertThat(ImageIO.write(image, format, root.resolve(name).normalize().toFile()))
                .isTrue();
    }
}
