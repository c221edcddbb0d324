package org.dinotwins.app.setup;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Optional;
import java.util.OptionalDouble;
import org.dinotwins.config.Setting;

/**
 * The part of a setting's range that a slider covers, and the rounding between its position and the field.
 *
 * @param min  left end
 * @param max  right end
 * @param step distance between two slider values
 */
record SliderScale(double min, double max, double step) {
    /** Weights may be any number, but useful ones are near 1. */
    private static final double LARGEST_WEIGHT = 2;

    private static final int STEPS = 100;

    /** A slider for settings with a small closed range and for the balance of the losses; empty for the others. */
    static Optional<SliderScale> of(Setting setting) {
        if (setting.path().equals("objective.dinoWeight") || setting.path().equals("objective.barlowWeight")) {
            return Optional.of(new SliderScale(0, LARGEST_WEIGHT, LARGEST_WEIGHT / STEPS));
        }
        if (setting.path().equals("objective.dinoShare")) {
            return Optional.of(new SliderScale(0, 1, 1.0 / STEPS));
        }
        boolean decimal = setting.kind() == Setting.Kind.DECIMAL || setting.kind() == Setting.Kind.RANGE;
        boolean ofAugmentation = setting.group() == Setting.Group.CROPS || setting.group() == Setting.Group.COLOURS;
        if (setting.path().endsWith("blurSigma")) {
            return Optional.of(new SliderScale(0, 4, 0.1));
        }
        if (setting.path().endsWith("aspect")) {
            return Optional.of(new SliderScale(0.25, 4, 0.05));
        }

        return decimal && ofAugmentation && setting.max() <= 2
                ? Optional.of(new SliderScale(Math.max(0, setting.min()), setting.max(), setting.max() / STEPS))
                : Optional.empty();
    }

    /** The slider position as field text. */
    String text(double place) {
        return plain(Math.max(min, Math.round(place / step) * step), 4);
    }

    /** The slider position of a text, clamped to the ends; empty if it is not a number. */
    OptionalDouble place(String text) {
        try {
            double value = Double.parseDouble(text.strip());
            return Double.isNaN(value)
                    ? OptionalDouble.empty()
                    : OptionalDouble.of(Math.min(max, Math.max(min, value)));
        } catch (NumberFormatException e) {
            return OptionalDouble.empty();
        }
    }

    /** A number without exponent or trailing zeros, rounded to a number of digits. */
    static String plain(double value, int digits) {
        BigDecimal rounded = new BigDecimal(value).round(new MathContext(digits, RoundingMode.HALF_EVEN));
        return rounded.signum() == 0 ? "0" : rounded.stripTrailingZeros().toPlainString();
    }
}
