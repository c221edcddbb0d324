package org.dinotwins.data.sample;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.dinotwins.data.DataException;
import org.dinotwins.data.picture.Jpeg;
import org.dinotwins.data.sample.drawing.SeededRandom;
import org.dinotwins.files.FolderTree;

/**
 * Generates the sample set: small pictures of eight kinds of clay objects in COCO's format, which the project contains
 * as {@code sample-data}. Shape and pattern determine the category; colours, light and backdrops are independent of it.
 * Equal seeds and counts give equal bytes on every machine.
 */
public final class SampleSet {
    /** Seed of the sample set in the project. */
    public static final long DEFAULT_SEED = 7;
    /** Training pictures of the sample set in the project: 75 per category. */
    public static final int DEFAULT_TRAIN = 600;
    /** Validation pictures of the sample set in the project: 25 per category. */
    public static final int DEFAULT_VALIDATION = 200;

    private static final float JPEG_QUALITY = 0.88f;
    /** Largest number of pictures per split; keeps names at five digits and the random seeds of both splits apart. */
    private static final int MOST = 90_000;

    private static final Set<String> OWN_ENTRIES = Set.of("images", "annotations", "README.md");

    private SampleSet() {}

    /**
     * Writes {@code images/}, {@code annotations/instances_train.json}, {@code annotations/instances_val.json} and a
     * {@code README.md} to a new folder beside the target, then renames it. Categories alternate, so their counts
     * differ by at most one. Uses all processors.
     *
     * @param folder     a new or empty folder, or one with earlier output, which is replaced
     * @param seed       any number
     * @param train      training pictures, 1 to 90,000
     * @param validation validation pictures, 0 to 90,000
     * @param progress   receives the number of pictures made so far, from several threads
     * @throws DataException if the folder holds something else or cannot be written
     */
    public static void generate(Path folder, long seed, int train, int validation, IntConsumer progress)
            throws DataException {
        if (train < 1 || train > MOST || validation < 0 || validation > MOST) {
            throw new DataException("A sample set needs 1 to " + MOST + " training and 0 to " + MOST
                    + " validation pictures, not " + train + " and " + validation + ".");
        }
        Path target = folder.toAbsolutePath().normalize();
        checkReplaceable(target);
        try {
            String mark = Long.toHexString(System.nanoTime());
            Path fresh = target.resolveSibling("." + target.getFileName() + "-new-" + mark);
            Path old = target.resolveSibling("." + target.getFileName() + "-old-" + mark);
            try {
                Files.createDirectories(fresh.resolve("images"));
                Files.createDirectory(fresh.resolve("annotations"));
                AtomicInteger made = new AtomicInteger();
                writeSplit(fresh, "train", seed, 0, train, () -> progress.accept(made.incrementAndGet()));
                writeSplit(fresh, "val", seed, MOST, validation, () -> progress.accept(made.incrementAndGet()));
                Files.writeString(fresh.resolve("README.md"), readme(seed, train, validation));
                if (Files.exists(target)) {
                    Files.move(target, old);
                }
                Files.move(fresh, target);
                FolderTree.delete(old);
            } finally {
                FolderTree.delete(fresh);
            }
        } catch (IOException | UncheckedIOException e) {
            throw new DataException(
                    "Cannot write the sample set to " + target + ": " + e.getMessage()
                            + ". Check the free disk space and your write permission.",
                    e);
        }
    }

    private static void writeSplit(Path root, String split, long seed, int offset, int count, Runnable made)
            throws IOException {
        SampleCategory[] kinds = SampleCategory.values();
        List<Scene> scenes = IntStream.range(0, count)
                .parallel()
                .mapToObj(i -> {
                    SeededRandom turns = SeededRandom.forPicture(seed, -1 - offset - i / kinds.length);
                    SampleCategory main = kinds[turns.shuffled(kinds.length)[i % kinds.length]];
                    Scene scene = Scene.of(main, SeededRandom.forPicture(seed, offset + i));
                    write(root.resolve("images").resolve(fileName(split, i)), Jpeg.of(scene.paint(), JPEG_QUALITY));
                    made.run();
                    return scene;
                })
                .toList();
        CocoAnnotationWriter index = new CocoAnnotationWriter();
        for (int i = 0; i < count; i++) {
            Scene scene = scenes.get(i);
            index.add(fileName(split, i), scene.width(), scene.height(), scene.annotations());
        }
        Files.writeString(root.resolve("annotations").resolve("instances_" + split + ".json"), index.json());
    }

    private static String fileName(String split, int number) {
        String digits = Integer.toString(100_000 + number + 1).substring(1);
        return split + "-" + digits + ".jpg";
    }

    private static void write(Path file, byte[] bytes) {
        try {
            Files.write(file, bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void checkReplaceable(Path target) throws DataException {
        if (!Files.exists(target)) {
            return;
        }
        Set<String> entries;
        try (Stream<Path> list = Files.list(target)) {
            entries = list.map(p -> p.getFileName().toString()).collect(Collectors.toSet());
        } catch (IOException e) {
            throw new DataException(target + " is not a readable folder. Name a new or empty folder.", e);
        }
        if (!entries.isEmpty() && !(OWN_ENTRIES.containsAll(entries) && isSampleSet(target))) {
            throw new DataException(target + " contains files other than a sample set, which would be deleted. "
                    + "Name a new or empty folder.");
        }
    }

    private static boolean isSampleSet(Path target) {
        Path index = target.resolve("annotations").resolve("instances_train.json");
        try (Stream<String> lines = Files.lines(index, StandardCharsets.UTF_8)) {
            return lines.limit(3).anyMatch(l -> l.contains("\"" + CocoAnnotationWriter.DESCRIPTION + "\""));
        } catch (IOException | UncheckedIOException e) {
            return false;
        }
    }

    private static String readme(long seed, int train, int validation) {
        String kinds =
                Stream.of(SampleCategory.values()).map(SampleCategory::title).collect(Collectors.joining(", "));
        return """
                # Sample pictures

                %d training and %d validation pictures of clay objects in COCO's format: %s.
                The largest object determines the category of a picture; all categories are equally frequent. Its shape, \
                and almost always its
                pattern, is that of the category; colours, light and backdrops are independent of it. \
                Outlines show the visible part of an object.

                A program drew all pictures; nothing was photographed or taken from elsewhere. Their licence is that of
                the project. The same command gives the same bytes on every machine:

                    dinotwins sample-data --out sample-data --seed %d --train %d --validation %d
                """.formatted(train, validation, kinds, seed, train, validation);
    }
}
