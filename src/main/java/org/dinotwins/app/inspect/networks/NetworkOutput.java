package org.dinotwins.app.inspect.networks;

import java.util.List;
import java.util.Optional;
import org.dinotwins.data.Picture;
import org.dinotwins.eval.attention.PatchGrid;

/**
 * What a network computes for a picture.
 *
 * @param request    the request
 * @param first   its maps of the picture in view
 * @param second  its maps of the second picture, if any
 */
public record NetworkOutput(Request request, PatchMaps first, Optional<PatchMaps> second) {

    /**
     * Everything that an output depends on; equal requests have equal outputs.
     *
     * @param longSide pixels of the network's input
     * @param block    from 0; always 0 for views that do not depend on it
     * @param query    a patch, or {@link Query#CLS}; always CLS for views that do not depend on it
     * @param second   the second picture; empty for views of one picture
     */
    public record Request(
            WeightsOrigin origin,
            Picture picture,
            int longSide,
            ViewKind view,
            int block,
            int query,
            Optional<Picture> second) {
        /** True when both need the same forward pass. */
        public boolean samePass(Request other) {
            return origin.equals(other.origin()) && picture.equals(other.picture()) && longSide == other.longSide();
        }
    }

    /**
     * One map.
     *
     * @param values {@code [rows * columns]}: shares of attention, or similarities -1..1
     */
    // Never compared: outputs are found by their request.
    @SuppressWarnings("ArrayRecordComponent")
    public record Layer(Head head, float[] values) {}

    /**
     * The maps of one picture.
     *
     * @param layers  one map per way to combine the heads and per head; none for colours
     * @param colours opaque ARGB of the patches; none for maps
     */
    // Never compared: outputs are found by their request.
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
