package org.dinotwins.app.inspect;

import java.nio.file.Path;
import java.util.Optional;
import org.dinotwins.data.Picture;
import org.dinotwins.eval.AttentionMap;
import org.dinotwins.eval.PatchGrid;

/**
 * Attention as one forward pass gave it.
 *
 * @param ask what was asked
 * @param map what came back
 */
record Sight(Ask ask, AttentionMap map) {

    /**
     * What a forward pass depends on, and nothing else: while it stays the same, no new pass is needed.
     *
     * @param checkpoint empty for random weights
     * @param longSide   pixels of the network's input
     * @param block      from 0
     * @param query      a patch, or {@link #CLS}
     */
    record Ask(Path run, Optional<Path> checkpoint, Picture picture, int longSide, int block, int query) {
    }

    /** Query that stands for the CLS token. */
    static final int CLS = -1;

    PatchGrid grid() {
        return map.grid();
    }
}
