package org.dinotwins.augment.corruption;

import java.util.SplittableRandom;

/** Corruptions that blur. Lengths are in pixels for a shorter side of 224. */
final class BlurCorruptions {
    private static final double[] DISC_RADIUS = {3, 4, 6, 8, 10};
    /** Largest random displacement of a pixel; the blur before it is {@link #GLASS_SIGMA}. */
    private static final double[] GLASS_REACH = {2, 3, 4.5, 6, 8};

    private static final double[] GLASS_SIGMA = {0.7, 0.9, 1.1, 1.3, 1.5};
    private static final double[] MOTION_REACH = {5, 8, 11, 15, 20};
    private static final double[] ZOOM = {1.11, 1.16, 1.21, 1.26, 1.33};
    private static final double ZOOM_STEP = 0.01;
    /** Rings, and samples per ring, that make a disc of any radius look round. */
    private static final int RINGS = 6;

    private static final int SAMPLES_PER_RING = 12;
    private static final double MOTION_ANGLE = Math.PI / 4;
    private static final int MOTION_SAMPLES = 24;

    private BlurCorruptions() {}

    /** Out-of-focus blur: the mean over a disc. */
    static Planes defocus(Planes planes, int level) {
        double radius = planes.length(DISC_RADIUS[level]);
        Planes sum = new Planes(planes.width, planes.height);
        int samples = RINGS * SAMPLES_PER_RING;
        for (int s = 0; s < samples; s++) {
            // Rings of equal area: the radius grows with the square root of the ring's number.
            int ring = s / SAMPLES_PER_RING;
            double r = radius * Math.sqrt((ring + 0.5) / RINGS);
            double angle = 2 * Math.PI * (s % SAMPLES_PER_RING + 0.5 * (ring % 2)) / SAMPLES_PER_RING;
            planes.addMoved(sum, r * Math.cos(angle), r * Math.sin(angle), 1.0 / samples);
        }
        return sum;
    }

    /** Frosted glass: takes each pixel from a random nearby position. */
    static Planes glass(Planes planes, int level, SplittableRandom random) {
        double reach = planes.length(GLASS_REACH[level]);
        Planes soft = planes.blurred(planes.length(GLASS_SIGMA[level]));
        return soft.warped((x, y) ->
                new double[] {x + reach * (2 * random.nextDouble() - 1), y + reach * (2 * random.nextDouble() - 1)});
    }

    /** The weighted mean along a short line, highest at its centre. */
    static Planes motion(Planes planes, int level, SplittableRandom random) {
        double angle = MOTION_ANGLE * (2 * random.nextDouble() - 1);
        return along(planes, angle, planes.length(MOTION_REACH[level]));
    }

    static Planes along(Planes planes, double angle, double reach) {
        Planes sum = new Planes(planes.width, planes.height);
        double total = 0;
        for (int s = 0; s < MOTION_SAMPLES; s++) {
            total += weight(position(s));
        }
        for (int s = 0; s < MOTION_SAMPLES; s++) {
            double far = reach * position(s);
            planes.addMoved(sum, far * Math.cos(angle), far * Math.sin(angle), weight(position(s)) / total);
        }
        return sum;
    }

    /** Position of a sample on the line, -1..1. */
    private static double position(int sample) {
        return 2 * (sample + 0.5) / MOTION_SAMPLES - 1;
    }

    private static double weight(double position) {
        return Math.exp(-2 * position * position);
    }

    /** The mean of the picture and increasingly enlarged copies about its centre. */
    static Planes zoom(Planes planes, int level) {
        int steps = (int) Math.round((ZOOM[level] - 1) / ZOOM_STEP);
        Planes sum = new Planes(planes.width, planes.height);
        double cx = (planes.width - 1) / 2.0;
        double cy = (planes.height - 1) / 2.0;
        for (int s = 0; s <= steps; s++) {
            double zoom = 1 + s * ZOOM_STEP;
            sum.add(
                    planes.warped((x, y) -> new double[] {cx + (x - cx) / zoom, cy + (y - cy) / zoom}),
                    1.0 / (steps + 1));
        }
        return sum;
    }
}
