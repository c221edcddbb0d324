package org.dinotwins.app.inspect.networks;

import java.util.List;
import java.util.Optional;
import org.dinotwins.data.Picture;
import org.dinotwins.eval.attention.PatchGrid;

/**
 * A network's output for a picture.
 *
 * @param request    the request
 * @param first   maps of the selected picture
 * @param second  maps of the second picture, if any
 */
public record NetworkOutput(Request request, PatchMaps first, Optional<PatchMaps> second) {

    /**
     * Everything that an output depends on; equal requests have equal outputs.
     *
     * @param longSide longer side of the network's input in pixels
     * @param block    counted from 0; always 0 for views that do not depend on it
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
        /** Whether both need the same forward pass. */
        public boolean samePass(Request other) {
            return origin.equals(other.origin()) && picture.equals(other.picture()) && longSide == other.longSide();
        }
    }

    /**
     * One map.
     *
     * @param values {@code [rows * columns]}: attention, or similarities in -1..1
     */
    // Found by request; never compared.
    @SuppressWarnings("ArrayRecordComponent")
    public record Layer(Head head, float[] values) {}

    /**
     * The maps of one picture.
     *
     * @param layers  one map per combination of heads and per head; empty for colours
     * @param colours opaque ARGB of the patches; empty for maps
     */
    // Found by request; never compared.
    @SuppressWarnings("ArrayRecordComponent")
    public record PatchMaps(PatchGrid grid, List<Layer> layers, int[] colours) {
        public PatchMaps {
            layers = List.copyOf(layers);
        }
    }

    /** The patch grid of the selected picture. */
    public PatchGrid grid() {
        return first.grid();
    }

    /** Approximate memory in bytes. */
    long bytes() {
        return bytes(first) + second.map(NetworkOutput::bytes).orElse(0L);
    }

    private static long bytes(PatchMaps maps) {
        return 4L * maps.grid().size() * (maps.layers().size() + 1);
    }
}
