package org.dinotwins.train;

import java.nio.FloatBuffer;

/**
 * The crops of one batch in native-order direct buffers, crop-major: all pictures' crop 0, all pictures' crop 1, ...
 *
 * @param pictures number of pictures
 * @param globals  {@code [2 * pictures, 3, globalSize, globalSize]}
 * @param locals   {@code [localCrops * pictures, 3, localSize, localSize]}, empty without local crops
 * @param giveBack returns the buffers to their pool
 */
public record CropBatch(int pictures, FloatBuffer globals, FloatBuffer locals, Runnable giveBack)
        implements AutoCloseable {
    @Override
    public void close() {
        giveBack.run();
    }
}
