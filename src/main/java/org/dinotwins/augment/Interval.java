package org.dinotwins.augment;

/** A closed interval of real numbers that values are drawn from uniformly. */
public record Interval(double min, double max) {
    public Interval {
        if (!(min <= max) || Double.isInfinite(min) || Double.isInfinite(max)) {
            throw new IllegalArgumentException(
                    "The interval from " + min + " to " + max + " is empty: its minimum must not exceed its maximum.");
        }
    }

    /** Whether the whole interval lies in {@code low..high}. */
    boolean within(double low, double high) {
        return min >= low && max <= high;
    }

    /** The value at this fraction of the way from {@code min} to {@code max}. */
    double at(double share) {
        return min + share * (max - min);
    }
}
