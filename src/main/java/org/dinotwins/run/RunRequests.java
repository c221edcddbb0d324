package org.dinotwins.run;

import java.util.ArrayDeque;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.function.Consumer;
import org.dinotwins.data.DataException;
import org.dinotwins.train.Trainer;
import org.dinotwins.train.loader.Batch;
import org.dinotwins.train.loader.BatchSource;

/** Requests to a run in progress: made from any thread, served by the training thread between two steps. */
final class RunRequests {
    private final Queue<Change> changes = new ArrayDeque<>();
    private boolean paused;
    private boolean stopped;
    /** The training thread while it waits for pictures. */
    private Thread waiting;

    /** A live change, and the settings that {@code changes.jsonl} records for it. */
    record Change(Consumer<Trainer> effect, Map<String, Double> settings) {}

    synchronized void pause(boolean pause) {
        paused = pause;
        notifyAll();
    }

    synchronized void stop() {
        stopped = true;
        // A disk that does not respond must not prevent the run from ending.
        if (waiting != null) {
            waiting.interrupt();
        }
        notifyAll();
    }

    /**
     * Waits for the next batch, as {@link BatchSource#next} does.
     *
     * @throws InterruptedException also if the run is to stop
     */
    Batch next(BatchSource batches) throws DataException, InterruptedException {
        synchronized (this) {
            if (stopped) {
                throw new InterruptedException("the run is to stop");
            }
            waiting = Thread.currentThread();
        }
        Batch batch = null;
        try {
            batch = batches.next();
            return batch;
        } finally {
            synchronized (this) {
                waiting = null;
                // An interrupt that came too late must not end a step or the writing of a checkpoint.
                if (batch != null && stopped) {
                    Thread.interrupted();
                }
            }
        }
    }

    synchronized void setLossWeights(double dino, double barlow) {
        changes.add(new Change(
                t -> t.setLossWeights(dino, barlow),
                Map.of(LiveChange.DINO_WEIGHT, dino, LiveChange.BARLOW_WEIGHT, barlow)));
    }

    synchronized void setDinoShare(double share) {
        changes.add(new Change(t -> t.setDinoShare(share), Map.of(LiveChange.DINO_SHARE, share)));
    }

    synchronized void setLearningRateFactor(double factor) {
        changes.add(new Change(t -> t.setLearningRateFactor(factor), Map.of(LiveChange.LEARNING_RATE_FACTOR, factor)));
    }

    /** True when the run is to wait; a stopped run does not wait. */
    synchronized boolean paused() {
        return paused && !stopped;
    }

    synchronized boolean stopped() {
        return stopped;
    }

    /** Removes and returns the oldest change. */
    synchronized Optional<Change> nextChange() {
        return Optional.ofNullable(changes.poll());
    }

    /** Waits while the run is paused. */
    synchronized void awaitUnpaused() throws InterruptedException {
        while (paused()) {
            wait();
        }
    }
}
