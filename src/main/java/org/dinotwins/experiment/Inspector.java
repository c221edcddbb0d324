package org.dinotwins.experiment;

import java.nio.file.Path;
import java.util.Optional;
import org.dinotwins.data.Pixels;
import org.dinotwins.eval.AttentionMap;

/** Attention of a run's checkpoint, or of its network before training, over pictures. Blocking; call off the FX thread. */
public final class Inspector implements AutoCloseable {
    /** @param checkpoint one of the run's checkpoints, or empty for random weights */
    public static Inspector open(RunFolder run, Optional<Path> checkpoint) throws ExperimentException {
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

    /** @see org.dinotwins.eval.FrozenBackbone#attention */
    public AttentionMap attention(Pixels picture, int longSide, int block, int query) throws ExperimentException {
        throw new UnsupportedOperationException();
    }

    @Override
    public void close() {
        throw new UnsupportedOperationException();
    }
}
