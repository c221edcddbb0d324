package org.dinotwins.cli.terminal;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.dinotwins.run.Progress;

/** Progress that Ctrl-C or SIGTERM cancels; the process then exits once the work has saved its state. */
public final class InterruptibleProgress implements Progress {
    /** Enough for one step and a checkpoint; Slurm kills a task half a minute after SIGTERM. */
    private static final long PATIENCE_SECONDS = 25;
    /** Message for work that keeps checkpoints. */
    public static final String KEPT = "Stopping after this step; finished work is kept.";

    private final TerminalProgress terminal;
    private final String message;
    private final CountDownLatch finished = new CountDownLatch(1);
    private final Thread shutdownHook = new Thread(this::stop);
    private volatile boolean cancelled;

    private InterruptibleProgress(TerminalProgress terminal, String message) {
        this.terminal = terminal;
        this.message = message;
    }

    /** @param message printed when it is cancelled */
    public static InterruptibleProgress of(TerminalProgress terminal, String message) {
        InterruptibleProgress progress = new InterruptibleProgress(terminal, message);
        Runtime.getRuntime().addShutdownHook(progress.shutdownHook);
        return progress;
    }

    private void stop() {
        terminal.line(message);
        cancel();
        try {
            finished.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Asks the work to stop. */
    public void cancel() {
        cancelled = true;
    }

    /** Must be called when the work has ended, so that the process does not wait for it. */
    public void finish() {
        finished.countDown();
        try {
            Runtime.getRuntime().removeShutdownHook(shutdownHook);
        } catch (IllegalStateException e) {
            // The process is shutting down: the hook is running, and now returns.
            cancelled = true;
        }
    }

    @Override
    public void at(double share, String what) {
        terminal.at(share, what);
    }

    @Override
    public boolean cancelled() {
        return cancelled;
    }
}
