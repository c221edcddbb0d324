package org.dinotwins.app.shared;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import javafx.application.Platform;

/**
 * Does something on the FX thread again and again. A JavaFX animation would do so too, but keeps the window's pulse going
 * sixty times a second however seldom it acts, which costs a training run on few processors more than the act itself.
 */
public final class Beat {
    private static final ScheduledExecutorService CLOCK = Executors.newSingleThreadScheduledExecutor(work -> {
        Thread thread = new Thread(work, "beat");
        thread.setDaemon(true);
        return thread;
    });

    private final Duration every;
    private final Runnable action;
    private final AtomicBoolean waiting = new AtomicBoolean();
    private ScheduledFuture<?> going;

    /** @param action done on the FX thread; a beat that finds the one before still waiting is left out */
    public Beat(Duration every, Runnable action) {
        this.every = every;
        this.action = action;
    }

    /** Begins, with the first beat after one interval. Belongs to the FX thread, as {@link #stop()} does. */
    public void start() {
        if (going == null) {
            going = CLOCK.scheduleAtFixedRate(this::strike, every.toNanos(), every.toNanos(), TimeUnit.NANOSECONDS);
        }
    }

    /** Ends; no beat comes after it. */
    public void stop() {
        if (going != null) {
            going.cancel(false);
            going = null;
        }
    }

    private void strike() {
        if (waiting.compareAndSet(false, true)) {
            Platform.runLater(() -> {
                waiting.set(false);
                if (going != null) {
                    action.run();
                }
            });
        }
    }
}
