package org.dinotwins.train.loader;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Objects;

/**
 * A batch in host memory, as floats in native-order direct buffers. On a CPU the trainer computes on these buffers without
 * a copy.
 *
 * @param pictures number of pictures
 * @param globals  {@code [2 * pictures, 3, globalSize, globalSize]}
 * @param locals   {@code [localCrops * pictures, 3, localSize, localSize]}, empty without local crops
 * @param giveBack returns the buffers to their pool
 */
public record CropBatch(int pictures, ByteBuffer globals, ByteBuffer locals, Runnable giveBack) implements Batch {
    public CropBatch {
        Objects.requireNonNull(giveBack, "giveBack");
        if (!fits(globals) || !fits(locals)) {
            throw new IllegalArgumentException("crops must be direct buffers of native byte order, at position 0");
        }
    }

    /** A batch with its own copies of these crops, outside any pool. */
    public static CropBatch of(int pictures, float[] globals, float[] locals) {
        return new CropBatch(pictures, direct(globals), direct(locals), () -> {});
    }

    private static ByteBuffer direct(float[] values) {
        ByteBuffer buffer =
                ByteBuffer.allocateDirect(values.length * Float.BYTES).order(ByteOrder.nativeOrder());
        buffer.asFloatBuffer().put(values);
        return buffer;
    }

    private static boolean fits(ByteBuffer buffer) {
        return buffer.isDirect() && buffer.order() == ByteOrder.nativeOrder() && buffer.position() == 0;
    }

    @Override
    public void close() {
        giveBack.run();
    }
}
