package org.dinotwins.run;

import java.nio.file.Path;
import java.util.function.Consumer;
import org.dinotwins.config.ConfigJson;
import org.dinotwins.config.RunConfig;
import org.dinotwins.config.WorkbenchException;
import org.dinotwins.train.ComputeDevice;
import org.dinotwins.train.TrainingListener;

/**
 * Trains in the background, one run at a time, any number in a row; used alike by the window and the command line.
 * Methods return at once and may be called from any thread.
 */
public final class TrainingService implements AutoCloseable {
    /** Hears of a run; called on the training thread. */
    public interface Listener extends TrainingListener {
        /**
         * The state changed; {@code message} says in a sentence what is going on or, for FAILED, what went wrong. A run
         * that has taken its folder says PREPARING first: FAILED before that is a run that could not begin.
         */
        default void onState(RunState state, String message) {
        }

        /** The device was chosen. */
        default void onDevice(ComputeDevice device) {
        }
    }

    private TrainingRun run;

    /**
     * Starts a run. Its folder is made or taken on the training thread, for a disk may be slow; what stands in the way
     * there is told to the listener.
     *
     * @param folder   run folder to make; must not hold a run yet unless {@code resume}
     * @param maxSteps stop after this many steps of the schedule; 0 for all
     * @param resume   go on from the folder's last checkpoint; its live changes stay in force
     * @throws WorkbenchException when a run is going on or the configuration has errors
     */
    public synchronized void start(RunConfig config, Path folder, long maxSteps, boolean resume, Listener listener)
            throws WorkbenchException {
        if (RunFolder.live(state())) {
            throw new WorkbenchException("A run is going on; stop it before another is started.");
        }
        ConfigJson.refuse(ConfigJson.check(config));
        run = new TrainingRun(config, folder, resume, maxSteps, listener);
        Thread thread = new Thread(run, "training");
        thread.setDaemon(true);
        thread.start();
    }

    /** Holds the run after the current step. */
    public void pause() {
        tell(r -> r.hold(true));
    }

    /** Lets a paused run go on. */
    public void resume() {
        tell(r -> r.hold(false));
    }

    /** Ends the run after the current step; a checkpoint is written. */
    public void stop() {
        tell(RunRequests::end);
    }

    /**
     * Changes the user's loss weights from the next step on; recorded in the run. Without a run nothing happens.
     *
     * @throws IllegalArgumentException when a weight is negative or not finite, or both are 0
     */
    public void setLossWeights(double dino, double barlow) {
        if (!(dino >= 0 && barlow >= 0 && dino + barlow > 0 && Double.isFinite(dino + barlow))) {
            throw new IllegalArgumentException("loss weights " + dino + " and " + barlow);
        }
        tell(r -> r.setLossWeights(dino, barlow));
    }

    /**
     * Multiplies the schedule's learning rate from the next step on; recorded in the run. Without a run nothing happens.
     *
     * @throws IllegalArgumentException when the factor is not positive and finite
     */
    public void setLearningRateFactor(double factor) {
        if (!(factor > 0 && Double.isFinite(factor))) {
            throw new IllegalArgumentException("learning-rate factor " + factor);
        }
        tell(r -> r.setLearningRateFactor(factor));
    }

    private synchronized void tell(Consumer<RunRequests> word) {
        if (run != null && RunFolder.live(run.state())) {
            word.accept(run.controls());
        }
    }

    /** State of the current or last run; {@link RunState#STOPPED} before the first. */
    public synchronized RunState state() {
        return run == null ? RunState.STOPPED : run.state();
    }

    /** Waits until no run is going on. */
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
