package org.dinotwins.cli;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.dinotwins.run.Progress;

/** Progress that Ctrl-C, and a scheduler's SIGTERM, cancel: the program ends when the work has kept its state. */
final class Interruptible implements Progress {
    /** A step and a checkpoint fit into this; Slurm, for one, kills half a minute after it has asked. */
    private static final long PATIENCE = 25;
    /** Of work that keeps checkpoints. */
    static final String KEPT = "Stopping after this step; what is done is kept.";

    private final ProgressLine line;
    private final String farewell;
    private final CountDownLatch done = new CountDownLatch(1);
    private final Thread hook = new Thread(this::stop);
    private volatile boolean cancelled;

    private Interruptible(ProgressLine line, String farewell) {
        this.line = line;
        this.farewell = farewell;
    }

    /** @param farewell what is said when it is cancelled */
    static Interruptible of(ProgressLine line, String farewell) {
        Interruptible progress = new Interruptible(line, farewell);
        Runtime.getRuntime().addShutdownHook(progress.hook);
        return progress;
    }

    private void stop() {
        line.line(farewell);
        cancel();
        try {
            done.await(PATIENCE, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Asks the work to end. */
    void cancel() {
        cancelled = true;
    }

    /** The work has ended: nothing is left to wait for. */
    void over() {
        done.countDown();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // The program is shutting down: the hook is running, and now ends.
            cancelled = true;
        }
    }

    @Override
    public void at(double share, String what) {
        line.at(share, what);
    }

    @Override
    public boolean cancelled() {
        return cancelled;
    }
}
