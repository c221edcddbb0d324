package org.dinotwins.train.loader;

import ai.djl.ndarray.NDArray;

/**
 * A batch that is on the device of the arithmetic already.
 *
 * @param pictures number of pictures
 * @param globals  {@code [2 * pictures, 3, globalSize, globalSize]}, float32
 * @param locals   {@code [localCrops * pictures, 3, localSize, localSize]}, float32; without rows where there are none
 * @param giveBack lets the arrays be overwritten
 */
public record DeviceBatch(int pictures, NDArray globals, NDArray locals, Runnable giveBack) implements Batch {
    @Override
    public void close() {
        giveBack.run();
    }
}
