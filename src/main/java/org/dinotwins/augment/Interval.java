package org.dinotwins.augment;

/** A closed interval of real numbers that values are drawn from uniformly. */
public record Interval(double min, double max) {
    public Interval {
        if (!(min <= max) || Double.isInfinite(min) || Double.isInfinite(max)) {
            throw new IllegalArgumentException("The range from " + min + " to " + max
                    + " is empty: its first number must not be above its second.");
        }
    }

    /** Whether all of it lies in the closed interval. */
    boolean within(double low, double high) {
        return min >= low && max <= high;
    }

    /** The value at this share of the way from {@code min} to {@code max}. */
    double at(double share) {
        return min + share * (max - min);
    }
}
