package org.dinotwins.app.inspect.networks;

import org.dinotwins.eval.attention.PatchGrid;

/** The token whose attention is shown. A position in the picture is independent of a network's patch grid. */
public sealed interface Query {
    /** Represents the CLS token where patches are numbered. */
    int CLS = -1;

    /** Index of the query patch in this grid, or {@link #CLS}. */
    int patch(PatchGrid grid);

    /** The CLS token. */
    record Cls() implements Query {
        @Override
        public int patch(PatchGrid grid) {
            return CLS;
        }
    }

    /**
     * The patch at a position in the picture.
     *
     * @param x fraction of the picture's width, 0..1
     * @param y fraction of the picture's height, 0..1
     */
    record At(double x, double y) implements Query {
        @Override
        public int patch(PatchGrid grid) {
            return grid.patchAt(x, y, 1, 1);
        }
    }

    /** The centre of a patch; CLS for {@link Query#CLS}. */
    static Query of(int patch, PatchGrid grid) {
        return patch == CLS
                ? new Cls()
                : new At(
                        (patch % grid.columns() + 0.5) / grid.columns(),
                        (Math.floorDiv(patch, grid.columns()) + 0.5) / grid.rows());
    }
}
