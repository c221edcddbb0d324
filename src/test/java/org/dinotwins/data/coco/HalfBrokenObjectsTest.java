package org.dinotwins.data.coco;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.dinotwins.data.ImageSet;
import org.dinotwins.data.PictureObject;
import org.dinotwins.data.outline.Box;
import org.dinotwins.data.outline.Outline;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Keeps what is good of an annotation whose box or outline is missing or broken, and counts the rest. */
class HalfBrokenObjectsTest {
    private static final Box BOX = new Box(2, 2, 6, 4);
    private static final String GOOD_BOX = "\"bbox\": [2, 2, 6, 4]";
    private static final String GOOD_OUTLINE = "\"segmentation\": [[2, 2, 8, 2, 8, 6, 2, 6]]";

    @TempDir
    private Path root;

    @ParameterizedTest
    @ValueSource(strings = {"[[]]", "[]", "{}", "null", "[[], []]"})
    void withoutAnOutlineTheBoxIsKept(String outline) throws Exception {
        ImageSet set = open(GOOD_BOX + ", \"segmentation\": " + outline);

        assertThat(object(set).box()).isEqualTo(BOX);
        assertThat(object(set).outline()).isInstanceOf(Outline.None.class);
        assertThat(set.skipped()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[[2, 2, 8, 6]]",
                "[2, 2, 8, 6]",
                "[[1, 2, 3, 4, 5, 6, 7]]",
                "[[2, 2, NaN, 2, 8, 6]]",
                "\"polygon\"",
                "7",
                "[[2, 2, \"1d\", 2, 8, 6]]",
                "[{\"x\": 1}]",
                "[[[2, 2], [8, 2]]]",
                "[null]",
                "{\"counts\": [5]}",
                "{\"size\": [10, 20], \"counts\": [3]}",
                "{\"size\": [10, 20], \"counts\": \"?\"}",
                "{\"size\": [1e9, 1e9], \"counts\": \"0\"}",
                "{\"size\": null, \"counts\": null}"
            })
    void aBrokenOutlineIsReportedAndTheBoxKept(String outline) throws Exception {
        ImageSet set = open(GOOD_BOX + ", \"segmentation\": " + outline);

        assertThat(object(set).box()).isEqualTo(BOX);
        assertThat(object(set).outline()).isInstanceOf(Outline.None.class);
        assertThat(WrittenSet.skipped(set))
                .singleElement()
                .satisfies(l -> assertThat(l).startsWith("outline 1").contains("the box is kept"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\"bbox\": null, ", "\"bbox\": [], "})
    void anOutlineWithoutABoxGivesIt(String box) throws Exception {
        ImageSet set = open(box + GOOD_OUTLINE);

        assertThat(object(set).box()).isEqualTo(BOX);
        assertThat(object(set).area()).isEqualTo(24);
        assertThat(set.skipped()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[8, 6, -6, -4]",
                "[2, 2, 0, 4]",
                "[2, 2, NaN, 4]",
                "[2, 2, 6]",
                "\"2 2 6 4\"",
                "{}",
                "[2, 2, null, 4]"
            })
    void aBrokenBoxIsReplacedByTheOutlines(String box) throws Exception {
        ImageSet set = open("\"bbox\": " + box + ", " + GOOD_OUTLINE);

        assertThat(object(set).box()).isEqualTo(BOX);
        assertThat(WrittenSet.skipped(set))
                .singleElement()
                .satisfies(l -> assertThat(l).startsWith("box 1").contains("the outline's is used"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"area\": 5",
                "\"bbox\": [2, 2, -6, 4]",
                "\"segmentation\": [[]]",
                "\"bbox\": null, \"segmentation\": [2, 2]",
                "\"bbox\": [1, 1, 1], \"segmentation\": {}",
                "\"segmentation\": [[3, 3, 3, 3, 3, 3]]"
            })
    void withNeitherTheObjectIsSkipped(String shape) throws Exception {
        ImageSet set = open(shape);

        assertThat(set.train().get(0).objects()).isEmpty();
        assertThat(WrittenSet.skipped(set))
                .anySatisfy(l -> assertThat(l).startsWith("annotation 1").contains("draw it again"));
    }

    @Test
    void goodPartsOfAnOutlineAreKept() throws Exception {
        ImageSet set = open("\"segmentation\": [[], [1, 2], [2, 2, 8, 2, 8, 6, 2, 6], [NaN, 1, 2, 3, 4, 5]]");

        boolean[] mask = object(set).mask(20, 10).inside();
        for (int i = 0; i < mask.length; i++) {
            assertThat(mask[i]).isEqualTo(i % 20 >= 2 && i % 20 < 8 && i / 20 >= 2 && i / 20 < 6);
        }
        assertThat(WrittenSet.skipped(set))
                .singleElement()
                .satisfies(l -> assertThat(l).startsWith("outline 1").contains("the others are used"));
    }

    @Test
    void numbersMayBeTexts() throws Exception {
        ImageSet set = open("\"bbox\": [\"2\", \"2.0\", \"6\", \"4e0\"]");

        assertThat(object(set).box()).isEqualTo(BOX);
    }

    @Test
    void farCornersAreKeptAndCutOff() throws Exception {
        ImageSet set =
                open("\"bbox\": [2, -1e9, 2e9, 2e9], \"segmentation\": [[2, -1e9, 1e9, -1e9, 1e9, 1e9, 2, 1e9]]");

        boolean[] mask = object(set).mask(20, 10).inside();
        for (int i = 0; i < mask.length; i++) {
            assertThat(mask[i]).isEqualTo(i % 20 >= 2);
        }
    }

    @Test
    void cornersThatPaintNothingAreDroppedFromVeryLongPolygons() throws Exception {
        int corners = 300_000;
        StringBuilder ring = new StringBuilder();
        for (int i = 0; i < corners; i++) {
            double angle = 2 * Math.PI * i / corners;
            ring.append(i == 0 ? "" : ",")
                    .append(10 + 4 * Math.cos(angle))
                    .append(',')
                    .append(5 + 4 * Math.sin(angle));
        }
        ImageSet set = open("\"segmentation\": [[" + ring + "]]");

        List<double[]> rings = ((Outline.Polygons) object(set).outline()).rings();
        assertThat(rings.get(0)).hasSizeLessThan(corners / 3);
        List<double[]> whole = List.of(Arrays.stream(ring.toString().split(","))
                .mapToDouble(Double::parseDouble)
                .toArray());
        PictureObject all = new PictureObject(0, BOX, 1, false, new Outline.Polygons(whole));
        assertThat(object(set).mask(20, 10)).isEqualTo(all.mask(20, 10));
    }

    @Test
    void millionsOfCornersThatAllPaintSomethingAreNoOutline() throws Exception {
        String zigzag = "0,0,19,9,0,9,19,0,".repeat(300_000);
        ImageSet set = open(GOOD_BOX + ", \"segmentation\": [[" + zigzag + "5,5]]");

        assertThat(object(set).outline()).isInstanceOf(Outline.None.class);
        assertThat(WrittenSet.skipped(set))
                .singleElement()
                .satisfies(l -> assertThat(l).startsWith("outline 1").contains("500,000 corners"));
    }

    private ImageSet open(String shape) throws Exception {
        return new WrittenSet(root)
                .image("images/a.jpg")
                .text(
                        "annotations/instances_train.json",
                        WrittenSet.document(
                                WrittenSet.image(1, "a.jpg", 20, 10), WrittenSet.annotation(1, 1, 1, shape)))
                .open();
    }

    private static PictureObject object(ImageSet set) {
        return set.train().get(0).objects().get(0);
    }
}
