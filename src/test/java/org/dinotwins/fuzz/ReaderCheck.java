package org.dinotwins.fuzz;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;

/** What every reader promises for any file. */
final class ReaderCheck {
    /** Longest message, in characters, and it contains the path of the file. */
    private static final int LONGEST = 600;
    /** Names of classes, and words of parsers. */
    private static final Pattern INTERNALS = Pattern.compile(
            "\\b\\w+(Exception|Error)\\b|\\b(java|javax|com|org)\\.[a-z]+\\.|"
                    + "No enum constant|Input length|BEGIN_|END_(OBJECT|ARRAY|DOCUMENT)|JsonReader|path \\$|\\(null\\)|: null\\b|[\\n\\r\\u0000]");
    /** A reader that takes longer hangs, on any machine. */
    private static final int HANGS_SECONDS = 60;

    private static final long MEGABYTE = 1 << 20;
    /** Bytes that a reader may allocate for each byte of the file. */
    private static final int BYTES_EACH = 2000;
    /** Where failing files are left, to be added to the corpus. */
    private static final Path FAILED = Path.of("target/fuzz");

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static ExecutorService worker = worker();

    private ReaderCheck() {}

    private static ExecutorService worker() {
        return Executors.newSingleThreadExecutor(task -> {
            Thread thread = new Thread(task, "fuzzed reader");
            thread.setDaemon(true);
            return thread;
        });
    }

    /** Reads the file, and fails with what is wrong where a promise is broken; then the file lies in {@code target/fuzz}. */
    static synchronized void check(FuzzReader reader, byte[] file) throws Exception {
        try {
            worker.submit(() -> {
                        checkHere(reader, file);
                        return null;
                    })
                    .get(HANGS_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw broken(reader, file, e.getCause().getMessage(), e.getCause());
        } catch (TimeoutException e) {
            worker.shutdownNow();
            worker = worker();
            throw broken(reader, file, "it does not end within " + HANGS_SECONDS + " seconds", e);
        }
    }

    private static void checkHere(FuzzReader reader, byte[] file) {
        long before = THREADS.getCurrentThreadAllocatedBytes();
        Throwable thrown = null;
        try {
            reader.reading().read(file);
        } catch (Throwable e) {
            thrown = e;
        }
        long allocated = THREADS.getCurrentThreadAllocatedBytes() - before;
        if (thrown != null && !reader.own().isInstance(thrown)) {
            throw new AssertionError("it throws " + thrown, thrown);
        }
        if (thrown != null) {
            String message = thrown.getMessage();
            if (message == null || message.isBlank() || message.length() > LONGEST) {
                throw new AssertionError("its message has no usable length: " + message, thrown);
            }
            if (INTERNALS.matcher(message).find()) {
                throw new AssertionError("its message is not for users: " + message, thrown);
            }
        }
        if (allocated > reader.megabytes() * MEGABYTE + (long) BYTES_EACH * file.length) {
            throw new AssertionError("it allocates " + allocated / MEGABYTE + " MB", thrown);
        }
    }

    private static AssertionError broken(FuzzReader reader, byte[] file, String what, Throwable cause) {
        Path kept = FAILED.resolve(reader.name() + "-" + Integer.toHexString(Arrays.hashCode(file)));
        try {
            Files.createDirectories(FAILED);
            Files.write(kept, file);
        } catch (IOException e) {
            cause.addSuppressed(e);
        }
        return new AssertionError(
                "The reader " + reader.name() + " breaks its promise with " + kept + ": " + what, cause);
    }
}
