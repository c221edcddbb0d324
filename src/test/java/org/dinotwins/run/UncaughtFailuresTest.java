package org.dinotwins.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What nobody catches is shown once, with what is saved. */
class UncaughtFailuresTest {
    @TempDir
    private Path run;

    private final List<String> shown = Collections.synchronizedList(new ArrayList<>());
    private final UncaughtFailures failures = new UncaughtFailures((sentence, failure) -> shown.add(sentence));

    @AfterEach
    void end() {
        UncaughtFailures.training(null);
    }

    private void fail(Runnable work) throws InterruptedException {
        Thread thread = new Thread(work, "worker");
        thread.setUncaughtExceptionHandler(failures);
        thread.start();
        thread.join();
    }

    @Test
    void theSameFailureIsShownOnce() throws Exception {
        for (int i = 0; i < 3; i++) {
            fail(() -> {
                throw new IllegalStateException("each time another text " + System.nanoTime());
            });
        }
        fail(() -> {
            throw new StackOverflowError();
        });
        assertThat(shown)
                .containsExactly(
                        "The program has failed unexpectedly (IllegalStateException).",
                        "The program has failed unexpectedly (StackOverflowError).");
    }

    @Test
    void itSaysWhatIsSaved() throws Exception {
        UncaughtFailures.training(run);
        fail(() -> {
            throw new OutOfMemoryError("Java heap space");
        });
        Files.createDirectories(run.resolve("checkpoints"));
        Files.createFile(run.resolve("checkpoints/step-000040.safetensors"));
        fail(() -> {
            throw new AssertionError("x");
        });
        assertThat(shown.get(0)).contains("Memory is exhausted", "has saved no checkpoint yet");
        assertThat(shown.get(1)).contains("AssertionError", "The run in " + run + " is saved up to step 40.");
    }
}
