package org.dinotwins.data.picture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.awt.image.BufferedImage;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.dinotwins.data.DataException;
import org.dinotwins.data.ImageSet;
import org.dinotwins.data.Skipped;
import org.dinotwins.data.layout.ImageSets;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Lists pictures at any depth, and nothing that could block a reader. */
@Timeout(120)
class PictureWalkTest {
    @TempDir
    private Path folder;

    @BeforeEach
    void files() throws Exception {
        write("b.png");
        write("deep/er/a.PNG");
        write(".hidden/no.png");
        write("__MACOSX/no.png");
        write("folder.jpg/in.png");
        Files.writeString(folder.resolve("deep/notes.txt"), "notes");
    }

    private void write(String name) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        ImageIO.write(new BufferedImage(4, 4, BufferedImage.TYPE_INT_RGB), "png", file.toFile());
    }

    /** A pipe without a writer, whose reader waits for ever. */
    static Path pipe(Path file) throws Exception {
        assumeTrue(File.separatorChar == '/', "this system has no pipes");
        assertThat(new ProcessBuilder("mkfifo", file.toString()).start().waitFor())
                .isZero();
        return file;
    }

    @Test
    void picturesOfAllSubfoldersAreFoundAndOtherFilesListed() throws Exception {
        ImageSet set = PictureWalk.open(folder);
        assertThat(set.train().stream().map(p -> folder.relativize(p.file()).toString()))
                .containsExactly("b.png", "deep/er/a.PNG", "folder.jpg/in.png");
        assertThat(set.skipped()).extracting(Skipped::what).containsExactly("file deep/notes.txt");
    }

    @Test
    void pipesCirclesAndBrokenLinksAreListed() throws Exception {
        pipe(folder.resolve("pipe.jpg"));
        Files.createSymbolicLink(folder.resolve("circle"), folder);
        Files.createSymbolicLink(folder.resolve("gone.jpg"), folder.resolve("nowhere"));
        ImageSet set = PictureWalk.open(folder);
        assertThat(set.train()).hasSize(3);
        assertThat(set.skipped().stream().map(s -> s.what() + s.reason()))
                .anyMatch(line -> line.startsWith("2 files, for example") && line.contains("regular"))
                .anyMatch(line -> line.contains("circle") && line.contains("cannot be opened"));
    }

    @Test
    void aFolderWithoutPicturesIsRefused() {
        assertThatThrownBy(() -> PictureWalk.open(folder.resolve("missing"))).isInstanceOf(DataException.class);
        assertThatThrownBy(() -> PictureWalk.open(Files.createDirectory(folder.resolve("empty"))))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("contain no");
    }

    @Test
    void noPipeIsOpened() throws Exception {
        Path pipe = pipe(folder.resolve("pipe.jpg"));
        for (Path special : new Path[] {pipe, folder.resolve("folder.jpg"), Path.of("/dev/zero")}) {
            assertThatThrownBy(() -> ImageFiles.read(special))
                    .isInstanceOf(DataException.class)
                    .hasMessageContaining("is not a regular file");
            assertThatThrownBy(() -> ImageFiles.size(special))
                    .isInstanceOf(DataException.class)
                    .hasMessageContaining("is not a regular file");
        }
        ImageSet set = ImageSets.open(folder);
        assertThat(set.train())
                .extracting(p -> p.file().getFileName().toString())
                .containsExactly("b.png");
        assertThat(set.skipped().stream().map(s -> s.what() + s.reason()))
                .anyMatch(line -> line.contains("pipe.jpg") && line.contains("not a regular file"));
    }
}
