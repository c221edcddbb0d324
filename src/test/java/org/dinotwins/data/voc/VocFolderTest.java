package org.dinotwins.data.voc;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.dinotwins.data.ImageSet;
import org.dinotwins.data.Picture;
import org.dinotwins.data.SkipLog;
import org.dinotwins.data.Skipped;
import org.dinotwins.data.layout.ImageSets;
import org.dinotwins.data.outline.Box;
import org.dinotwins.data.picture.TurnedPng;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Reads PASCAL VOC in its own folders and in those of other tools; names damaged files and doubtful lists. */
class VocFolderTest {
    @TempDir
    private Path root;

    @ParameterizedTest
    @CsvSource({
        "train.txt, val.txt",
        "Train.txt, Validation.txt",
        "training.TXT, valid.txt",
        "train.txt, test.txt",
        "trainval.txt, test.txt"
    })
    void listsAreRecognisedByTheirWord(String train, String validation) throws Exception {
        images("JPEGImages", "Annotations", 5);
        text("ImageSets/Main/" + train, "\uFEFF0\nsub/1.png\r\n\n");
        text("ImageSets/Main/" + validation, "2  1\n");
        text("ImageSets/Main/cat_train.txt", "3 -1\n4 1\n");

        ImageSet set = ImageSets.open(root);

        assertThat(set.format()).isEqualTo("PASCAL VOC");
        assertThat(names(set.train())).containsExactly("0.png", "1.png");
        assertThat(names(set.validation())).containsExactly("2.png");
        assertThat(set.skipped()).singleElement().satisfies(s -> {
            assertThat(s.kind()).isEqualTo(SkipLog.Kind.UNLISTED);
            assertThat(s.names()).containsExactly("3.png", "4.png");
        });
    }

    @Test
    void anImageInBothListsIsNamedAndMeasuredOnly() throws Exception {
        images("JPEGImages", "Annotations", 3);
        text("ImageSets/Main/train.txt", "0\n1\n");
        text("ImageSets/Main/val.txt", "1\n2\n");
        text("ImageSets/Main/test.txt", "2\n");

        ImageSet set = ImageSets.open(root);

        assertThat(names(set.train())).containsExactly("0.png");
        assertThat(names(set.validation())).containsExactly("1.png", "2.png");
        assertThat(set.skipped())
                .extracting(Skipped::kind)
                .containsExactlyInAnyOrder(SkipLog.Kind.LEAK, SkipLog.Kind.SPLIT);
    }

    @ParameterizedTest
    @CsvSource({
        "images, annotations, images, annotations",
        "., ., ., .",
        "img, xml, img, xml",
        "train, train, valid, valid",
        "train/images, train/annotations, val/images, val/annotations",
        "images/train, annotations/train, images/Validation, annotations/Validation",
        "train/images, train/annotations, test/images, test/annotations"
    })
    void foldersOfOtherToolsAreRead(String images, String annotations, String others, String otherAnnotations)
            throws Exception {
        images(images, annotations, 5);
        boolean splits = !images.equals(others);
        if (splits) {
            images(others, otherAnnotations, 2);
        }

        ImageSet set = ImageSets.open(root);

        assertThat(set.format()).isEqualTo(splits ? "PASCAL VOC" : "PASCAL VOC, divided 80 : 20");
        assertThat(set.train())
                .hasSize(splits ? 5 : 4)
                .allSatisfy(p -> assertThat(p.label()).hasValue(0));
        assertThat(set.validation()).hasSize(splits ? 2 : 1);
        assertThat(set.skipped()).isEmpty();
    }

    @Test
    void theImagesOwnSizeCounts() throws Exception {
        images("JPEGImages", "Annotations", 3);
        text("Annotations/1.xml", annotation(60000, 1, 1, 1, 4, 4));
        text("Annotations/2.xml", annotation(8, 6, 100, 100, 120, 120));

        ImageSet set = ImageSets.open(root);

        assertThat(Stream.concat(set.train().stream(), set.validation().stream()))
                .allSatisfy(p -> assertThat(List.of(p.width(), p.height())).containsExactly(8, 6));
        assertThat(set.skipped())
                .extracting(Skipped::what)
                .containsExactlyInAnyOrder("size of 1.png", "annotation in 2.xml");
    }

    @Test
    void boxesOfAPictureThatIsShownTurnedAreTurned() throws Exception {
        Files.createDirectories(root.resolve("JPEGImages"));
        TurnedPng.write(root.resolve("JPEGImages/a.png"), 20, 10, 6);
        text("Annotations/a.xml", annotation(10, 20, 2, 4, 3, 7));

        ImageSet set = ImageSets.open(root);

        assertThat(set.train().get(0).objects().get(0).box()).isEqualTo(new Box(3, 7, 4, 2));
        assertThat(set.skipped())
                .singleElement()
                .satisfies(s -> assertThat(s.reason()).contains("turned"));
    }

    @Test
    void oneDamagedFileDoesNotAffectTheOthers() throws Exception {
        images("JPEGImages", "Annotations", 6);
        Files.write(root.resolve("Annotations/1.xml"), new byte[] {'<', 'a', '>', (byte) 0xC3, (byte) 0x28});
        text("Annotations/2.xml", "");
        text(
                "Annotations/3.xml",
                "<!DOCTYPE a [<!ENTITY e SYSTEM \"file:///etc/hostname\">]><annotation>&e;</annotation>");
        text("Annotations/4.xml", annotation(8, 6, 1, 1, 4, 4).replace("<xmax>4", "<xmax>4d"));
        text("Annotations/9.xml", annotation(8, 6, 1, 1, 4, 4));

        ImageSet set = ImageSets.open(root);

        assertThat(set.train().size() + set.validation().size()).isEqualTo(3);
        assertThat(set.skipped())
                .extracting(Skipped::counted)
                .containsExactlyInAnyOrder("3 files", "1 annotation", "1 file");
        assertThat(set.skipped()).allSatisfy(s -> assertThat(s.reason()).doesNotContain("UTF-8", "Exception"));
    }

    private static List<String> names(List<Picture> pictures) {
        return pictures.stream().map(p -> p.file().getFileName().toString()).toList();
    }

    private void images(String images, String annotations, int count) throws IOException {
        Path folder = Files.createDirectories(root.resolve(images).normalize());
        for (int i = 0; i < count; i++) {
            ImageIO.write(
                    new BufferedImage(8, 6, BufferedImage.TYPE_INT_RGB),
                    "png",
                    folder.resolve(i + ".png").toFile());
            text(annotations + "/" + i + ".xml", annotation(8, 6, 1, 1, 4, 4));
        }
    }

    private static String annotation(int width, int height, int left, int top, int right, int bottom) {
        return "<annotation><size><width>" + width + "</width><height>" + height
                + "</height></size><object><name>cat</name><bndbox><xmin>" + left + "</xmin><ymin>" + top
                + "</ymin><xmax>" + right + "</xmax><ymax>" + bottom + "</ymax></bndbox></object></annotation>";
    }

    private void text(String name, String content) throws IOException {
        Path file = root.resolve(name).normalize();
        Files.createDirectories(file.getParent());
        Files.writeString(file, content);
    }
}
