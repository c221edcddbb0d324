package org.dinotwins.run;

import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;
import org.dinotwins.config.ConfigJson;
import org.dinotwins.config.RunConfig;
import org.dinotwins.config.WorkbenchException;
import org.dinotwins.data.ImageSet;
import org.dinotwins.tensor.device.ComputeDevice;
import org.dinotwins.train.TrainingListener;

/**
 * Trains in the background, one run at a time, any number in a row; for both the window and the command line.
 * Methods return at once and may be called from any thread.
 */
public final class TrainingService implements AutoCloseable {
    /** Receives the events of a run, on the training thread. */
    public interface Listener extends TrainingListener {
        /**
         * The state changed; {@code message} is a sentence about it and, for FAILED, about what went wrong. A run that
         * has opened its folder reports PREPARING first: FAILED before that means that it could not begin.
         */
        default void onState(RunState state, String message) {}

        /** The image set of the run was opened. */
        default void onImageSet(ImageSet set) {}

        /** The device was chosen. */
        default void onDevice(ComputeDevice device) {}
    }

    private TrainingRun run;

    /**
     * Starts a run. The training thread opens its folder, because a disk may be slow; the listener receives errors of
     * that.
     *
     * @param folder   run folder; must not hold a run unless {@code resume}
     * @param maxSteps stop after this many steps of the schedule; 0 for all
     * @param resume   resume from the folder's last checkpoint; its live changes stay in effect. A run that ended before
     *                 its first checkpoint starts again.
     * @throws WorkbenchException when a run is in progress or the configuration has errors
     */
    public synchronized void start(RunConfig config, Path folder, long maxSteps, boolean resume, Listener listener)
            throws WorkbenchException {
        if (state().active()) {
            throw new WorkbenchException("A run is in progress; stop it before starting another.");
        }
        ConfigJson.refuse(ConfigJson.check(config));
        run = new TrainingRun(config, folder, resume, maxSteps, listener);
        Thread thread = new Thread(run, "training");
        thread.setDaemon(true);
        thread.start();
    }

    /** Pauses the run after the current step. */
    public void pause() {
        request(r -> r.pause(true));
    }

    /** Continues a paused run. */
    public void resume() {
        request(r -> r.pause(false));
    }

    /** Stops the run after the current step and saves a checkpoint. */
    public void stop() {
        request(RunRequests::stop);
    }

    /**
     * Sets the user's loss weights from the next step on and records them in the run. Has no effect without a run.
     *
     * @throws IllegalArgumentException when a weight is negative or not finite, or both are 0
     */
    public void setLossWeights(double dino, double barlow) {
        if (!(dino >= 0 && barlow >= 0 && dino + barlow > 0 && Double.isFinite(dino + barlow))) {
            throw new IllegalArgumentException("loss weights " + dino + " and " + barlow);
        }
        request(r -> r.setLossWeights(dino, barlow));
    }

    /**
     * Sets the target of DINO's share of the gradient from the next step on and records it in the run. Has no effect without
     * a run, and on a run whose weights are fixed.
     *
     * @throws IllegalArgumentException when the share is not in 0..1
     */
    public void setDinoShare(double share) {
        if (!(share >= 0 && share <= 1)) {
            throw new IllegalArgumentException("DINO share " + share);
        }
        request(r -> r.setDinoShare(share));
    }

    /**
     * Multiplies the schedule's learning rate from the next step on and records the factor in the run. Has no effect without a run.
     *
     * @throws IllegalArgumentException when the factor is not positive and finite
     */
    public void setLearningRateFactor(double factor) {
        if (!(factor > 0 && Double.isFinite(factor))) {
            throw new IllegalArgumentException("learning-rate factor " + factor);
        }
        request(r -> r.setLearningRateFactor(factor));
    }

    private synchronized void request(Consumer<RunRequests> request) {
        if (run != null && run.state().active()) {
            request.accept(run.requests());
        }
    }

    /** State of the current or last run; {@link RunState#STOPPED} before the first. */
    public synchronized RunState state() {
        return run == null ? RunState.STOPPED : run.state();
    }

    /** Why the last run failed; empty if it did not. */
    public synchronized Optional<Throwable> failure() {
        return run == null ? Optional.empty() : Optional.ofNullable(run.failure());
    }

    /** Waits until no run is in progress, and returns the final state. */
    public RunState await() throws InterruptedException {
        TrainingRun current = current();
        if (current == null) {
            return RunState.STOPPED;
        }
        current.await();
        return current.state();
    }

    private synchronized TrainingRun current() {
        return run;
    }

    /** Stops the run and waits until its last step is saved. */
    @Override
    public void close() {
        stop();
        try {
            await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
