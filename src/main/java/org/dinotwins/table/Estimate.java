package org.dinotwins.table;

/** A mean with a symmetric interval, as a cell of a {@link Table}. */
public interface Estimate {
    /** Mean of the values; NaN if there are none. */
    double mean();

    /** Half the width of the interval; NaN if unknown. */
    double half();

    /** Number of values. */
    int count();

    /** Lower end of the interval. */
    default double low() {
        return mean() - half();
    }

    /** Upper end of the interval. */
    default double high() {
        return mean() + half();
    }
}
