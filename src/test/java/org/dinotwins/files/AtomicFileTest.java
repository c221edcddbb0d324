package org.dinotwins.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A file is replaced completely or not at all, and nothing is left beside it. */
class AtomicFileTest {
    @TempDir
    private Path folder;

    private List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }

    @Test
    void aFailingWriterLeavesTheOldFileAlone() throws Exception {
        Path file = folder.resolve("a.json");
        AtomicFile.write(file, "old");
        assertThatThrownBy(() -> AtomicFile.write(file, channel -> {
                    channel.write(ByteBuffer.allocate(100));
                    throw new IOException("the disk is full");
                }))
                .isInstanceOf(IOException.class)
                .hasMessage("the disk is full");
        assertThat(file).hasContent("old");
        assertThat(names()).containsExactly("a.json");
    }

    @Test
    void aFolderInThePlaceOfTheFileIsReported() throws Exception {
        Path file = folder.resolve("a.json");
        Files.createDirectories(file.resolve("inside"));
        assertThatThrownBy(() -> AtomicFile.write(file, "new")).isInstanceOf(IOException.class);
        assertThat(names()).containsExactly("a.json");
    }

    @Test
    void onlyFilesOfDeadProcessesAreDeleted() throws Exception {
        ProcessHandle self = ProcessHandle.current();
        long start = self.info().startInstant().map(Instant::toEpochMilli).orElse(0L);
        Path dead = folder.resolve(".dinotwins-999999999-17-1.tmp");
        Path reused = folder.resolve(".dinotwins-" + self.pid() + "-" + (start + 60_000) + "-1.tmp");
        Path inUse = folder.resolve(".dinotwins-" + self.pid() + "-" + start + "-999999.tmp");
        Path other = folder.resolve("notes.tmp");
        Path similar = folder.resolve(".dinotwins-1-1-1.tmp.bak");
        for (Path file : new Path[] {dead, reused, inUse, other, similar}) {
            Files.writeString(file, "x");
        }
        AtomicFile.write(folder.resolve("b.json"), "new");
        assertThat(dead).doesNotExist();
        assertThat(reused).as("another process has the id now").doesNotExist();
        assertThat(inUse).exists();
        assertThat(other).exists();
        assertThat(similar).exists();
    }

    @Test
    void linesAreWholeAfterEachCall() throws Exception {
        Path file = folder.resolve("lines");
        try (LineFile lines = new LineFile(file)) {
            lines.append("one");
            assertThat(file).hasContent("one\n");
            lines.append("zwei ä");
            lines.sync();
        }
        try (LineFile lines = new LineFile(file)) {
            lines.append("three");
        }
        assertThat(file).hasContent("one\nzwei ä\nthree\n");
    }

    @Test
    void foldersAreMadeWithTheirParents() throws Exception {
        Path deep = folder.resolve("a/b/c");
        FolderSync.create(deep);
        FolderSync.create(deep);
        assertThat(deep).isDirectory();
        assertThatThrownBy(() ->
                        FolderSync.create(Files.createFile(folder.resolve("f")).resolve("g")))
                .isInstanceOf(IOException.class);
    }
}
