package org.dinotwins.eval;

import java.io.IOException;
import java.nio.channels.ReadableByteChannel;
import org.dinotwins.data.Pixels;
import org.dinotwins.train.DevicePreference;
import org.dinotwins.train.TrainingException;
import org.dinotwins.vit.ViTConfig;

/**
 * A backbone that is only looked at: features and attention of pictures. Thread-safe through one internal lock.
 */
public final class FrozenBackbone implements AutoCloseable {
    /** Query that stands for the CLS token. */
    public static final int CLS = -1;

    private FrozenBackbone() {
    }

    /** The same network with random weights of this seed, as a run would begin. */
    public static FrozenBackbone random(ViTConfig config, long seed, DevicePreference device) throws TrainingException {
        throw new UnsupportedOperationException();
    }

    /** The teacher's backbone of a checkpoint written by {@link org.dinotwins.train.Trainer#save}. */
    public static FrozenBackbone teacher(ViTConfig config, ReadableByteChannel checkpoint, DevicePreference device)
            throws IOException, TrainingException {
        throw new UnsupportedOperationException();
    }

    /** Number of blocks. */
    public int depth() {
        throw new UnsupportedOperationException();
    }

    /** Number of attention heads. */
    public int heads() {
        throw new UnsupportedOperationException();
    }

    /** Side of a patch in pixels. */
    public int patchSize() {
        throw new UnsupportedOperationException();
    }

    /**
     * CLS features of the last block after the final norm.
     *
     * @param images {@code [n][3 * size * size]} normalised, square
     * @return {@code [n][dim]}
     */
    public float[][] features(float[][] images, int size) {
        throw new UnsupportedOperationException();
    }

    /**
     * Attention of one block over a picture at (about) its own aspect ratio.
     *
     * @param longSide picture's longer side is resampled to the multiple of the patch size nearest to this, the
     *                 shorter one likewise
     * @param block    0..depth-1
     * @param query    {@link #CLS}, or a patch index, row-major
     */
    public AttentionMap attention(Pixels picture, int longSide, int block, int query) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void close() {
        throw new UnsupportedOperationException();
    }
}
