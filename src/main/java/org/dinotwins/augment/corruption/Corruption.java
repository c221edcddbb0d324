package org.dinotwins.augment.corruption;

import java.util.Locale;
import java.util.SplittableRandom;
import org.dinotwins.data.picture.Pixels;

/**
 * The 15 common corruptions of a picture in five severities, as listed by Hendrycks and Dietterich (ImageNet-C, arXiv
 * 1903.12261). Unlike the original, lengths scale with the shorter side (they are given for 224 pixels), frost and fog
 * are generated instead of taken from photographs, and random choices are the same for all severities. Results can
 * therefore be compared with each other, but not with published ones.
 */
public enum Corruption {
    GAUSSIAN_NOISE(Family.NOISE),
    SHOT_NOISE(Family.NOISE),
    IMPULSE_NOISE(Family.NOISE),
    DEFOCUS_BLUR(Family.BLUR),
    GLASS_BLUR(Family.BLUR),
    MOTION_BLUR(Family.BLUR),
    ZOOM_BLUR(Family.BLUR),
    SNOW(Family.WEATHER),
    FROST(Family.WEATHER),
    FOG(Family.WEATHER),
    BRIGHTNESS(Family.WEATHER),
    CONTRAST(Family.DIGITAL),
    ELASTIC(Family.DIGITAL),
    PIXELATE(Family.DIGITAL),
    JPEG(Family.DIGITAL);

    /** Number of severities, from 1. */
    public static final int SEVERITIES = 5;
    /** Separates the random streams of neighbouring seeds; any number above that of the corruptions works. */
    private static final long SEEDS_APART = 31;

    private final Family family;

    /** Groups of similar corruptions. */
    public enum Family {
        NOISE,
        BLUR,
        WEATHER,
        DIGITAL
    }

    Corruption(Family family) {
        this.family = family;
    }

    /** The family of the corruption. */
    public Family family() {
        return family;
    }

    /** The name for people and for options, such as {@code gaussian-noise}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /**
     * The corrupted picture, of the same size. The same seed gives the same pixels.
     *
     * @param severity 1 to 5
     * @param seed     random seed
     */
    public Pixels apply(Pixels picture, int severity, long seed) {
        if (severity < 1 || severity > SEVERITIES) {
            throw new IllegalArgumentException("severity " + severity + " of " + SEVERITIES);
        }
        int level = severity - 1;
        SplittableRandom random = new SplittableRandom(seed * SEEDS_APART + ordinal());
        Planes planes = Planes.of(picture);
        Planes changed = switch (this) {
            case GAUSSIAN_NOISE -> NoiseCorruptions.gaussian(planes, level, random);
            case SHOT_NOISE -> NoiseCorruptions.shot(planes, level, random);
            case IMPULSE_NOISE -> NoiseCorruptions.impulse(planes, level, random);
            case DEFOCUS_BLUR -> BlurCorruptions.defocus(planes, level);
            case GLASS_BLUR -> BlurCorruptions.glass(planes, level, random);
            case MOTION_BLUR -> BlurCorruptions.motion(planes, level, random);
            case ZOOM_BLUR -> BlurCorruptions.zoom(planes, level);
            case SNOW -> WeatherCorruptions.snow(planes, level, random);
            case FROST -> WeatherCorruptions.frost(planes, level, random);
            case FOG -> WeatherCorruptions.fog(planes, level, random);
            case BRIGHTNESS -> WeatherCorruptions.brightness(planes, level);
            case CONTRAST -> DigitalCorruptions.contrast(planes, level);
            case ELASTIC -> DigitalCorruptions.elastic(planes, level, random);
            case PIXELATE -> DigitalCorruptions.pixelate(planes, level);
            case JPEG -> DigitalCorruptions.jpeg(planes, level);
        };
        return changed.pixels();
    }
}
