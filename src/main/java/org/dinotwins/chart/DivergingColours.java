package org.dinotwins.chart;

/**
 * A diverging colour scale for -1..1: blue below 0, amber above.
 *
 * <p>Built in Oklab (Björn Ottosson, "A perceptual color space for image processing", 2020): lightness and chroma
 * change evenly along both arms, so that equal differences look equal. Blue and amber are distinguishable with all
 * common kinds of colour blindness. On a dark background 0 is dark and the ends are bright; on a light one 0 is white
 * and the ends are dark.
 */
public final class DivergingColours {
    /** Number of colours, odd so that 0 has its own. */
    private static final int ENTRIES = 2 * 511 + 1;

    private static final double BLUE = Math.toRadians(250);
    private static final double AMBER = Math.toRadians(65);
    /** Chroma at the ends: the largest for which both hues stay inside sRGB at the end lightness. */
    private static final double DARK_CHROMA = 0.125;

    private static final double LIGHT_CHROMA = 0.135;
    private static final double DARK_MIDDLE = 0.235;
    private static final double DARK_END = 0.84;
    private static final double LIGHT_MIDDLE = 0.975;
    private static final double LIGHT_END = 0.42;

    private final int[] table = new int[ENTRIES];

    /** @param dark whether the scale is for the dark theme */
    public DivergingColours(boolean dark) {
        double middle = dark ? DARK_MIDDLE : LIGHT_MIDDLE;
        double end = dark ? DARK_END : LIGHT_END;
        double chroma = dark ? DARK_CHROMA : LIGHT_CHROMA;
        int half = ENTRIES / 2;
        for (int i = 0; i < ENTRIES; i++) {
            double share = Math.abs(i - half) / (double) half;
            // Chroma increases faster than lightness, so that small values already show their sign.
            double colourful = chroma * Math.pow(share, 0.8);
            table[i] = argb(middle + (end - middle) * share, colourful, i < half ? BLUE : AMBER);
        }
    }

    /** Opaque ARGB of a value, clamped to -1..1; NaN has the colour of 0. */
    public int argb(double value) {
        double clipped = Double.isNaN(value) ? 0 : Math.max(-1, Math.min(1, value));
        return table[(int) Math.round((clipped + 1) / 2 * (ENTRIES - 1))];
    }

    private static int argb(double lightness, double chroma, double hue) {
        double a = chroma * Math.cos(hue);
        double b = chroma * Math.sin(hue);
        double l = cube(lightness + 0.3963377774 * a + 0.2158037573 * b);
        double m = cube(lightness - 0.1055613458 * a - 0.0638541728 * b);
        double s = cube(lightness - 0.0894841775 * a - 1.2914855480 * b);
        int red = channel(4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s);
        int green = channel(-1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s);
        int blue = channel(-0.0041960863 * l - 0.7034186147 * m + 1.7076147010 * s);
        return 0xff000000 | red << 16 | green << 8 | blue;
    }

    private static double cube(double v) {
        return v * v * v;
    }

    /** Converts linear light to an sRGB byte. */
    private static int channel(double linear) {
        double clipped = Math.max(0, Math.min(1, linear));
        double encoded = clipped <= 0.0031308 ? 12.92 * clipped : 1.055 * Math.pow(clipped, 1 / 2.4) - 0.055;
        return (int) Math.round(255 * encoded);
    }
}
