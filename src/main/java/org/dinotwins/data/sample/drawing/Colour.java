package org.dinotwins.data.sample.drawing;

/**
 * An sRGB colour, each channel from 0 to 1.
 *
 * @param r red
 * @param g green
 * @param b blue
 */
public record Colour(float r, float g, float b) {

    /**
     * A colour by lightness 0..1, chroma 0..0.3 and hue in turns, in the OKLCH space (B. Ottosson, "A perceptual color
     * space for image processing", 2020). Chroma that sRGB cannot show is lowered until it can.
     */
    public static Colour of(double lightness, double chroma, double hue) {
        double angle = hue * 2 * StrictMath.PI;
        double cos = StrictMath.cos(angle);
        double sin = StrictMath.sin(angle);
        for (double c = chroma; ; c *= 0.9) {
            double[] linear = linear(lightness, c * cos, c * sin);
            boolean shows = c < 0.002;
            if (!shows) {
                shows = true;
                for (double v : linear) {
                    shows &= v >= 0 && v <= 1;
                }
            }
            if (shows) {
                return new Colour(encoded(linear[0]), encoded(linear[1]), encoded(linear[2]));
            }
        }
    }

    private static double[] linear(double lightness, double a, double b) {
        double l = cube(lightness + 0.3963377774 * a + 0.2158037573 * b);
        double m = cube(lightness - 0.1055613458 * a - 0.0638541728 * b);
        double s = cube(lightness - 0.0894841775 * a - 1.2914855480 * b);
        return new double[] {
            4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s,
            -1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s,
            -0.0041960863 * l - 0.7034186147 * m + 1.7076147010 * s
        };
    }

    private static double cube(double v) {
        return v * v * v;
    }

    private static float encoded(double v) {
        double x = Math.min(1, Math.max(0, v));
        return (float) (x <= 0.0031308 ? 12.92 * x : 1.055 * StrictMath.pow(x, 1 / 2.4) - 0.055);
    }

    /** This colour moved towards another: weight 0 gives this one, 1 the other. */
    public Colour mixed(Colour other, double weight) {
        float w = (float) weight;
        return new Colour(r + (other.r - r) * w, g + (other.g - g) * w, b + (other.b - b) * w);
    }

    /** This colour, brighter (factor over 1) or darker. */
    public Colour lit(double factor) {
        float f = (float) factor;
        return new Colour(r * f, g * f, b * f);
    }
}
