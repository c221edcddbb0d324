package org.dinotwins.train.loader;

import org.dinotwins.data.DataException;

/** Where a trainer's batches come from, one after the other. */
public interface BatchSource extends AutoCloseable {
    /**
     * Waits for the next batch. The caller closes it before asking for another.
     *
     * @throws DataException        if no picture of the set can be read, or a thread that reads pictures has died of any
     *                              error
     * @throws InterruptedException if the thread is interrupted or the source is closed meanwhile
     */
    Batch next() throws DataException, InterruptedException;

    @Override
    void close();
}
