package org.dinotwins.objective;

/**
 * The objective {@code w_dino * L_DINO + w_barlow * L_BT}. The paper writes {@code L_BT + alpha * L_DINO};
 * {@link #alpha()} expresses the same two weights. A weight of 0 switches its loss off, and nothing of it is computed.
 *
 * @param dinoWeight   0 or more
 * @param barlowWeight 0 or more; not both 0
 * @param balancing    how these determine the effective weights
 */
public record ObjectiveConfig(
        double dinoWeight, double barlowWeight, Balancing balancing, DinoConfig dino, BarlowConfig barlow) {
    /** The paper's alpha, infinite without Barlow Twins. */
    public double alpha() {
        return dinoWeight / barlowWeight;
    }
}
