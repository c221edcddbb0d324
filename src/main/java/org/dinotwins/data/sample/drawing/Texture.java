package org.dinotwins.data.sample.drawing;

import java.util.List;

/** A pattern on the plane: the weight of a second colour at a point, from 0 to 1. */
public final class Texture {
    /** The kind of pattern. */
    public enum Kind {
        PLAIN,
        STRIPES,
        WAVES,
        DOTS,
        CHECKS,
        NOISE,
        WOOD,
        KNIT,
        ZIGZAG,
        SPECKLES
    }

    private static final List<Kind> KINDS = List.of(Kind.values());

    private final Kind kind;
    private final double period;
    private final double cos;
    private final double sin;
    private final long salt;

    private Texture(Kind kind, double period, double turn, long salt) {
        this.kind = kind;
        this.period = period;
        this.cos = StrictMath.cos(turn);
        this.sin = StrictMath.sin(turn);
        this.salt = salt;
    }

    /** A random kind of pattern that repeats about every {@code period} pixels. */
    public static Texture any(SeededRandom random, double period) {
        return new Texture(
                random.pick(KINDS),
                period * random.between(0.8, 1.25),
                random.between(0, StrictMath.PI),
                random.next());
    }

    /** A pattern of the given kind, nearly upright, that repeats about every {@code period} pixels. */
    public static Texture of(Kind kind, SeededRandom random, double period) {
        return new Texture(kind, period * random.between(0.9, 1.1), random.around(0.5), random.next());
    }

    public static Texture wood(SeededRandom random, double period, double turn) {
        return new Texture(Kind.WOOD, period, turn, random.next());
    }

    public double at(double x, double y) {
        double u = (x * cos + y * sin) / period;
        double v = (y * cos - x * sin) / period;
        return switch (kind) {
            case PLAIN -> 0.5 * noise(u * 0.5, v * 0.5);
            case STRIPES -> edge(wave(u));
            case WAVES -> edge(wave(u + 0.25 * wave(v * 0.48)));
            case DOTS -> dot(u, v, 0.3);
            case CHECKS -> edge(wave(u) * wave(v) * 2);
            case NOISE -> edge(2.6 * (clouds(u * 0.8, v * 0.8) - 0.5));
            case WOOD -> 0.5 + 0.5 * wave(u + 2.2 * noise(u * 0.5, v * 0.12));
            case KNIT -> knit(u, v);
            case ZIGZAG -> edge(wave(u + Math.abs(fraction(v * 0.6) - 0.5)));
            case SPECKLES -> noise(u * 2.6, v * 2.6) > 0.78 ? 1 : 0;
        };
    }

    private static double knit(double u, double v) {
        double column = fraction(u) - 0.5;
        double row = fraction(v * 1.2 + Math.abs(column) * 1.1) - 0.5;
        return Math.min(1, Math.max(0, 1.1 - 7 * row * row - 2.4 * Math.abs(Math.abs(column) - 0.25) * 2));
    }

    /** Dots on a lattice whose every second row is shifted. */
    private static double dot(double u, double v, double radius) {
        double row = Math.floor(v);
        double du = fraction(u + 0.5 * (row - 2 * Math.floor(row / 2))) - 0.5;
        double dv = v - row - 0.5;
        return Math.min(1, Math.max(0, (radius - Math.sqrt(du * du + dv * dv)) * 8 + 0.5));
    }

    /** Approximates a sine with parabolas: exact and fast. The argument is in turns. */
    private static double wave(double turns) {
        double f = fraction(turns);
        return f < 0.5 ? 16 * f * (0.5 - f) : -16 * (f - 0.5) * (1 - f);
    }

    /** A soft step at 0. */
    private static double edge(double v) {
        return Math.min(1, Math.max(0, 0.5 + 1.8 * v));
    }

    private static double fraction(double v) {
        return v - Math.floor(v);
    }

    private double clouds(double u, double v) {
        return noise(u, v) * 0.6 + noise(u * 2.1, v * 2.1) * 0.4;
    }

    /** Value noise in 0..1: smoothly interpolated random numbers on a lattice. */
    private double noise(double u, double v) {
        return noise(u, v, salt);
    }

    public static double noise(double u, double v, long salt) {
        double fu = Math.floor(u);
        double fv = Math.floor(v);
        double a = u - fu;
        double b = v - fv;
        a = a * a * (3 - 2 * a);
        b = b * b * (3 - 2 * b);
        long i = (long) fu;
        long j = (long) fv;
        double top = lattice(i, j, salt) * (1 - a) + lattice(i + 1, j, salt) * a;
        double bottom = lattice(i, j + 1, salt) * (1 - a) + lattice(i + 1, j + 1, salt) * a;
        return top * (1 - b) + bottom * b;
    }

    private static double lattice(long i, long j, long salt) {
        return (SeededRandom.mixed(i * 0x9E3779B97F4A7C15L + j * 0xC2B2AE3D27D4EB4FL + salt) >>> 11) * 0x1p-53;
    }
}
