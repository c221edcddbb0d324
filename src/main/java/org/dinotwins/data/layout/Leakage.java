package org.dinotwins.data.layout;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32C;
import org.dinotwins.data.ImageSet;
import org.dinotwins.data.Picture;
import org.dinotwins.data.SkipLog;
import org.dinotwins.data.Skipped;

/**
 * Finds validation pictures whose file has the same content as that of a training picture. Only files of equal size are
 * read, first a few kilobytes of each.
 */
final class Leakage {
    /** In larger sets the sizes of all files would take too long to read from a slow disk. */
    private static final int MOST_PICTURES = 20_000;
    /** Bytes of the smallest file that is compared: smaller ones are so plain that equal ones are no sign of a leak. */
    private static final long SMALLEST = 1 << 10;
    /** Bytes at the start and at the end of a file that are read before the whole. */
    private static final int SAMPLE = 1 << 12;

    /** Files with the same start and end that are compared as a whole with one file. */
    private static final int MOST_ALIKE = 4;

    private static final String REASON =
            "The same picture is in the training split, so results on it say less: remove it" + " from one of them.";

    private Leakage() {}

    /** A file as far as it is known. */
    private record Look(long size, long checksum) {}

    /** The set with a warning for each validation picture that is a training picture too. */
    static ImageSet noted(ImageSet set) {
        if (set.train().size() + set.validation().size() > MOST_PICTURES) {
            return set;
        }
        SkipLog found = new SkipLog();
        Map<Long, List<Path>> train = bySize(set.train());
        Map<Look, List<Path>> known = new HashMap<>();
        for (Picture picture : set.validation()) {
            Path file = picture.file();
            long size = file.toFile().length();
            // Files of a size are read when the first validation picture has it, and then no longer candidates.
            List<Path> unread = train.replace(size, List.of());
            if (unread != null) {
                unread.forEach(other -> known.computeIfAbsent(look(other, size), l -> new ArrayList<>())
                        .add(other));
                List<Path> alike = known.getOrDefault(look(file, size), List.of());
                alike.stream()
                        .limit(MOST_ALIKE)
                        .filter(other -> same(file, other))
                        .findFirst()
                        .ifPresent(other ->
                                found.add(SkipLog.Kind.LEAK, shown(set, file) + " = " + shown(set, other), REASON));
            }
        }
        if (found.lines().isEmpty()) {
            return set;
        }
        List<Skipped> skipped = new ArrayList<>(set.skipped());
        skipped.addAll(found.lines());
        return new ImageSet(
                set.name(), set.root(), set.format(), set.categories(), set.train(), set.validation(), skipped);
    }

    private static String shown(ImageSet set, Path file) {
        return file.startsWith(set.root()) ? set.root().relativize(file).toString() : file.toString();
    }

    private static Map<Long, List<Path>> bySize(List<Picture> pictures) {
        Map<Long, List<Path>> files = new HashMap<>();
        for (Picture picture : pictures) {
            // Size 0 keeps anything but a regular file from being opened.
            long size = picture.file().toFile().length();
            if (size >= SMALLEST) {
                files.computeIfAbsent(size, s -> new ArrayList<>()).add(picture.file());
            }
        }
        return files;
    }

    /** Size and checksum of the first and last bytes; a checksum of its own for a file that cannot be read. */
    private static Look look(Path file, long size) {
        CRC32C sum = new CRC32C();
        if (!Files.isRegularFile(file)) {
            return new Look(size, -1);
        }
        try (FileChannel channel = FileChannel.open(file)) {
            ByteBuffer bytes = ByteBuffer.allocate(SAMPLE);
            for (long at : new long[] {0, Math.max(0, size - SAMPLE)}) {
                bytes.clear();
                channel.read(bytes, at);
                sum.update(bytes.flip());
            }
        } catch (IOException e) {
            return new Look(size, -1);
        }
        return new Look(size, sum.getValue());
    }

    /** Whether two files at different places, or one file under two names, have equal content. */
    private static boolean same(Path file, Path other) {
        try {
            return !file.equals(other)
                    && Files.isRegularFile(file)
                    && Files.isRegularFile(other)
                    && Files.mismatch(file, other) < 0;
        } catch (IOException e) {
            return false;
        }
    }
}
