package org.dinotwins.augment;

/** A closed interval of real numbers that values are drawn from uniformly. */
public record Range(double min, double max) {
    public Range {
        if (!(min <= max)) {
            throw new IllegalArgumentException("range " + min + " to " + max + " is empty");
        }
    }
}
