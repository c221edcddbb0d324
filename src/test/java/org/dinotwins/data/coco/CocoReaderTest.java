package org.dinotwins.data.coco;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.dinotwins.data.DataException;
import org.dinotwins.data.SkipLog;
import org.dinotwins.data.outline.Outline;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Reads annotation files whole, in pieces and from the index cache, which must all come to the same. */
class CocoReaderTest {
    private static final long WHOLE = Long.MAX_VALUE / 4;
    private static final int ANNOTATIONS = 400;

    @TempDir
    private Path home;

    private Path file;
    private CocoCache cache;

    @BeforeEach
    void write() throws IOException {
        file = home.resolve("instances_train.json");
        cache = new CocoCache(home.resolve("cache"), 0);
        Files.writeString(file, json(ANNOTATIONS));
    }

    @Test
    void piecesOfAnySizeGiveWhatOneThreadReads() throws Exception {
        SkipLog skips = new SkipLog();
        List<String> whole = lines(CocoReader.read(file, skips, WHOLE));
        assertThat(whole).hasSizeGreaterThan(ANNOTATIONS / 2);
        for (long piece : new long[] {64, 500, 1999, 7000, 20_000}) {
            SkipLog own = new SkipLog();
            CocoFile coco = CocoReader.read(file, own, piece);
            assertThat(lines(coco)).as("pieces of %d", piece).isEqualTo(whole);
            assertThat(coco.categories()).containsOnlyKeys(1L, 2L);
            assertThat(own.lines()).as("pieces of %d", piece).isEqualTo(skips.lines());
        }
        assertThat(CocoReader.read(file, new SkipLog(), 2000).annotations())
                .as("really in pieces")
                .hasSizeGreaterThan(5);
    }

    @Test
    void damageInAPieceIsNamedWithItsPlace() throws Exception {
        String text = json(ANNOTATIONS);
        int at = text.indexOf("\"id\": 200");
        Files.writeString(file, text.substring(0, at) + "\n!" + text.substring(at));

        assertThatThrownBy(() -> CocoReader.read(file, new SkipLog(), 2000))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("line 2, column 1")
                .hasMessageContaining("Copy or export it again");
        Files.writeString(file, text.substring(0, at));
        assertThatThrownBy(() -> CocoReader.read(file, new SkipLog(), 2000))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("ends early")
                .hasMessageContaining("line 1, column");
    }

    @Test
    void theCacheGivesWhatTheFileGave() throws Exception {
        SkipLog first = new SkipLog();
        SkipLog second = new SkipLog();
        CocoFile read = CocoFile.read(file, first, cache);
        assertThat(entries()).hasSize(1);
        CocoFile kept = CocoFile.read(file, second, cache);

        assertThat(lines(kept)).isEqualTo(lines(read));
        assertThat(kept.images()).isEqualTo(read.images()).isNotEmpty();
        assertThat(kept.categories()).isEqualTo(read.categories());
        assertThat(second.lines()).isEqualTo(first.lines()).isNotEmpty();
        assertThat(cache.find(CocoCache.Key.of(file), new SkipLog())).isPresent();
    }

    @Test
    void aChangedFileIsReadAgain() throws Exception {
        CocoFile.read(file, new SkipLog(), cache);
        FileTime before = Files.getLastModifiedTime(file);
        Files.writeString(file, json(ANNOTATIONS).replace("\"id\": 7,", "\"id\": 9,"));
        Files.setLastModifiedTime(file, FileTime.fromMillis(before.toMillis() + 1000));

        assertThat(lines(CocoFile.read(file, new SkipLog(), cache)))
                .isEqualTo(lines(CocoReader.read(file, new SkipLog(), WHOLE)));
    }

    @Test
    void aDamagedEntryIsRebuilt() throws Exception {
        List<String> right = lines(CocoFile.read(file, new SkipLog(), cache));
        Path entry = entries().get(0);
        byte[] good = Files.readAllBytes(entry);
        for (int at : new int[] {0, 9, 17, 40, good.length / 2, good.length - 1}) {
            byte[] bad = good.clone();
            bad[at] ^= 0x10;
            replace(entry, bad);
            assertThat(cache.find(CocoCache.Key.of(file), new SkipLog()))
                    .as("byte %d", at)
                    .isEmpty();
            assertThat(lines(CocoFile.read(file, new SkipLog(), cache))).isEqualTo(right);
        }
        replace(entry, Arrays.copyOf(good, good.length / 3));
        assertThat(lines(CocoFile.read(file, new SkipLog(), cache))).isEqualTo(right);
        assertThat(cache.find(CocoCache.Key.of(file), new SkipLog()))
                .as("made again")
                .isPresent();
    }

    @Test
    void aCacheThatCannotBeWrittenIsIgnored() throws Exception {
        Files.writeString(home.resolve("cache"), "a file where the folder should be");

        assertThat(CocoFile.read(file, new SkipLog(), cache).images()).isNotEmpty();
    }

    @Test
    void oldEntriesAreDeleted() throws Exception {
        for (int i = 0; i < 12; i++) {
            Path other = home.resolve("other" + i + ".json");
            Files.copy(file, other);
            CocoFile.read(other, new SkipLog(), cache);
        }
        assertThat(entries()).hasSize(8);
    }

    /** As others would replace it: the old content may still be mapped. */
    private void replace(Path entry, byte[] content) throws IOException {
        Files.delete(entry);
        Files.write(entry, content);
    }

    private List<Path> entries() throws IOException {
        try (Stream<Path> files = Files.list(home.resolve("cache"))) {
            return files.toList();
        }
    }

    private static List<String> lines(CocoFile coco) {
        List<String> lines = new ArrayList<>();
        for (CocoAnnotationTable part : coco.annotations()) {
            for (int i = 0; i < part.size(); i++) {
                String outline = part.outline(i) instanceof Outline.Polygons polygons
                        ? polygons.rings().stream()
                                .map(Arrays::toString)
                                .toList()
                                .toString()
                        : part.outline(i) instanceof Outline.RunLengths runs ? runs.text() : "none";
                lines.add(part.name(i) + " " + part.image(i) + " " + part.category(i) + " " + part.box(i) + " "
                        + part.area(i) + " " + part.crowd(i) + " " + outline);
            }
        }
        return lines;
    }

    /** Outlines of all kinds, and things that look like the gap between two annotations but are not. */
    private static String json(int annotations) {
        SplittableRandom random = new SplittableRandom(3);
        StringBuilder json = new StringBuilder("{\"info\": {}, \"images\": [{\"id\": 1, \"file_name\": \"a.jpg\"}, "
                + "{\"id\": \"x\", \"file_name\": \"b.jpg\"}], \"annotations\": [");
        for (int i = 0; i < annotations; i++) {
            String outline = switch (i % 7) {
                case 0 -> "{\"size\": [4, 5], \"counts\": [3, 10, 7]}";
                case 1 -> "[[" + random.nextInt(100) + ".25, 1, 5.1, 7.33, -2.75, 1e1]]";
                case 2 -> "[[0.123456789, 1, 5, 7, 2, 3], [1, 1, 2, 2, 3, 2." + random.nextInt(100) + "]]";
                case 3 -> "[[1, 2]]";
                case 4 -> "[[1, 1, 2, 2, 3, 3], [{\"deep\": [{}, {\"a\": {}},{\"b\": {}},{}]}]]";
                default -> "[]";
            };
            json.append(i == 0 ? "" : random.nextBoolean() ? "," : " , ")
                    .append("{\"note\": \"}, {\", \"more\": [{}, {}], \"id\": ")
                    .append(i)
                    .append(", \"image_id\": 1, \"category_id\": ")
                    .append(1 + i % 2)
                    .append(", \"iscrowd\": ")
                    .append(i % 3 == 0 ? 1 : 0)
                    .append(", \"segmentation\": ")
                    .append(outline)
                    .append(i % 5 == 0 ? "" : ", \"bbox\": [1, 2, 3, 4.5]")
                    .append("}");
            if (i % 50 == 0) {
                json.append(", 7, [{}, {\"id\": 3}]");
            }
        }
        return json.append("], \"categories\": [{\"id\": 1, \"name\": \"cup\"}, {\"id\": 2, \"name\": \"pot\"}]}")
                .toString();
    }
}
