package org.dinotwins.data.layout;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import javax.imageio.ImageIO;
import org.dinotwins.data.SkipLog;
import org.dinotwins.data.Skipped;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Warns of validation pictures that are training pictures too, whatever their names. */
class LeakageTest {
    @TempDir
    private Path root;

    @BeforeEach
    void twoSplitsOfDifferentPictures() throws IOException {
        int seed = 0;
        for (String folder : List.of("train/cat", "train/dog", "val/cat", "val/dog")) {
            picture(folder + "/a.bmp", seed++);
            picture(folder + "/b.bmp", seed++);
        }
    }

    @Test
    void equalNamesAndSizesAreNoLeak() throws Exception {
        assertThat(ImageSets.open(root).skipped()).isEmpty();
    }

    @Test
    void copiesAndLinksAreNamed() throws Exception {
        Files.copy(root.resolve("train/cat/a.bmp"), root.resolve("val/cat/copy.bmp"));
        Files.createLink(root.resolve("val/dog/link.bmp"), root.resolve("train/dog/b.bmp"));

        assertThat(ImageSets.open(root).skipped()).singleElement().satisfies(s -> {
            assertThat(s.kind()).isEqualTo(SkipLog.Kind.LEAK);
            assertThat(s.names())
                    .containsExactlyInAnyOrder(
                            "val/cat/copy.bmp = train/cat/a.bmp", "val/dog/link.bmp = train/dog/b.bmp");
        });
    }

    @Test
    void filesThatDifferInTheMiddleOnlyAreNoLeak() throws Exception {
        byte[] bytes = Files.readAllBytes(root.resolve("train/cat/a.bmp"));
        bytes[bytes.length / 2] ^= 1;
        Files.write(root.resolve("val/cat/changed.bmp"), bytes);

        assertThat(ImageSets.open(root).skipped()).extracting(Skipped::what).isEmpty();
    }

    private void picture(String name, int seed) throws IOException {
        Random random = new Random(seed);
        BufferedImage image = new BufferedImage(64, 64, BufferedImage.TYPE_INT_RGB);
        for (int i = 0; i < 64 * 64; i++) {
            image.setRGB(i % 64, i / 64, random.nextInt());
        }
        Path file = root.resolve(name);
        Files.createDirectories(file.getParent());
        ImageIO.write(image, "bmp", file.toFile());
    }
}
