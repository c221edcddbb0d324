package org.dinotwins.run;

import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Handles uncaught exceptions of any thread: logs each and shows it once, with a sentence about what is saved. The same
 * failure, for example of every frame that is drawn, is reported once.
 */
public final class UncaughtFailures implements Thread.UncaughtExceptionHandler {
    private static final Logger LOG = LoggerFactory.getLogger(UncaughtFailures.class);
    /** Folder of the run that this process is training; null for none. */
    private static final AtomicReference<Path> RUN = new AtomicReference<>();

    private final BiConsumer<String, Throwable> show;
    private final Set<String> reported = ConcurrentHashMap.newKeySet();

    /** @param show shows a sentence to the user, and the failure for a report; called on the failing thread */
    public UncaughtFailures(BiConsumer<String, Throwable> show) {
        this.show = show;
    }

    /** Sets the run that this process is training; null for none. */
    static void training(Path folder) {
        RUN.set(folder);
    }

    @Override
    public void uncaughtException(Thread thread, Throwable failure) {
        if (!reported.add(place(failure))) {
            return;
        }
        LOG.error("uncaught on thread {}", thread.getName(), failure);
        show.accept(sentence(failure), failure);
    }

    /** Kind and place of a failure, the same for each repetition. */
    private static String place(Throwable failure) {
        StackTraceElement[] trace = failure.getStackTrace();
        return failure.getClass().getName() + (trace.length == 0 ? "" : " " + trace[0]);
    }

    /** Says what happened and what was saved. */
    public static String sentence(Throwable failure) {
        String what = failure instanceof OutOfMemoryError
                ? "Memory is exhausted. Close other programs, or give Java more memory (-Xmx)."
                : "The program has failed unexpectedly (" + failure.getClass().getSimpleName() + ").";
        return what
                + Optional.ofNullable(RUN.get()).map(run -> " " + saved(run)).orElse("");
    }

    private static String saved(Path run) {
        return "The run in " + run
                + new CheckpointFolder(run)
                        .last()
                        .map(last -> " is saved up to step " + last.step() + ".")
                        .orElse(" has saved no checkpoint yet.");
    }
}
