package org.dinotwins.measure.outcome;

/** Half the widths of 95 % intervals by the normal approximation, over the pictures of one run. */
public final class NormalInterval {
    /** Half the width of the interval that holds 95 % of a normal distribution, in standard deviations. */
    private static final double DEVIATIONS = 1.96;

    private NormalInterval() {}

    /** Of a mean with this standard error. */
    public static double half(double standardError) {
        return DEVIATIONS * standardError;
    }

    /** Of a share of n independent pictures; NaN for none. */
    public static double halfOfShare(double share, int n) {
        return n == 0 ? Double.NaN : half(Math.sqrt(share * (1 - share) / n));
    }
}
