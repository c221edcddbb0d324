package org.dinotwins.data.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.dinotwins.data.DataException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The generator reproduces the committed set byte for byte and never deletes foreign files. */
class SampleSetTest {
    private static final Path COMMITTED = Path.of("sample-data");

    @TempDir
    private Path folder;

    @Test
    void reproducesTheCommittedSetByteForByte() throws Exception {
        int some = 80;
        Path made = folder.resolve("made");
        SampleSet.generate(made, SampleSet.DEFAULT_SEED, some, SampleSet.DEFAULT_VALIDATION, n -> {});
        List<Path> images = files(made.resolve("images"));
        assertThat(images).hasSize(some + SampleSet.DEFAULT_VALIDATION);
        for (Path image : images) {
            assertThat(image).hasSameBinaryContentAs(COMMITTED.resolve("images").resolve(image.getFileName()));
        }
        assertThat(index(made, "val")).hasSameBinaryContentAs(index(COMMITTED, "val"));
        assertThat(content(index(COMMITTED, "train"))).containsSubsequence(content(index(made, "train")));
        assertThat(files(COMMITTED.resolve("images"))).hasSize(SampleSet.DEFAULT_TRAIN + SampleSet.DEFAULT_VALIDATION);
    }

    @Test
    void differentSeedsGiveDifferentSets() throws Exception {
        generate("a", 1, 2);
        generate("b", 2, 2);
        Path image = Path.of("images", "train-00001.jpg");
        assertThat(Files.mismatch(
                        folder.resolve("a").resolve(image), folder.resolve("b").resolve(image)))
                .isNotNegative();
    }

    @Test
    void replacesAnEarlierSet() throws Exception {
        generate("set", 1, 3);
        generate("set", 1, 2);
        assertThat(files(folder.resolve("set").resolve("images"))).hasSize(2);
        assertThat(files(folder)).as("no temporary folder remains").containsExactly(folder.resolve("set"));
    }

    @Test
    void rejectsAFolderWithOtherFiles() throws Exception {
        Path foreign = folder.resolve("mine").resolve("diary.txt");
        Files.createDirectories(foreign.getParent());
        Files.writeString(foreign, "my own notes");
        assertThatThrownBy(() -> generate("mine", 1, 2))
                .isInstanceOf(DataException.class)
                .hasMessageContaining(foreign.getParent().toString())
                .hasMessageContaining("new or empty folder");
        assertThat(foreign).hasContent("my own notes");
    }

    @Test
    void rejectsAnotherCocoFolder() throws Exception {
        Path index = index(folder.resolve("coco"), "train");
        Files.createDirectories(index.getParent());
        Files.writeString(index, "{\"info\":{\"description\":\"holidays\"}}");
        assertThatThrownBy(() -> generate("coco", 1, 2)).isInstanceOf(DataException.class);
        assertThat(index).exists();
    }

    @Test
    void rejectsInvalidCounts() {
        assertThatThrownBy(() -> generate("none", 1, 0))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("0");
        assertThat(folder.resolve("none")).doesNotExist();
    }

    private void generate(String name, long seed, int train) throws DataException {
        SampleSet.generate(folder.resolve(name), seed, train, 0, n -> {});
    }

    private static Path index(Path set, String split) {
        return set.resolve("annotations").resolve("instances_" + split + ".json");
    }

    /** Lines without the trailing comma. */
    private static List<String> content(Path file) throws Exception {
        return Files.readAllLines(file).stream()
                .map(l -> l.replaceFirst(",$", ""))
                .toList();
    }

    private static List<Path> files(Path folder) throws Exception {
        try (Stream<Path> list = Files.list(folder)) {
            return list.sorted().toList();
        }
    }
}
