package org.dinotwins.app.inspect.painting;

import java.util.List;
import org.dinotwins.app.inspect.networks.ValueRange;
import org.dinotwins.eval.attention.AttentionMask;
import org.dinotwins.eval.attention.Contours;
import org.dinotwins.eval.attention.PatchGrid;

/** The computation that a change of head, threshold or colour map needs before the toolkit draws. */
public final class RedrawProbe {
    private RedrawProbe() {}

    /**
     * Keeps the patches of every map again and colours one of them.
     *
     * @return pixels of the layer
     */
    public static int[] redraw(List<float[]> maps, PatchGrid grid, double threshold, int shown, int width, int height) {
        boolean[] kept = new boolean[0];
        for (int i = 0; i < maps.size(); i++) {
            boolean[] one = AttentionMask.keep(maps.get(i), threshold);
            kept = i == shown ? one : kept;
        }
        float[] map = maps.get(shown);
        OverlayRenderer.shade(kept);
        Contours.of(kept, grid.columns(), grid.rows());
        return OverlayRenderer.heat(map, ValueRange.of(map), grid, ColourMap.MAGMA, true, width, height);
    }
}
