package org.dinotwins.train.loader;

import ai.djl.ndarray.NDArray;

/**
 * A batch that is already on the compute device.
 *
 * @param pictures number of pictures
 * @param globals  {@code [2 * pictures, 3, globalSize, globalSize]}, float32
 * @param locals   {@code [localCrops * pictures, 3, localSize, localSize]}, float32; no rows without local crops
 * @param giveBack lets the arrays be overwritten
 */
public record DeviceBatch(int pictures, NDArray globals, NDArray locals, Runnable giveBack) implements Batch {
    @Override
    public void close() {
        giveBack.run();
    }
}
