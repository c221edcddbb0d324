package org.dinotwins.app.inspect.networks;

/** Lowest and highest value of a colour scale. */
public record ValueRange(float low, float high) {
    public static ValueRange of(float[] values) {
        float low = Float.POSITIVE_INFINITY;
        float high = Float.NEGATIVE_INFINITY;
        for (float value : values) {
            low = Math.min(low, value);
            high = Math.max(high, value);
        }
        return new ValueRange(low, high);
    }

    /** Like {@link #of(float[])}, excluding one patch, whose own value may far exceed the others. */
    static ValueRange without(int patch, float[] values) {
        float[] others = new float[values.length - 1];
        System.arraycopy(values, 0, others, 0, patch);
        System.arraycopy(values, patch + 1, others, patch, others.length - patch);
        return others.length == 0 ? of(values) : of(others);
    }

    /** The smallest range that contains both. */
    ValueRange with(ValueRange other) {
        return new ValueRange(Math.min(low, other.low), Math.max(high, other.high));
    }

    /** Position of a value on the scale, clamped to 0..1; 0 if the range is empty. */
    public float share(float value) {
        return high > low ? Math.max(0, Math.min(1, (value - low) / (high - low))) : 0;
    }
}
