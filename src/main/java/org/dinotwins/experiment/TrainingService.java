package org.dinotwins.experiment;

import java.nio.file.Path;
import org.dinotwins.train.ComputeDevice;
import org.dinotwins.train.TrainingListener;

/**
 * Trains in the background, one run at a time, any number in a row; used alike by the window and the command line.
 * Methods return at once and may be called from any thread.
 */
public final class TrainingService implements AutoCloseable {
    /** Hears of a run; called on the training thread. */
    public interface Listener extends TrainingListener {
        /** The state changed; {@code message} says in a sentence what is going on or, for FAILED, what went wrong. */
        default void onState(RunState state, String message) {
        }

        /** The device was chosen. */
        default void onDevice(ComputeDevice device) {
        }
    }

    /**
     * Starts a run.
     *
     * @param folder   run folder to make; must not hold a run yet unless {@code resume}
     * @param maxSteps stop after this many steps of the schedule; 0 for all
     * @param resume   go on from the folder's last checkpoint
     * @throws ExperimentException when a run is going on or the configuration has errors
     */
    public void start(RunConfig config, Path folder, long maxSteps, boolean resume, Listener listener)
            throws ExperimentException {
        throw new UnsupportedOperationException();
    }

    /** Holds the run after the current step. */
    public void pause() {
        throw new UnsupportedOperationException();
    }

    /** Lets a paused run go on. */
    public void resume() {
        throw new UnsupportedOperationException();
    }

    /** Ends the run after the current step; a checkpoint is written. */
    public void stop() {
        throw new UnsupportedOperationException();
    }

    /** Changes the user's loss weights from the next step on; recorded in the run. */
    public void setLossWeights(double dino, double barlow) {
        throw new UnsupportedOperationException();
    }

    /** Multiplies the schedule's learning rate from the next step on; recorded in the run. */
    public void setLearningRateFactor(double factor) {
        throw new UnsupportedOperationException();
    }

    /** State of the current or last run. */
    public RunState state() {
        throw new UnsupportedOperationException();
    }

    /** Waits until no run is going on. */
    public RunState await() throws InterruptedException {
        throw new UnsupportedOperationException();
    }

    /** Stops the run, waits for it, and frees the threads. */
    @Override
    public void close() {
        throw new UnsupportedOperationException();
    }
}
