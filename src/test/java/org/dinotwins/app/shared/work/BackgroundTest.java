package org.dinotwins.app.shared.work;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Failures of background work reach the caller as a sentence and end the busy state. */
class BackgroundTest {
    private static final int TIMEOUT_SECONDS = 10;

    private final BlockingQueue<Runnable> ui = new LinkedBlockingQueue<>();
    private final Background background = new Background(ui::add);
    private Exception failure;

    @AfterEach
    void close() {
        background.close();
    }

    @Test
    void outOfMemoryEndsTheJobWithAdvice() throws Exception {
        Background.Job job = background.call(
                () -> {
                    throw new OutOfMemoryError("Java heap space");
                },
                result -> {},
                e -> failure = e);
        boolean[] over = {false};
        job.whenOver(() -> over[0] = true);

        runUiUntil(() -> failure != null);

        assertThat(over[0]).isTrue();
        assertThat(failure)
                .hasMessage("Out of memory (Java heap space). Choose smaller pictures or fewer of them, or "
                        + "start with a larger heap (-Xmx).")
                .hasCauseInstanceOf(OutOfMemoryError.class);
    }

    @Test
    void anyErrorReachesTheCallerAsASentence() throws Exception {
        background.call(
                () -> {
                    throw new UnsatisfiedLinkError("no torch in java.library.path");
                },
                result -> {},
                e -> failure = e);

        runUiUntil(() -> failure != null);

        assertThat(failure)
                .hasMessage("Unexpected error: java.lang.UnsatisfiedLinkError: no torch in java.library.path");
    }

    @Test
    void anExceptionWithoutAMessageStillReadsAsASentence() throws Exception {
        background.call(
                () -> {
                    throw new IllegalStateException();
                },
                result -> {},
                e -> failure = e);

        runUiUntil(() -> failure != null);

        assertThat(failure).hasMessage("Unexpected error: java.lang.IllegalStateException");
    }

    @Test
    void anErrorEndsTheBusyStateAndTheNextRequestRuns() throws Exception {
        NewestWins newest = new NewestWins(background);
        String[] result = {null};
        newest.start(
                () -> {
                    throw new StackOverflowError();
                },
                done -> {},
                e -> failure = e);
        assertThat(newest.busyProperty().get()).isTrue();

        runUiUntil(() -> failure != null);
        assertThat(newest.busyProperty().get()).isFalse();

        newest.start(() -> "done", done -> result[0] = done, e -> failure = e);
        runUiUntil(() -> result[0] != null);
        assertThat(newest.busyProperty().get()).isFalse();
    }

    private void runUiUntil(BooleanSupplier reached) throws InterruptedException {
        while (!reached.getAsBoolean()) {
            Runnable next = ui.poll(TIMEOUT_SECONDS, TimeUnit.SECONDS);
            assertThat(next).as("the outcome of the background work").isNotNull();
            next.run();
        }
    }
}
