package org.dinotwins.train;

import java.util.List;
import org.dinotwins.augment.CropRecipe;
import org.dinotwins.data.DataException;
import org.dinotwins.data.Picture;

/**
 * Feeds the trainer: worker threads decode and augment into pooled buffers ahead of it, in an order that depends on the
 * seed and the step alone, never on the number of threads or their timing.
 */
public final class BatchLoader implements AutoCloseable {
    /** @param firstStep step (from 0) whose batch comes first; lets a resumed run go on with the batch it would have had */
    public BatchLoader(List<Picture> pictures, CropRecipe recipe, int batchSize, long seed, int threads, long firstStep) {
        throw new UnsupportedOperationException();
    }

    /** Whole batches an epoch, at least 1; the last incomplete batch of a pass is dropped. */
    public int batchesPerEpoch() {
        throw new UnsupportedOperationException();
    }

    /** Waits for the next batch. The caller gives it back with {@link CropBatch#close()}. */
    public CropBatch next() throws DataException, InterruptedException {
        throw new UnsupportedOperationException();
    }

    @Override
    public void close() {
        throw new UnsupportedOperationException();
    }
}
