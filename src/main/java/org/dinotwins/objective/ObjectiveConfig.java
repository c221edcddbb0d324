package org.dinotwins.objective;

/**
 * The objective {@code w_dino * L_DINO + w_barlow * L_BT}. With {@link Balancing#GRADIENT_SHARE} the share determines the
 * weights, with the other rules the user's weights do. A loss without a share or weight is off, and nothing of it is
 * computed.
 *
 * @param dinoShare    DINO's share of the gradient, 0 (Barlow Twins alone) to 1 (DINO alone)
 * @param dinoWeight   0 or more
 * @param barlowWeight 0 or more; not both 0
 * @param balancing    which of these determine the effective weights, and how
 */
public record ObjectiveConfig(
        double dinoShare,
        double dinoWeight,
        double barlowWeight,
        Balancing balancing,
        DinoConfig dino,
        BarlowConfig barlow) {
    /** Whether L_DINO is part of the objective. */
    public boolean withDino() {
        return balancing == Balancing.GRADIENT_SHARE ? dinoShare > 0 : dinoWeight > 0;
    }

    /** Whether L_BT is part of the objective. */
    public boolean withBarlow() {
        return balancing == Balancing.GRADIENT_SHARE ? dinoShare < 1 : barlowWeight > 0;
    }

    /** Alpha of the paper's notation {@code L_BT + alpha * L_DINO}, from the two weights; infinite without Barlow Twins. */
    public double alpha() {
        return dinoWeight / barlowWeight;
    }
}
