package org.dinotwins.ablation;

import java.util.Arrays;
import org.apache.commons.statistics.distribution.TDistribution;
import org.dinotwins.table.Estimate;

/**
 * A mean and its 95 % confidence interval by Student's t distribution, which assumes that the results of different
 * seeds are normally distributed.
 *
 * @param mean  mean of the values; NaN if there are none
 * @param half  half the width of the interval; NaN for fewer than two values
 * @param count number of values
 */
public record ConfidenceInterval(double mean, double half, int count) implements Estimate {
    /** Probability beyond each end of the interval. */
    private static final double TAIL = 0.025;
    /** Rounding error of values near 1. */
    private static final double ROUNDING = 1e-12;

    /** Interval of independent values; NaN is ignored. */
    public static ConfidenceInterval of(double... values) {
        double[] known = Arrays.stream(values).filter(v -> !Double.isNaN(v)).toArray();
        int n = known.length;
        double mean = Arrays.stream(known).average().orElse(Double.NaN);
        if (n < 2) {
            return new ConfidenceInterval(mean, Double.NaN, n);
        }
        double t = TDistribution.of(n - 1).inverseSurvivalProbability(TAIL);
        return new ConfidenceInterval(mean, t * standardError(known, mean), n);
    }

    /**
     * Two-sided p-value of the one-sample t test for mean 0; NaN for fewer than two values, or if all are equal but not 0.
     */
    static double pValue(double... values) {
        int n = values.length;
        double mean = Arrays.stream(values).average().orElse(Double.NaN);
        if (n < 2 || Double.isNaN(mean)) {
            return Double.NaN;
        }
        double error = standardError(values, mean);
        if (error < ROUNDING) {
            // Without variance there is no t statistic.
            return Math.abs(mean) < ROUNDING ? 1 : Double.NaN;
        }
        return 2 * TDistribution.of(n - 1).survivalProbability(Math.abs(mean) / error);
    }

    /** Standard error of the mean. */
    private static double standardError(double[] values, double mean) {
        double squares = Arrays.stream(values).map(v -> (v - mean) * (v - mean)).sum();
        return Math.sqrt(squares / (values.length - 1) / values.length);
    }

    /** The interval for a chart; if the values are fractions, clipped to 0..1. */
    public ConfidenceInterval within(boolean share) {
        if (!share || Double.isNaN(half)) {
            return this;
        }
        double low = Math.max(0, low());
        double high = Math.min(1, high());
        return new ConfidenceInterval((low + high) / 2, (high - low) / 2, count);
    }
}
