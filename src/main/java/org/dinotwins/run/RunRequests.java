package org.dinotwins.run;

import java.util.ArrayDeque;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.function.Consumer;
import org.dinotwins.train.Trainer;

/** What others want of a run: told from any thread, taken up by the training thread between two steps. */
final class RunRequests {
    private final Queue<Change> changes = new ArrayDeque<>();
    private boolean held;
    private boolean ended;

    /** A live change and its line in {@code changes.jsonl}. */
    record Change(Consumer<Trainer> effect, Map<String, Double> line) {
    }

    synchronized void hold(boolean hold) {
        held = hold;
        notifyAll();
    }

    synchronized void end() {
        ended = true;
        notifyAll();
    }

    synchronized void setLossWeights(double dino, double barlow) {
        changes.add(new Change(t -> t.setLossWeights(dino, barlow), Map.of("dinoWeight", dino, "barlowWeight", barlow)));
    }

    synchronized void setLearningRateFactor(double factor) {
        changes.add(new Change(t -> t.setLearningRateFactor(factor), Map.of("learningRateFactor", factor)));
    }

    /** Whether the run is to wait; one that is to end does not. */
    synchronized boolean held() {
        return held && !ended;
    }

    synchronized boolean ended() {
        return ended;
    }

    /** The oldest change that has not been taken up; it is then. */
    synchronized Optional<Change> nextChange() {
        return Optional.ofNullable(changes.poll());
    }

    /** Waits while the run is held. */
    synchronized void awaitRelease() throws InterruptedException {
        while (held()) {
            wait();
        }
    }
}
