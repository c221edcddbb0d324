package org.dinotwins.data.coco;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.dinotwins.data.ImageSet;
import org.dinotwins.data.Picture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Reads ids as they are: whole numbers of any length, and texts. */
class CocoIdTest {
    @TempDir
    private Path root;

    @Test
    void differentIdsDiffer() throws IOException {
        List<String> ids = new ArrayList<>(List.of(
                "0",
                "1",
                "-1",
                "7",
                "9007199254740992",
                "9007199254740993",
                "1234567890123456789",
                "1234567890123456790",
                "9223372036854775807",
                "-9223372036854775808",
                "-9223372036854775807",
                "-4611686018427387904",
                "-4611686018427387905",
                "9223372036854775808",
                "18446744073709551615",
                "123456789012345678901234567890"));
        for (String text : new String[] {
            "1d", "1D", "1f", "1F", "007", "07", "7.0", "7e0", " 7", "7 ", "+7", "-0", "0x7", "NaN", "null", "true",
            "١", "6f1c-aa", "6f1c-ab"
        }) {
            ids.add('"' + text + '"');
        }
        Set<Long> distinct = new HashSet<>();
        for (String id : ids) {
            assertThat(distinct.add(read(id))).as(id).isTrue();
        }
        assertThat(distinct).doesNotContain(CocoId.NONE);
    }

    @Test
    void oneNumberHasOneIdHoweverItIsWritten() throws IOException {
        for (String same : List.of("7", "\"7\"", "7.0", "7e0", "0.7e1", "70e-1")) {
            assertThat(read(same)).as(same).isEqualTo(7);
        }
        assertThat(read("1e3")).isEqualTo(1000);
        assertThat(read("9007199254740993.0")).isEqualTo(9007199254740993L);
        assertThat(read("\"18446744073709551615\"")).isEqualTo(read("18446744073709551615"));
        assertThat(read("\"-9223372036854775808\"")).isEqualTo(read("-9223372036854775808"));
    }

    @Test
    void otherValuesAreNoId() throws IOException {
        for (String none : List.of("null", "true", "false", "[1]", "{\"a\": 1}", "\"\"", "1e400")) {
            assertThat(read(none)).as(none).isEqualTo(CocoId.NONE);
        }
        assertThat(read("1e-300")).isNotIn(CocoId.NONE, 0L);
        assertThat(read("1.5")).isNotIn(CocoId.NONE, 1L, 2L);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1234567890123456790 1234567890123456791",
                "'1d' '1f'",
                "'007' '7'",
                "-5 5",
                "1.0 2.0",
                "0 1",
                "18446744073709551614 18446744073709551615",
                "'a0eebc99-9c0b' 'a0eebc99-9c0c'"
            })
    void annotationsLandOnTheirPictures(String pair) throws Exception {
        String[] ids = pair.replace('\'', '"').split(" ");
        String categories = "\"categories\": [{\"id\": " + ids[0] + ", \"name\": \"zebra\"}, {\"id\": " + ids[1]
                + ", \"name\": \"ant\"}]";
        WrittenSet set = new WrittenSet(root)
                .image("images/a.jpg", "images/b.jpg", "images/c.jpg")
                .text(
                        "annotations/instances_train.json",
                        WrittenSet.document(
                                        WrittenSet.image(ids[0], "a.jpg", 20, 10) + ","
                                                + WrittenSet.image(ids[1], "b.jpg", 20, 10),
                                        WrittenSet.annotation(ids[0], ids[0], ids[0]) + ","
                                                + WrittenSet.annotation(ids[1], ids[1], ids[1]))
                                .replace(WrittenSet.CATEGORIES, categories))
                .text(
                        "annotations/instances_val.json",
                        WrittenSet.document(WrittenSet.image(1, "c.jpg", 20, 10), WrittenSet.annotation(1, 1, ids[1]))
                                .replace(WrittenSet.CATEGORIES, categories));

        ImageSet open = set.open();

        List<String> labels = new ArrayList<>();
        for (List<Picture> split : Arrays.asList(open.train(), open.validation())) {
            for (Picture picture : split) {
                assertThat(picture.objects()).hasSize(1);
                labels.add(picture.file().getFileName() + " "
                        + open.categories().get(picture.label().getAsInt()).name());
            }
        }
        assertThat(labels).containsExactlyInAnyOrder("a.jpg zebra", "b.jpg ant", "c.jpg ant");
        assertThat(open.skipped()).isEmpty();
    }

    @Test
    void anAnnotationIsNamedByItsTextId() throws Exception {
        WrittenSet set = new WrittenSet(root)
                .image("images/a.jpg")
                .text(
                        "annotations/instances_train.json",
                        WrittenSet.document(
                                WrittenSet.image(1, "a.jpg", 20, 10),
                                WrittenSet.annotation("\"box-7\"", 1, 9) + ","
                                        + WrittenSet.annotation("\"box-8\"", "\"1x\"", 1)));

        assertThat(WrittenSet.skipped(set.open()))
                .anySatisfy(l -> assertThat(l).startsWith("annotation box-7").contains("category_id"))
                .anySatisfy(l -> assertThat(l).startsWith("annotation box-8").contains("image_id"));
    }

    private static long read(String json) throws IOException {
        try (JsonParser in = new JsonFactory().createParser(json)) {
            in.nextToken();
            return CocoId.read(in);
        }
    }
}
