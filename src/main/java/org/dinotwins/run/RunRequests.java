package org.dinotwins.run;

import java.util.ArrayDeque;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.function.Consumer;
import org.dinotwins.train.Trainer;

/** Requests to a run in progress: made from any thread, served by the training thread between two steps. */
final class RunRequests {
    private final Queue<Change> changes = new ArrayDeque<>();
    private boolean paused;
    private boolean stopped;

    /** A live change, and the settings that {@code changes.jsonl} records for it. */
    record Change(Consumer<Trainer> effect, Map<String, Double> settings) {}

    synchronized void pause(boolean pause) {
        paused = pause;
        notifyAll();
    }

    synchronized void stop() {
        stopped = true;
        notifyAll();
    }

    synchronized void setLossWeights(double dino, double barlow) {
        changes.add(new Change(
                t -> t.setLossWeights(dino, barlow),
                Map.of(LiveChange.DINO_WEIGHT, dino, LiveChange.BARLOW_WEIGHT, barlow)));
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
