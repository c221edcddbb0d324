package org.dinotwins.train;

import java.io.IOException;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;
import org.dinotwins.objective.ObjectiveConfig;
import org.dinotwins.vit.ViTConfig;

/**
 * Student, teacher, objective and optimizer of one run, and the step that joins them. Not thread-safe: one thread owns
 * it from construction to {@link #close()}; only {@link #setLossWeights} and {@link #setLearningRateFactor} may be
 * called from others.
 */
public final class Trainer implements AutoCloseable {
    public Trainer(ViTConfig model, ObjectiveConfig objective, TrainConfig train, int crops, int stepsPerEpoch)
            throws TrainingException {
        throw new UnsupportedOperationException();
    }

    /** Steps of the whole schedule. */
    public long totalSteps() {
        throw new UnsupportedOperationException();
    }

    /** Steps done so far. */
    public long step() {
        throw new UnsupportedOperationException();
    }

    /** Does one step; tells {@code listener}; throws when a loss is not finite (weights are then those before the step). */
    public StepRecord step(CropBatch batch, TrainingListener listener) throws TrainingException {
        throw new UnsupportedOperationException();
    }

    /** Changes the user's weights from the next step on. */
    public void setLossWeights(double dino, double barlow) {
        throw new UnsupportedOperationException();
    }

    /** Multiplies the schedule's learning rate from the next step on. */
    public void setLearningRateFactor(double factor) {
        throw new UnsupportedOperationException();
    }

    /** Writes everything a run needs to go on, as safetensors (student.*, teacher.*, optimizer.*, centre, counters). */
    public void save(WritableByteChannel target) throws IOException {
        throw new UnsupportedOperationException();
    }

    /** Takes over the state that {@link #save} wrote for the same configuration. */
    public void load(ReadableByteChannel source) throws IOException, TrainingException {
        throw new UnsupportedOperationException();
    }

    @Override
    public void close() {
        throw new UnsupportedOperationException();
    }
}
