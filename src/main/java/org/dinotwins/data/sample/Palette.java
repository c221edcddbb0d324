package org.dinotwins.data.sample;

import java.util.EnumMap;
import java.util.Map;

/**
 * The colours of one picture: a quiet family of hues for the background, and coats for objects that stand out from it.
 * Any category may get any of them.
 */
final class Palette {
    private final Dice dice;
    /** Hue of the background, in turns. */
    private final double hue;
    /** How far the background's hues reach from it. */
    private final double reach;
    private final double chroma;
    private final double lightness;

    Palette(Dice dice) {
        this.dice = dice;
        hue = dice.unit();
        reach = dice.between(0.04, 0.16) * (dice.chance(0.5) ? 1 : -1);
        lightness = dice.chance(0.62) ? dice.between(0.79, 0.92) : dice.between(0.34, 0.52);
        chroma = dice.between(0.04, 0.12);
    }

    boolean dark() {
        return lightness < 0.6;
    }

    /** A background colour: {@code place} from 0 to 1 goes through its hues, {@code lift} makes it lighter or darker. */
    Colour ground(double place, double lift) {
        return Colour.of(lightness + lift, chroma, hue + reach * place);
    }

    /** Colours and patterns of one object, {@code size} pixels across. */
    Coat coat(double size) {
        double main = hue + 0.5 + dice.around(0.42);
        double step = dice.between(0.08, 0.3) * (dice.chance(0.5) ? 1 : -1);
        double body = dark() ? dice.between(0.62, 0.86) : dice.between(0.44, 0.72);
        double second = body + (dice.chance(0.5) ? 0.12 : -0.14);
        double strong = dice.between(0.1, 0.19);
        Map<Part.Tint, Colour> colours = new EnumMap<>(Part.Tint.class);
        colours.put(Part.Tint.BODY, Colour.of(body, strong, main));
        colours.put(Part.Tint.SECOND, Colour.of(second, strong * 0.9, main + step));
        colours.put(Part.Tint.ACCENT, Colour.of(dice.between(0.66, 0.82), dice.between(0.12, 0.18), main + 0.4 + step));
        colours.put(Part.Tint.DARK, Colour.of(dice.between(0.24, 0.32), 0.04, main + step));
        colours.put(Part.Tint.LIGHT, Colour.of(dice.between(0.9, 0.96), 0.03, main - step));
        double period = Math.min(15, Math.max(4.5, size * dice.between(0.07, 0.13)));
        return new Coat(colours, Texture.any(dice, period), Texture.any(dice, period),
                dice.between(0.25, 0.75), dice.chance(0.5) ? 0.17 : -0.14);
    }

    /**
     * What an object wears.
     *
     * @param colours  by tint
     * @param body     pattern of {@link Part.Tint#BODY}
     * @param second   pattern of {@link Part.Tint#SECOND}
     * @param strength how far the pattern's colour departs, 0..1
     * @param lift     whether the pattern is lighter (over 0) or darker than its ground
     */
    record Coat(Map<Part.Tint, Colour> colours, Texture body, Texture second, double strength, double lift) {

        /** The colour of a tint at a point given in the object's own, unturned pixels. */
        Colour at(Part.Tint tint, double u, double v) {
            Colour plain = colours.get(tint);
            if (tint != Part.Tint.BODY && tint != Part.Tint.SECOND) {
                return plain;
            }
            double weight = (tint == Part.Tint.BODY ? body : second).at(u, v) * strength;
            Colour other = lift > 0
                    ? plain.mixed(colours.get(Part.Tint.LIGHT), 0.62)
                    : plain.mixed(colours.get(Part.Tint.DARK), 0.5);
            return plain.mixed(other, weight);
        }
    }
}
