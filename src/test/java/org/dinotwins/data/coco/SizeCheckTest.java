package org.dinotwins.data.coco;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.dinotwins.data.ImageSet;
import org.dinotwins.data.Picture;
import org.dinotwins.data.PictureObject;
import org.dinotwins.data.outline.Box;
import org.dinotwins.data.outline.Outline;
import org.dinotwins.data.picture.ExifOrientation;
import org.dinotwins.data.picture.Pixels;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Opens sets whose annotation files state other sizes than the image files have. */
class SizeCheckTest {
    private static final int WIDTH = 24;
    private static final int HEIGHT = 10;

    @TempDir
    private Path root;

    private WrittenSet set;

    @BeforeEach
    void begin() {
        set = new WrittenSet(root);
    }

    /** The object covers stored columns 3 to 10 and rows 1 to 4; the annotations are made on the shown picture. */
    @ParameterizedTest
    @ValueSource(ints = {5, 6, 7, 8})
    void annotationsOfATurnedPictureAreTurnedBack(int number) throws Exception {
        ExifOrientation orientation = ExifOrientation.values()[number - 1];
        boolean[] stored = new boolean[WIDTH * HEIGHT];
        byte[] pixels = new byte[3 * WIDTH * HEIGHT];
        for (int y = 1; y < 5; y++) {
            for (int x = 3; x < 11; x++) {
                stored[y * WIDTH + x] = true;
                pixels[3 * (y * WIDTH + x)] = 1;
            }
        }
        Pixels shown = orientation.apply(new Pixels(WIDTH, HEIGHT, pixels));
        Outline.RunLengths runs = runs(shown);
        Box box = runs.bounds();
        String bounds = "\"bbox\": [" + box.x() + "," + box.y() + "," + box.width() + "," + box.height() + "]";
        String polygon = bounds + ", \"segmentation\": [[" + ring(box) + "]]";
        String mask = bounds + ", \"segmentation\": {\"size\": [" + shown.height() + "," + shown.width()
                + "], \"counts\": " + Arrays.toString(runs.counts()) + "}";
        set.turned("images/a.jpg", WIDTH, HEIGHT, number)
                .text(
                        "annotations/instances_default.json",
                        WrittenSet.document(
                                WrittenSet.image(1, "a.jpg", shown.width(), shown.height()),
                                String.join(
                                        ",",
                                        WrittenSet.annotation(1, 1, 1, polygon),
                                        WrittenSet.annotation(2, 1, 2, mask),
                                        WrittenSet.annotation(3, 1, 2, bounds))));

        ImageSet open = set.open();

        Picture picture = open.train().get(0);
        assertThat(picture.width()).isEqualTo(WIDTH);
        assertThat(picture.height()).isEqualTo(HEIGHT);
        assertThat(picture.objects()).hasSize(3).allSatisfy(object -> {
            assertThat(object.box()).isEqualTo(new Box(3, 1, 8, 4));
            assertThat(object.mask(WIDTH, HEIGHT).inside()).isEqualTo(stored);
        });
        assertThat(picture.objects().get(0).outline())
                .as("the same object, created again")
                .isEqualTo(picture.objects().get(0).outline())
                .isInstanceOf(Outline.Polygons.class);
        assertThat(WrittenSet.skipped(open))
                .singleElement()
                .satisfies(l -> assertThat(l).startsWith("size of a.jpg").contains("EXIF orientation"));
    }

    @Test
    void whereTurnedPicturesWereAnnotatedAsShownMirroredOnesWereToo() throws Exception {
        set.turned("images/a.jpg", 20, 10, 6).turned("images/b.jpg", 20, 10, 3).image("images/c.jpg");
        String images = WrittenSet.image(1, "a.jpg", 10, 20) + "," + WrittenSet.image(2, "b.jpg", 20, 10) + ","
                + WrittenSet.image(3, "c.jpg", 20, 10);
        String annotations = WrittenSet.annotation(1, 1, 1) + "," + WrittenSet.annotation(2, 2, 1) + ","
                + WrittenSet.annotation(3, 3, 1);
        set.text("annotations/instances_train.json", WrittenSet.document(images, annotations));
        assertThat(boxes(set.open()))
                .containsExactlyInAnyOrder(new Box(2, 2, 4, 6), new Box(12, 4, 6, 4), new Box(2, 2, 6, 4));

        set.turned("images/d.jpg", 20, 10, 8)
                .text(
                        "annotations/instances_train.json",
                        WrittenSet.document(images + "," + WrittenSet.image(4, "d.jpg", 20, 10), annotations));
        assertThat(boxes(set.open()))
                .as("another turned picture was annotated as stored, so nothing is known of the mirrored one")
                .containsExactlyInAnyOrder(new Box(2, 2, 4, 6), new Box(2, 2, 6, 4), new Box(2, 2, 6, 4));
    }

    @Test
    void annotationsOfStoredPixelsStayAsTheyAre() throws Exception {
        set.turned("images/a.jpg", 20, 10, 6).text("annotations/instances_train.json", WrittenSet.json("a.jpg"));

        ImageSet open = set.open();

        assertThat(boxes(open)).containsExactly(new Box(2, 2, 6, 4));
        assertThat(open.skipped()).isEmpty();
    }

    @Test
    void exchangedSidesAreNotUsed() throws Exception {
        set.image("images/a.jpg")
                .text(
                        "annotations/instances_train.json",
                        WrittenSet.document(
                                WrittenSet.image(1, "a.jpg", 10, 20),
                                WrittenSet.annotation(1, 1, 1, "\"bbox\": [8, 2, 12, 8]")));

        ImageSet open = set.open();

        assertThat(sizes(open)).containsExactly("20 x 10");
        assertThat(boxes(open)).containsExactly(new Box(8, 2, 12, 8));
        assertThat(WrittenSet.skipped(open))
                .singleElement()
                .satisfies(l -> assertThat(l).startsWith("size of a.jpg").contains("exchanged"));
    }

    @ParameterizedTest
    @ValueSource(ints = {21, 70_000, 1_000_000, Integer.MAX_VALUE})
    void absurdSizesTakeNoMemory(int side) throws Exception {
        set.image("images/a.jpg", "images/b.jpg")
                .text(
                        "annotations/instances_train.json",
                        WrittenSet.document(
                                WrittenSet.image(1, "a.jpg", side, side) + "," + WrittenSet.image(2, "b.jpg", -3, 0),
                                WrittenSet.annotation(1, 1, 1) + "," + WrittenSet.annotation(2, 2, 1)));

        ImageSet open = set.open();

        assertThat(sizes(open)).containsExactly("20 x 10", "20 x 10");
        assertThat(boxes(open)).hasSize(2);
        assertThat(WrittenSet.skipped(open))
                .singleElement()
                .satisfies(l -> assertThat(l).startsWith("size of a.jpg").contains("another size"));
    }

    @Test
    void annotationsOfALargerPictureAreSkipped() throws Exception {
        set.image("images/a.jpg", "images/b.jpg")
                .text(
                        "annotations/instances_train.json",
                        WrittenSet.document(
                                WrittenSet.image(1, "a.jpg", 200, 100) + "," + WrittenSet.image(2, "b.jpg", 200, 100),
                                WrittenSet.annotation(1, 1, 1, "\"bbox\": [0, 0, 150, 60]") + ","
                                        + WrittenSet.annotation(2, 2, 1, "\"bbox\": [0, 0, 15, 6]")));

        ImageSet open = set.open();

        assertThat(sizes(open)).containsExactly("20 x 10", "20 x 10");
        assertThat(boxes(open))
                .as("the set was scaled, so that the small box is wrong too")
                .isEmpty();
        assertThat(WrittenSet.skipped(open))
                .anySatisfy(l ->
                        assertThat(l).startsWith("2 sizes, for example a.jpg").contains("do not fit"));
    }

    @Test
    void farCornersSpeakForNoSize() throws Exception {
        set.image("images/a.jpg")
                .text(
                        "annotations/instances_train.json",
                        WrittenSet.document(
                                WrittenSet.image(1, "a.jpg", 30, 30),
                                WrittenSet.annotation(
                                                1,
                                                1,
                                                1,
                                                "\"segmentation\": [[-1e9, -1e9, 1e9, -1e9, 1e9, 1e9, -1e9, 1e9]]")
                                        + "," + WrittenSet.annotation(2, 1, 1)));

        ImageSet open = set.open();

        assertThat(boxes(open)).hasSize(2).contains(new Box(2, 2, 6, 4));
        assertThat(WrittenSet.skipped(open))
                .singleElement()
                .satisfies(l -> assertThat(l).startsWith("size of a.jpg").contains("Check that they fit"));
    }

    @Test
    void runLengthsOfAnotherSizeAreRefusedAlone() throws Exception {
        set.image("images/a.jpg")
                .text(
                        "annotations/instances_train.json",
                        WrittenSet.document(
                                WrittenSet.image(1, "a.jpg", 10, 20),
                                WrittenSet.annotation(
                                                1,
                                                1,
                                                1,
                                                "\"bbox\": [1, 1, 5, 5], \"segmentation\": {\"size\": [20, 10], \"counts\": [0, 200]}")
                                        + "," + WrittenSet.annotation(2, 1, 1)));

        ImageSet open = set.open();

        assertThat(boxes(open)).containsExactly(new Box(2, 2, 6, 4));
        assertThat(WrittenSet.skipped(open))
                .anySatisfy(l -> assertThat(l).startsWith("annotation 1").contains("another size"));
    }

    /** The picture with the wrong size is in no sample; its size or its annotation makes it suspicious. */
    @ParameterizedTest
    @CsvSource({"70000, 10, 5", "10, 20, 18"})
    void ofALargeSetASampleIsReadAndAllWhereItDiffers(int width, int height, int right) throws Exception {
        set.image("images/0.jpg");
        List<String> images = new ArrayList<>();
        for (int i = 0; i < 5_100; i++) {
            if (i > 0) {
                Files.createLink(root.resolve("images/" + i + ".jpg"), root.resolve("images/0.jpg"));
            }
            boolean wrong = i == 101 || i == 102;
            images.add(WrittenSet.image(i, i + ".jpg", wrong ? width : 20, wrong ? height : 10));
        }
        String box = WrittenSet.annotation(1, 101, 1, "\"bbox\": [1, 1, " + right + ", 5]");
        set.text("annotations/instances_train.json", WrittenSet.document(String.join(",", images), box));

        ImageSet open = set.open();

        assertThat(pictures(open))
                .hasSize(5_100)
                .allSatisfy(p -> assertThat(p.width()).isEqualTo(20));
        assertThat(WrittenSet.skipped(open)).anySatisfy(l -> assertThat(l).startsWith("2 sizes, for example 101.jpg"));
    }

    @Test
    void aDamagedFileKeepsAStatedSizeThatIsPossible() throws Exception {
        set.text("images/a.jpg", "no picture")
                .text("images/b.jpg", "no picture")
                .image("images/c.jpg");
        set.text(
                "annotations/instances_train.json",
                WrittenSet.document(
                        WrittenSet.image(1, "a.jpg", 20, 10) + "," + WrittenSet.image(2, "b.jpg", 70_000, 70_000) + ","
                                + WrittenSet.image(3, "c.jpg", 20, 10),
                        WrittenSet.annotation(1, 1, 1)));

        ImageSet open = set.open();

        assertThat(sizes(open)).containsExactly("20 x 10", "20 x 10");
        assertThat(WrittenSet.skipped(open))
                .anySatisfy(l -> assertThat(l).startsWith("image b.jpg").contains("no usable size"));
    }

    private static List<Picture> pictures(ImageSet open) {
        List<Picture> all = new ArrayList<>(open.train());
        all.addAll(open.validation());
        return all;
    }

    private static List<String> sizes(ImageSet open) {
        return pictures(open).stream().map(p -> p.width() + " x " + p.height()).toList();
    }

    private static List<Box> boxes(ImageSet open) {
        return pictures(open).stream()
                .flatMap(p -> p.objects().stream())
                .map(PictureObject::box)
                .toList();
    }

    private static String ring(Box box) {
        double right = box.x() + box.width();
        double bottom = box.y() + box.height();
        return box.x() + "," + box.y() + "," + right + "," + box.y() + "," + right + "," + bottom + "," + box.x() + ","
                + bottom;
    }

    private static Outline.RunLengths runs(Pixels pixels) {
        List<Integer> counts = new ArrayList<>();
        int last = 0;
        int length = 0;
        for (int i = 0; i < pixels.width() * pixels.height(); i++) {
            int value = pixels.rgb()[3 * (i % pixels.height() * pixels.width() + i / pixels.height())];
            if (value != last) {
                counts.add(length);
                length = 0;
                last = value;
            }
            length++;
        }
        counts.add(length);
        return new Outline.RunLengths(
                pixels.height(),
                pixels.width(),
                counts.stream().mapToInt(c -> c).toArray());
    }
}
