package org.dinotwins.data.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;
import org.dinotwins.data.DataException;
import org.dinotwins.data.layout.ImageSets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Sample sets that are drawn into a cache when they are first used. */
class DrawnSampleTest {
    private static final DrawnSample SMALL = new DrawnSample(5, 3, 7);

    @TempDir
    private Path cache;

    @Test
    void aNameStatesCountsAndSeed() throws Exception {
        assertThat(DrawnSample.of("sample:2400")).contains(new DrawnSample(2400, 400, SampleSet.DEFAULT_SEED));
        assertThat(DrawnSample.of("sample:50+20")).contains(new DrawnSample(50, 20, SampleSet.DEFAULT_SEED));
        assertThat(DrawnSample.of("sample:50+20@9")).contains(new DrawnSample(50, 20, 9));
        assertThat(DrawnSample.of("sample:50@9")).contains(new DrawnSample(50, 400, 9));
        assertThat(DrawnSample.of("sample-data")).isEmpty();
        assertThat(DrawnSample.of("/images/sample:3")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"sample:", "sample:many", "sample:-3", "sample:24000000", "sample:5+", "sample:5@", "sample:5 "})
    void otherNamesAreRefusedWithAnExample(String name) {
        assertThatThrownBy(() -> DrawnSample.of(name))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("sample:2400+400");
    }

    @Test
    void theSetIsDrawnOnceAndWithProgress() throws Exception {
        Queue<Double> shares = new ConcurrentLinkedQueue<>();
        assertThat(SMALL.isDrawn(cache)).isFalse();
        Path folder = SMALL.draw(cache, shares::add);
        assertThat(ImageSets.open(folder).train()).hasSize(5);
        assertThat(ImageSets.open(folder).validation()).hasSize(3);
        assertThat(shares).hasSize(8).contains(0.125, 1.0);
        assertThat(SMALL.isDrawn(cache)).isTrue();

        Path first = folder.resolve("images/train-00001.jpg");
        byte[] bytes = Files.readAllBytes(first);
        assertThat(SMALL.draw(cache, share -> {
                    throw new IllegalStateException("drawn again");
                }))
                .isEqualTo(folder);
        assertThat(Files.readAllBytes(Path.of("sample-data/images/train-00001.jpg")))
                .as("the project's pictures come first")
                .isEqualTo(bytes);
        assertThat(new DrawnSample(5, 3, 8).draw(cache, share -> {})).isNotEqualTo(folder);
    }

    @Test
    void aCancelledDrawingLeavesNothing() throws Exception {
        assertThatThrownBy(() -> SMALL.draw(cache, share -> {
                    if (share > 0.4) {
                        throw new CancellationException();
                    }
                }))
                .isInstanceOf(CancellationException.class);
        assertThat(SMALL.isDrawn(cache)).isFalse();
        try (Stream<Path> left = Files.list(cache.resolve("samples"))) {
            assertThat(left).isEmpty();
        }
        assertThat(ImageSets.open(SMALL.draw(cache, share -> {})).train()).hasSize(5);
    }

    @Test
    void whatAKilledProcessLeftIsNotUsed() throws Exception {
        Path samples = Files.createDirectories(cache.resolve("samples"));
        Path half = Files.createDirectories(samples.resolve(".drawing-999999999-2/images"));
        Files.writeString(half.resolve("train-00001.jpg"), "half");
        Path folder = SMALL.draw(cache, share -> {});
        assertThat(ImageSets.open(folder).train()).hasSize(5);
        assertThat(half).as("deleted with the folder of a dead process").doesNotExist();
    }

    @Test
    void aSetThatLostOrChangedFilesIsDrawnAgain() throws Exception {
        Path folder = SMALL.draw(cache, share -> {});
        Path picture = folder.resolve("images/train-00002.jpg");
        byte[] whole = Files.readAllBytes(picture);
        for (Path damaged : List.of(picture, folder.resolve("annotations/instances_train.json"))) {
            Files.delete(damaged);
            assertThat(SMALL.isDrawn(cache)).isFalse();
            SMALL.draw(cache, share -> {});
            assertThat(damaged).exists();
        }
        Files.write(picture, Arrays.copyOf(whole, whole.length / 2));
        assertThat(ImageSets.open(SMALL.draw(cache, share -> {})).train()).hasSize(5);
        assertThat(picture).hasBinaryContent(whole);
    }

    @Test
    void aCacheThatCannotBeWrittenIsReported() throws Exception {
        Path file = Files.writeString(cache.resolve("file"), "");
        assertThatThrownBy(() -> SMALL.draw(file, share -> {}))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("cannot be written")
                .hasMessageEndingWith(".");
        assertThat(List.of(SMALL)).noneMatch(sample -> sample.isDrawn(file));
    }
}
