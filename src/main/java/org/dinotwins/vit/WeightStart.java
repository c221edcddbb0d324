package org.dinotwins.vit;

/** How the weights of a Vision Transformer are drawn before training. */
public enum WeightStart {
    /** As the public DINO code: truncated normals of deviation 0.02, position embedding included. Made for widths from 192. */
    DINO,
    /**
     * As the public code of MoCo v3 (Chen, Xie and He 2021): Xavier's uniform deviation for every matrix and a
     * two-dimensional sine-cosine position embedding, which is trained further here. Narrow networks tell places apart from the
     * first step.
     */
    MOCO_V3,
    /**
     * Ours, for small grids: as {@link #MOCO_V3}, but the positions' waves fit the grid, so that every channel tells
     * places apart.
     */
    FITTED_WAVES
}
