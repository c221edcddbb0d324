package org.dinotwins.app.inspect.networks;

import java.util.List;
import java.util.Optional;
import org.dinotwins.data.Picture;
import org.dinotwins.eval.PatchGrid;

/**
 * What a network said of a picture.
 *
 * @param request    what was asked
 * @param first  what it said of the picture in view
 * @param second what it said of the second picture, where there is one
 */
public record NetworkOutput(Request request, PatchMaps first, Optional<PatchMaps> second) {

    /**
     * What an answer depends on, and nothing else: while it stays the same, nothing needs to be computed anew.
     *
     * @param longSide pixels of the network's input
     * @param block    from 0; always 0 for views that do not depend on it
     * @param query    a patch, or {@link Query#CLS}; always CLS for views that do not depend on it
     * @param second   the picture that is looked at too; empty for views of one picture
     */
    public record Request(WeightsOrigin origin, Picture picture, int longSide, ViewKind view, int block, int query,
               Optional<Picture> second) {
        /** True when the same forward pass answers both. */
        public boolean samePass(Request other) {
            return origin.equals(other.origin()) && picture.equals(other.picture()) && longSide == other.longSide();
        }
    }

    /**
     * One map.
     *
     * @param values {@code [rows * columns]}: shares of attention, or similarities -1..1
     */
    // Never compared: answers are found by their question.
    @SuppressWarnings("ArrayRecordComponent")
    public record Layer(Head head, float[] values) {
    }

    /**
     * What was said of one picture.
     *
     * @param layers  a map for each way to take the heads together and for each head; none for colours
     * @param colours opaque ARGB of the patches; none for maps
     */
    // Never compared: answers are found by their question.
    @SuppressWarnings("ArrayRecordComponent")
    public record PatchMaps(PatchGrid grid, List<Layer> layers, int[] colours) {
        public PatchMaps {
            layers = List.copyOf(layers);
        }
    }

    /** The patches of the picture in view. */
    public PatchGrid grid() {
        return first.grid();
    }

    /** Memory that it holds, roughly, in bytes. */
    long bytes() {
        return bytes(first) + second.map(NetworkOutput::bytes).orElse(0L);
    }

    private static long bytes(PatchMaps maps) {
        return 4L * maps.grid().size() * (maps.layers().size() + 1);
    }
}
