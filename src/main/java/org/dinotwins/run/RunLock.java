package org.dinotwins.run;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.dinotwins.config.WorkbenchException;

/**
 * The lock of the process that works in a run folder. The operating system releases it when the process dies for any
 * reason, which distinguishes a killed run from one in progress.
 */
public final class RunLock implements AutoCloseable {
    private static final String FILE = "run.lock";
    /**
     * Folders locked by this process. Checked first, because on Linux closing any channel of a file drops all locks that
     * the process holds on it.
     */
    private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

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
        Path real = folder.toRealPath();
        if (!HELD.add(real)) {
            throw new WorkbenchException("A run is in progress in " + folder + "; stop it first.");
        }
        FileChannel channel = null;
        try {
            channel = FileChannel.open(real.resolve(FILE), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            FileLock lock = channel.tryLock();
            if (lock == null) {
                throw new WorkbenchException("Another process is training in " + folder + "; stop it first.");
            }
            return new RunLock(real, channel);
        } catch (IOException | WorkbenchException e) {
            HELD.remove(real);
            if (channel != null) {
                channel.close();
            }
            throw e;
        }
    }

    /** True while any process holds the lock of the folder. */
    public static boolean taken(Path folder) {
        try {
            Path real = folder.toRealPath();
            Path file = real.resolve(FILE);
            if (HELD.contains(real)) {
                return true;
            }
            if (!Files.exists(file)) {
                return false;
            }
            try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE);
                    FileLock lock = channel.tryLock()) {
                return lock == null;
            }
        } catch (IOException e) {
            return false;
        }
    }

    @Override
    public void close() throws IOException {
        Files.deleteIfExists(folder.resolve(FILE));
        channel.close();
        HELD.remove(folder);
    }
}
