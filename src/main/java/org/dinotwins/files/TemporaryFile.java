package org.dinotwins.files;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Names of temporary files, {@code .dinotwins-PID-START-N.tmp}: process id and start of the process that writes the file,
 * in milliseconds, so that a file of a dead process can be distinguished from one that is being written.
 */
public final class TemporaryFile {
    private static final Pattern NAME = Pattern.compile("\\.dinotwins-(\\d{1,18})-(\\d{1,18})-\\d{1,18}\\.tmp");
    private static final ProcessHandle SELF = ProcessHandle.current();
    private static final AtomicLong COUNT = new AtomicLong();
    /** Folders from which this process has deleted the files of dead processes. */
    private static final Set<Path> CLEANED = ConcurrentHashMap.newKeySet();

    private TemporaryFile() {}

    /** A new name in the folder of {@code file}. Files of dead processes in it are deleted the first time. */
    static Path beside(Path file) {
        Path folder = file.toAbsolutePath().getParent();
        if (CLEANED.add(folder)) {
            try {
                deleteAbandoned(folder);
            } catch (IOException e) {
                // They waste space, which must not keep a file from being written.
            }
        }
        return folder.resolve(".dinotwins-" + SELF.pid() + "-" + start(SELF) + "-" + COUNT.incrementAndGet() + ".tmp");
    }

    /** Deletes the temporary files of processes that have died, and nothing else. */
    public static void deleteAbandoned(Path folder) throws IOException {
        List<Path> abandoned;
        if (!Files.isDirectory(folder)) {
            return;
        }
        try (Stream<Path> files = Files.list(folder)) {
            abandoned = files.filter(TemporaryFile::abandoned).toList();
        }
        for (Path file : abandoned) {
            Files.deleteIfExists(file);
        }
    }

    private static boolean abandoned(Path file) {
        Matcher name = NAME.matcher(file.getFileName().toString());
        if (!name.matches() || !Files.isRegularFile(file)) {
            return false;
        }
        Optional<ProcessHandle> writer = ProcessHandle.of(Long.parseLong(name.group(1)));
        return writer.isEmpty() || start(writer.get()) != Long.parseLong(name.group(2));
    }

    private static long start(ProcessHandle process) {
        return process.info().startInstant().map(Instant::toEpochMilli).orElse(0L);
    }
}
