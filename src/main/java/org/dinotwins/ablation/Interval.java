package org.dinotwins.ablation;

import java.util.Arrays;
import org.apache.commons.statistics.distribution.TDistribution;
import org.dinotwins.table.Estimate;

/**
 * A mean and how far it can be trusted: Student's t interval, which supposes that runs with different seeds scatter
 * normally.
 *
 * @param mean  of the values; NaN without any
 * @param half  half the width of the 95 % interval around the mean; NaN for fewer than two values
 * @param count values it is made of
 */
public record Interval(double mean, double half, int count) implements Estimate {
    /** Probability that the interval leaves out on one side. */
    private static final double TAIL = 0.025;
    /** What arithmetic alone scatters, for figures near 1. */
    private static final double ROUNDING = 1e-12;

    /** Of independent values; those that are NaN are left out. */
    public static Interval of(double... values) {
        double[] known = Arrays.stream(values).filter(v -> !Double.isNaN(v)).toArray();
        int n = known.length;
        double mean = Arrays.stream(known).average().orElse(Double.NaN);
        if (n < 2) {
            return new Interval(mean, Double.NaN, n);
        }
        double t = TDistribution.of(n - 1).inverseSurvivalProbability(TAIL);
        return new Interval(mean, t * error(known, mean), n);
    }

    /**
     * Two-sided p-value of the values' mean being 0, by the one-sample t test; NaN for fewer than two values, or without
     * scatter.
     */
    static double chance(double... values) {
        int n = values.length;
        double mean = Arrays.stream(values).average().orElse(Double.NaN);
        if (n < 2 || Double.isNaN(mean)) {
            return Double.NaN;
        }
        double error = error(values, mean);
        if (error < ROUNDING) {
            // Values that do not scatter leave nothing to test against.
            return Math.abs(mean) < ROUNDING ? 1 : Double.NaN;
        }
        return 2 * TDistribution.of(n - 1).survivalProbability(Math.abs(mean) / error);
    }

    /** Standard error of the mean. */
    private static double error(double[] values, double mean) {
        double squares = Arrays.stream(values).map(v -> (v - mean) * (v - mean)).sum();
        return Math.sqrt(squares / (values.length - 1) / values.length);
    }

    /** As a chart draws an interval of shares: nothing lies outside of 0..1, however few values there are. */
    public Interval within(boolean share) {
        if (!share || Double.isNaN(half)) {
            return this;
        }
        double low = Math.max(0, low());
        double high = Math.min(1, high());
        return new Interval((low + high) / 2, (high - low) / 2, count);
    }
}
