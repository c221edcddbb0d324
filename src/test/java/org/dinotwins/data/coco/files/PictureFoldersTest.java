package org.dinotwins.data.coco.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.text.Normalizer;
import org.dinotwins.data.DataException;
import org.dinotwins.data.ImageSet;
import org.dinotwins.data.coco.WrittenSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Finds pictures by the names that programs on other computers write, and never another picture. */
class PictureFoldersTest {
    @TempDir
    private Path home;

    private WrittenSet set;

    @BeforeEach
    void write() {
        set = new WrittenSet(home.resolve("set"))
                .image("images/cam1/0001.jpg", "images/cam2/0001.jpg", "images/plain.jpg", "images/my pic #1.jpg")
                .image("images/Upper.JPG", "images/100%.jpg", "images/50%25.jpg", "images/deep/er/only.jpg")
                .image("../outside.jpg", "images/cam1/0003.jpg");
    }

    @ParameterizedTest
    @CsvSource({
        "cam1\\0001.jpg, images/cam1/0001.jpg",
        "./cam2/0001.jpg, images/cam2/0001.jpg",
        "images/cam2//0001.jpg, images/cam2/0001.jpg",
        "../images/plain.jpg, images/plain.jpg",
        "C:\\data\\set\\images\\cam2\\0001.jpg, images/cam2/0001.jpg",
        "/home/someone/data/cam1/0001.jpg, images/cam1/0001.jpg",
        "/home/someone/plain.jpg, images/plain.jpg",
        "my%20pic%20%231.jpg, images/my pic #1.jpg",
        "my%2520pic%2520%25231.jpg, images/my pic #1.jpg",
        "https://bucket.example.org/set/plain.jpg?X-Signature=a%2Fb.png, images/plain.jpg",
        "/data/local-files/?d=set%2Fcam1%2F0001.jpg, images/cam1/0001.jpg",
        "upper.jpg, images/Upper.JPG",
        "Images/CAM1/0001.JPG, images/cam1/0001.jpg",
        "100%.jpg, images/100%.jpg",
        "50%25.jpg, images/50%25.jpg",
        "only.jpg, images/deep/er/only.jpg"
    })
    void namesOfOtherComputersAreFound(String name, String file) throws Exception {
        set.text("annotations/instances_default.json", WrittenSet.json(name));

        ImageSet open = set.open();

        assertThat(set.names(open.train())).containsExactly(file);
        assertThat(open.skipped()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "../../outside.jpg, missing on disk",
        "..\\..\\outside.jpg, missing on disk",
        "%2e%2e/%2e%2e/outside.jpg, missing on disk",
        "cam3/0003.jpg, missing on disk",
        "nothing.jpg, missing on disk",
        "0001.jpg, several folders have a file of this name"
    })
    void otherPicturesAreNotTaken(String name, String reason) {
        set.text("annotations/instances_default.json", WrittenSet.json(name));

        assertThatThrownBy(set::open)
                .isInstanceOf(DataException.class)
                .hasMessageContaining("None of the images")
                .hasMessageContaining(reason);
    }

    @Test
    void accentsMayBeComposedOrNot() throws Exception {
        String composed = Normalizer.normalize("café 한글.jpg", Normalizer.Form.NFC);
        String apart = Normalizer.normalize(composed, Normalizer.Form.NFD);
        set.image("images/" + apart).text("annotations/instances_default.json", WrittenSet.json(composed));
        assertThat(set.train()).containsExactly("images/" + apart);

        WrittenSet other = new WrittenSet(home.resolve("other"))
                .image("images/" + composed)
                .text("annotations/instances_default.json", WrittenSet.json(apart));
        assertThat(other.train()).containsExactly("images/" + composed);
    }

    @Test
    void aNameIsNotFoundAmongThePicturesOfAnotherSplit() throws Exception {
        WrittenSet splits = new WrittenSet(home.resolve("splits"))
                .image("images/train/1.jpg", "images/val/1.jpg", "images/val/2.jpg")
                .text("annotations/instances_train.json", WrittenSet.json("1.jpg", "2.jpg"))
                .text("annotations/instances_val.json", WrittenSet.json("1.jpg", "2.jpg"));

        assertThat(splits.train()).containsExactly("images/train/1.jpg");
        assertThat(splits.validation()).containsExactly("images/val/1.jpg", "images/val/2.jpg");
        assertThat(WrittenSet.skipped(splits.open()))
                .singleElement()
                .satisfies(l -> assertThat(l).startsWith("image 2.jpg").contains("missing on disk"));
    }

    @Test
    void controlCharactersAndEndlessNamesAreQuotedShort() throws Exception {
        String endless = "x".repeat(100_000) + ".jpg";
        set.text(
                "annotations/instances_default.json",
                WrittenSet.json("plain.jpg", "a\\nb\\u0000.jpg".replace("\\\\", "\\"), endless)
                        .replace("\\\\", "\\"));

        assertThat(WrittenSet.skipped(set.open()))
                .allSatisfy(l -> assertThat(l).hasSizeLessThan(500).doesNotContain("\n", "\0"));
    }
}
