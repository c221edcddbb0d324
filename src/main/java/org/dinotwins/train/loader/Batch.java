package org.dinotwins.train.loader;

/**
 * The crops of one batch, crop-major: all pictures' crop 0, all pictures' crop 1, ... They must not change until the batch
 * is closed, which returns its memory.
 */
public sealed interface Batch extends AutoCloseable permits CropBatch, DeviceBatch {
    /** Number of pictures. */
    int pictures();

    @Override
    void close();
}
