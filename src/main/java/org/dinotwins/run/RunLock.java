package org.dinotwins.run;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.dinotwins.config.WorkbenchException;

/**
 * The lock of the process that works in a run folder. The operating system releases it when the process dies for any
 * reason, which distinguishes a killed run from one in progress.
 *
 * <p>Two bytes of the file {@code run.lock} are locked. The holder of the first one holds the lock, and only those who
 * want the lock ask for it. Readers probe the second one, so that they never keep anyone from taking the lock. The holder
 * deletes the file and marks it before it releases the lock: whoever has opened it already finds the mark and opens the
 * path anew, so that no two processes hold locks of different files.
 */
public final class RunLock implements AutoCloseable {
    private static final String FILE = "run.lock";
    /** Position of the byte that decides who holds the lock. */
    private static final long HOLDER = 0;
    /** Position of the byte that readers probe; the holder locks it as well. */
    private static final long PROBED = 1;
    /** Content of a deleted file; other lock files are empty. */
    private static final ByteBuffer MARK = ByteBuffer.wrap(new byte[] {1});
    /** How often to reopen the file if the locked one had been deleted. */
    private static final int MOST_ATTEMPTS = 100;

    /**
     * Folders locked by this process, and the monitor of all locking and probing in this process: on Linux, closing any
     * channel of a file drops all locks that the process holds on it.
     */
    private static final Set<Path> HELD = new HashSet<>();

    private final Path folder;
    private final FileChannel channel;

    private RunLock(Path folder, FileChannel channel) {
        this.folder = folder;
        this.channel = channel;
    }

    /**
     * Takes the lock.
     *
     * @throws WorkbenchException if this or another process holds it
     */
    public static RunLock take(Path folder) throws IOException, WorkbenchException {
        return tryTake(folder)
                .orElseThrow(() -> new WorkbenchException("A run is in progress in " + folder + "; stop it first."));
    }

    /** Takes the lock; empty if this or another process holds it. */
    public static Optional<RunLock> tryTake(Path folder) throws IOException {
        Path real = folder.toRealPath();
        synchronized (HELD) {
            if (HELD.contains(real)) {
                return Optional.empty();
            }
            for (int i = 0; i < MOST_ATTEMPTS; i++) {
                FileChannel channel =
                        FileChannel.open(real.resolve(FILE), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                boolean kept = false;
                try {
                    if (channel.tryLock(HOLDER, 1, false) == null) {
                        return Optional.empty();
                    }
                    kept = channel.size() == 0;
                    if (kept) {
                        // Only readers lock this byte, each for an instant.
                        channel.lock(PROBED, 1, false);
                        HELD.add(real);
                        return Optional.of(new RunLock(real, channel));
                    }
                } finally {
                    if (!kept) {
                        channel.close();
                    }
                }
            }
            throw new IOException("the file " + FILE + " is not empty; delete it");
        }
    }

    /** True while any process holds the lock of the folder. */
    public static boolean taken(Path folder) {
        synchronized (HELD) {
            try {
                Path real = folder.toRealPath();
                return HELD.contains(real) || probe(real.resolve(FILE));
            } catch (IOException e) {
                return false;
            }
        }
    }

    private static boolean probe(Path file) throws IOException {
        // A shared lock, so that two readers do not take each other for the holder.
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
                FileLock lock = channel.tryLock(PROBED, 1, true)) {
            return lock == null;
        } catch (NoSuchFileException e) {
            return false;
        }
    }

    @Override
    public void close() throws IOException {
        synchronized (HELD) {
            try (channel) {
                Files.deleteIfExists(folder.resolve(FILE));
                channel.write(MARK.duplicate());
            } finally {
                HELD.remove(folder);
            }
        }
    }
}
