package org.dinotwins.vit;

/** How the weights of a Vision Transformer are initialised. */
public enum WeightStart {
    /**
     * As in the public DINO code: truncated normals of standard deviation 0.02, including the position embedding. Made
     * for widths from 192.
     */
    DINO,
    /**
     * As in the public code of MoCo v3 (Chen, Xie and He 2021): Xavier's uniform distribution for every matrix, and a
     * two-dimensional sine-cosine position embedding, which is trained further here. Narrow networks distinguish
     * positions from the first step.
     */
    MOCO_V3,
    /**
     * This project's choice for small grids: as {@link #MOCO_V3}, but with wavelengths that fit the grid, so that every
     * channel distinguishes positions.
     */
    FITTED_WAVES
}
