package org.dinotwins.data.sample;

import java.util.EnumMap;
import java.util.Map;
import org.dinotwins.data.sample.drawing.Colour;
import org.dinotwins.data.sample.drawing.FigurePart;
import org.dinotwins.data.sample.drawing.SeededRandom;
import org.dinotwins.data.sample.drawing.Texture;

/**
 * The colours of one picture: muted, related hues for the background, and colours for objects that stand out from it.
 * Colours are independent of the category; patterns mostly depend on it.
 */
final class ScenePalette {
    /** Reduces the variation of hue and lightness in a backdrop, so that objects stand out. */
    private static final double QUIET = 0.35;
    /** Probability that an object has its category's usual pattern. */
    private static final double USUAL_PATTERN = 0.95;
    /** Fraction of pictures with a light backdrop. */
    private static final double LIGHT = 0.85;

    private final SeededRandom random;
    /** Hue of the background, as a fraction of the circle. */
    private final double hue;
    /** Range of the background's hues on either side. */
    private final double reach;

    private final double chroma;
    private final double lightness;

    ScenePalette(SeededRandom random) {
        this.random = random;
        hue = random.unit();
        reach = random.between(0.04, 0.16) * (random.chance(0.5) ? 1 : -1);
        lightness = random.chance(LIGHT) ? random.between(0.8, 0.9) : random.between(0.36, 0.46);
        chroma = random.between(0.04, 0.12);
    }

    boolean dark() {
        return lightness < 0.6;
    }

    /**
     * A background colour: {@code place} from 0 to 1 runs through its hues, {@code lift} makes it lighter or darker.
     */
    Colour ground(double place, double lift) {
        return Colour.of(lightness + QUIET * lift, chroma, hue + QUIET * reach * place);
    }

    /** Colours and patterns of one object, {@code size} pixels across. */
    ObjectColours colours(SampleCategory species, double size) {
        double main = hue + 0.5 + random.around(0.42);
        double step = random.between(0.08, 0.3) * (random.chance(0.5) ? 1 : -1);
        double body = dark() ? random.between(0.68, 0.82) : random.between(0.5, 0.66);
        double second = body + (random.chance(0.5) ? 0.12 : -0.14);
        double strong = random.between(0.1, 0.19);
        Map<FigurePart.Tint, Colour> colours = new EnumMap<>(FigurePart.Tint.class);
        colours.put(FigurePart.Tint.BODY, Colour.of(body, strong, main));
        colours.put(FigurePart.Tint.SECOND, Colour.of(second, strong * 0.9, main + step));
        colours.put(
                FigurePart.Tint.ACCENT,
                Colour.of(random.between(0.66, 0.82), random.between(0.12, 0.18), main + 0.4 + step));
        colours.put(FigurePart.Tint.DARK, Colour.of(random.between(0.24, 0.32), 0.04, main + step));
        colours.put(FigurePart.Tint.LIGHT, Colour.of(random.between(0.9, 0.96), 0.03, main - step));
        double period = Math.min(20, Math.max(5, size * random.between(0.11, 0.17)));
        return new ObjectColours(
                colours,
                pattern(species, period),
                pattern(species, period),
                random.between(0.6, 1.0),
                random.chance(0.5) ? 0.17 : -0.14);
    }

    private Texture pattern(SampleCategory species, double period) {
        return random.chance(USUAL_PATTERN)
                ? Texture.of(species.usualPattern(), random, period)
                : Texture.any(random, period);
    }

    /**
     * Colours and patterns of an object.
     *
     * @param colours  by tint
     * @param body     pattern of {@link FigurePart.Tint#BODY}
     * @param second   pattern of {@link FigurePart.Tint#SECOND}
     * @param strength how far the pattern's colour differs, 0..1
     * @param lift     positive if the pattern is lighter than its ground, negative if darker
     */
    record ObjectColours(
            Map<FigurePart.Tint, Colour> colours, Texture body, Texture second, double strength, double lift) {

        /** The colour of a tint at a point in the object's own, unrotated pixels. */
        Colour at(FigurePart.Tint tint, double u, double v) {
            Colour plain = colours.get(tint);
            if (tint != FigurePart.Tint.BODY && tint != FigurePart.Tint.SECOND) {
                return plain;
            }
            double weight = (tint == FigurePart.Tint.BODY ? body : second).at(u, v) * strength;
            Colour other = lift > 0
                    ? plain.mixed(colours.get(FigurePart.Tint.LIGHT), 0.62)
                    : plain.mixed(colours.get(FigurePart.Tint.DARK), 0.5);
            return plain.mixed(other, weight);
        }
    }
}
