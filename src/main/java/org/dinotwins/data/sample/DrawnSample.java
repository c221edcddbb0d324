package org.dinotwins.data.sample;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;
import java.util.function.DoubleConsumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.dinotwins.data.DataException;
import org.dinotwins.files.FolderTree;

/**
 * A sample set that is drawn when it is first used and then kept in a cache: more pictures than the project holds. Its name
 * stands in place of a folder, {@code sample:2400}, {@code sample:2400+400} or {@code sample:2400+400@7}.
 *
 * @param train      training pictures, at least 1
 * @param validation validation pictures, 400 unless stated
 * @param seed       that of the sample set in the project, unless stated; then the first pictures are the same
 */
public record DrawnSample(int train, int validation, long seed) {
    private static final String PREFIX = "sample:";
    private static final int VALIDATION = 400;
    private static final Pattern NAME = Pattern.compile(PREFIX + "(\\d{1,5})(?:\\+(\\d{1,5}))?(?:@(\\d{1,15}))?");
    /** Increased whenever the generator draws other pictures, so that earlier ones are not used. */
    private static final int GENERATOR = 2;

    private static final String MANIFEST = "drawn.txt";
    private static final String TEMPORARY = ".drawing-";

    /**
     * The set of this name; empty for every other text.
     *
     * @throws DataException if the text begins like such a name, but is none
     */
    public static Optional<DrawnSample> of(String folder) throws DataException {
        if (!folder.startsWith(PREFIX)) {
            return Optional.empty();
        }
        Matcher name = NAME.matcher(folder);
        if (!name.matches()) {
            throw new DataException("\"" + folder + "\" is not the name of a drawn sample set. Write sample:TRAIN, "
                    + "sample:TRAIN+VALIDATION or sample:TRAIN+VALIDATION@SEED, for example sample:2400+400.");
        }
        return Optional.of(new DrawnSample(
                Integer.parseInt(name.group(1)),
                name.group(2) == null ? VALIDATION : Integer.parseInt(name.group(2)),
                name.group(3) == null ? SampleSet.DEFAULT_SEED : Long.parseLong(name.group(3))));
    }

    /** The folder of the set within a cache; it exists only when all pictures are drawn. */
    Path folder(Path cache) {
        return cache.resolve("samples")
                .resolve("generator-" + GENERATOR + "-" + train + "-" + validation + "-seed-" + seed);
    }

    /** Whether all pictures are drawn and unchanged in number and size. */
    public boolean isDrawn(Path cache) {
        return isIntact(folder(cache));
    }

    private static boolean isIntact(Path folder) {
        try {
            return Files.readString(folder.resolve(MANIFEST)).equals(manifest(folder));
        } catch (IOException | UncheckedIOException e) {
            return false;
        }
    }

    /** Number and total size of the pictures and annotation files. */
    private static String manifest(Path folder) throws IOException {
        long files = 0;
        long bytes = 0;
        for (String part : List.of("annotations", "images")) {
            try (Stream<Path> all = Files.list(folder.resolve(part))) {
                for (Path file : (Iterable<Path>) all::iterator) {
                    files++;
                    bytes += Files.size(file);
                }
            }
        }
        return files + " files, " + bytes + " bytes\n";
    }

    /**
     * Draws the set unless it is in the cache; one that lost or changed files is drawn again.
     *
     * @param progress receives the share that is drawn, 0..1, from several threads; an exception that it throws, such as
     *                 {@link java.util.concurrent.CancellationException}, ends the drawing and leaves nothing
     * @return the folder of the set
     * @throws DataException if the cache cannot be written
     */
    public Path draw(Path cache, DoubleConsumer progress) throws DataException {
        Path folder = folder(cache).toAbsolutePath().normalize();
        if (isIntact(folder)) {
            return folder;
        }
        // A folder of this process alone: two processes may draw the same set at once.
        Path drawing = folder.resolveSibling(TEMPORARY + ProcessHandle.current().pid() + "-" + System.nanoTime());
        double all = (double) train + validation;
        try {
            Files.createDirectories(folder.getParent());
            deleteLeftovers(folder.getParent());
            try {
                SampleSet.generate(drawing, seed, train, validation, drawn -> progress.accept(drawn / all));
                Files.writeString(drawing.resolve(MANIFEST), manifest(drawing));
                if (!isIntact(folder)) {
                    FolderTree.delete(folder);
                    Files.move(drawing, folder, StandardCopyOption.ATOMIC_MOVE);
                }
            } finally {
                FolderTree.delete(drawing);
            }
        } catch (IOException e) {
            if (!isIntact(folder)) {
                throw new DataException(
                        "The sample pictures cannot be written to " + folder + ": " + e.getMessage()
                                + ". Check the free disk space and your write permission.",
                        e);
            }
        }
        return folder;
    }

    /** Deletes what killed processes were drawing. */
    private static void deleteLeftovers(Path samples) throws IOException {
        List<Path> drawings;
        try (Stream<Path> all = Files.list(samples)) {
            drawings = all.filter(path -> path.getFileName().toString().contains(TEMPORARY))
                    .toList();
        }
        for (Path drawing : drawings) {
            String name = drawing.getFileName().toString();
            String process =
                    name.substring(name.indexOf(TEMPORARY) + TEMPORARY.length()).split("-")[0];
            boolean running = process.matches("\\d{1,18}")
                    && ProcessHandle.of(Long.parseLong(process)).isPresent();
            if (!running) {
                FolderTree.delete(drawing);
            }
        }
    }
}
