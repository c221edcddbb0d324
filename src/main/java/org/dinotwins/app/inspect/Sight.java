package org.dinotwins.app.inspect;

import org.dinotwins.data.Picture;
import org.dinotwins.eval.AttentionMap;
import org.dinotwins.eval.PatchGrid;

/**
 * What one forward pass showed.
 *
 * @param ask what was asked
 * @param map what came back: a map a head, or one for views that have no heads
 */
record Sight(Ask ask, AttentionMap map) {

    /**
     * What a forward pass depends on, and nothing else: while it stays the same, no new pass is needed.
     *
     * @param longSide pixels of the network's input
     * @param block    from 0
     * @param query    a patch, or {@link #CLS}
     */
    record Ask(Origin origin, Picture picture, int longSide, ViewKind view, int block, int query) {
    }

    /** Query that stands for the CLS token. */
    static final int CLS = -1;

    PatchGrid grid() {
        return map.grid();
    }

    /** Memory that it holds, roughly, in bytes. */
    long bytes() {
        return 4L * map.rows() * map.columns() * map.heads().length;
    }
}
