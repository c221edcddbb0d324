package org.dinotwins.eval;

/** Masks that keep the strongest patches of an attention map, and their overlap with the truth. */
public final class AttentionMask {
    private AttentionMask() {
    }

    /**
     * Keeps the strongest patches whose attention adds up to {@code keptMass} of the map's sum, by the rule of the
     * public DINO code (sorted ascending, cumulative share {@code > 1 - keptMass} is kept).
     *
     * @param attention one head's {@code [rows * columns]}
     */
    public static boolean[] keep(float[] attention, double keptMass) {
        throw new UnsupportedOperationException();
    }

    /** Intersection over union; 1 when both are empty. */
    public static double jaccard(boolean[] mask, boolean[] truth) {
        throw new UnsupportedOperationException();
    }
}
