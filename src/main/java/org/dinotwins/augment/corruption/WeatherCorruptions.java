package org.dinotwins.augment.corruption;

import java.util.SplittableRandom;

/** Corruptions by weather and lighting. */
final class WeatherCorruptions {
    /** Fraction of pixels at which a flake begins, for a shorter side of 224. */
    private static final double[] FLAKES = {0.01, 0.02, 0.035, 0.05, 0.07};

    private static final double[] SNOW_WHITE = {0.15, 0.22, 0.3, 0.38, 0.45};
    private static final double FLAKE_REACH = 8;
    private static final double FLAKE_BRIGHT = 5;
    /** Weight of the picture, and of the frost over it. */
    private static final double[] FROST_LEFT = {0.95, 0.82, 0.72, 0.65, 0.58};

    private static final double[] FROST_LAID = {0.35, 0.5, 0.62, 0.72, 0.82};
    private static final double FROST_GRAIN = 48;
    private static final float[] FROST_TINT = {0.85f, 0.93f, 1};
    private static final double[] FOG = {1, 1.5, 2, 2.5, 3.2};
    private static final double FOG_DECAY = 0.55;
    private static final double[] BRIGHTER = {0.1, 0.2, 0.3, 0.4, 0.5};

    private WeatherCorruptions() {}

    /** Slanting snowflakes over a whitened picture. */
    static Planes snow(Planes planes, int level, SplittableRandom random) {
        Planes flakes = new Planes(planes.width, planes.height);
        double angle = Math.PI / 2 + (random.nextDouble() - 0.5);
        // A small picture gets fewer flakes, because each one is smaller by the same factor.
        double chance = FLAKES[level];
        float[] layer = flakes.values[0];
        for (int i = 0; i < layer.length; i++) {
            double begins = random.nextDouble();
            double bright = 0.4 + 0.6 * random.nextDouble();
            layer[i] = begins < chance ? (float) (FLAKE_BRIGHT * bright) : 0;
        }
        layer = BlurCorruptions.along(flakes, angle, planes.length(FLAKE_REACH)).values[0];
        for (int i = 0; i < layer.length; i++) {
            float grey = (planes.values[0][i] + planes.values[1][i] + planes.values[2][i]) / 3;
            float pale = Math.min(1, grey * 0.6f + 0.5f);
            for (float[] plane : planes.values) {
                float whitened = (float) (plane[i] + SNOW_WHITE[level] * (Math.max(plane[i], pale) - plane[i]));
                plane[i] = Math.min(1, whitened + Math.min(1, layer[i]));
            }
        }
        return planes;
    }

    /** Ridges of ice where smooth noise crosses zero, thicker towards the edges. */
    static Planes frost(Planes planes, int level, SplittableRandom random) {
        float[] noise =
                FractalNoise.draw(planes.width, planes.height, Math.max(4, planes.length(FROST_GRAIN)), 0.7, random);
        for (int i = 0; i < noise.length; i++) {
            int row = i / planes.width;
            double x = 2.0 * (i % planes.width) / planes.width - 1;
            double y = 2.0 * row / planes.height - 1;
            double edge = Math.min(1, 0.45 + 0.55 * Math.max(Math.abs(x), Math.abs(y)));
            double ice = edge * Math.pow(1 - Math.min(1, 2 * Math.abs(noise[i])), 2);
            for (int c = 0; c < 3; c++) {
                planes.values[c][i] =
                        (float) (FROST_LEFT[level] * planes.values[c][i] + FROST_LAID[level] * ice * FROST_TINT[c]);
            }
        }
        return planes;
    }

    /** Scattered light in clouds; the maximum value is unchanged. */
    static Planes fog(Planes planes, int level, SplittableRandom random) {
        float[] clouds = FractalNoise.draw(
                planes.width,
                planes.height,
                Math.max(4, Math.max(planes.width, planes.height) / 2.0),
                FOG_DECAY,
                random);
        float most = 0;
        for (float[] plane : planes.values) {
            for (float value : plane) {
                most = Math.max(most, value);
            }
        }
        double strength = FOG[level];
        for (float[] plane : planes.values) {
            for (int i = 0; i < plane.length; i++) {
                double cloud = 0.5 + 0.5 * Math.max(-1, Math.min(1, 2 * clouds[i]));
                plane[i] = (float) ((plane[i] + strength * cloud) * most / (most + strength));
            }
        }
        return planes;
    }

    /** Adds to the value of HSV; hue and saturation are unchanged. */
    static Planes brightness(Planes planes, int level) {
        for (int i = 0; i < planes.values[0].length; i++) {
            float value = Math.max(planes.values[0][i], Math.max(planes.values[1][i], planes.values[2][i]));
            double brighter = Math.min(1, value + BRIGHTER[level]);
            for (float[] plane : planes.values) {
                plane[i] = value == 0 ? (float) brighter : (float) (plane[i] * brighter / value);
            }
        }
        return planes;
    }
}
