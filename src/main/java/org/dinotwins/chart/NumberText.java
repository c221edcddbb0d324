package org.dinotwins.chart;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Locale;

/** Formats numbers for charts and labels: short, and of constant width. */
public final class NumberText {
    private static final String NONE = "–";

    private NumberText() {}

    /** Three to four significant digits, with an exponent only if a plain number would be long. */
    public static String number(double value) {
        if (!Double.isFinite(value)) {
            return Double.isNaN(value) ? NONE : value > 0 ? "∞" : "−∞";
        }
        double size = Math.abs(value);
        if (size == 0) {
            return "0";
        }
        if (size < 1e-3 || size >= 1e6) {
            return minus(shortened(String.format(Locale.ROOT, "%.2e", value)));
        }
        int decimals = size >= 1000 ? 0 : size >= 100 ? 1 : size >= 10 ? 2 : size >= 1 ? 3 : 4;
        return minus(size >= 10_000 ? whole(Math.round(value)) : fixed(value, decimals));
    }

    /** A tick label, with no more digits than needed. */
    public static String tick(double value) {
        double size = Math.abs(value);
        if (size > 0 && (size < 1e-3 || size >= 1e6)) {
            return minus(shortened(String.format(Locale.ROOT, "%.2e", value)));
        }
        BigDecimal plain =
                BigDecimal.valueOf(value).setScale(6, RoundingMode.HALF_UP).stripTrailingZeros();
        return plain.scale() <= 0 ? whole(plain.longValue()) : minus(plain.toPlainString());
    }

    /** At most three significant digits without trailing zeros. */
    public static String short3(double value) {
        return Double.isFinite(value)
                ? tick(new BigDecimal(value).round(new MathContext(3)).doubleValue())
                : number(value);
    }

    /** A number for a text field, with an ASCII minus sign so that it can be parsed. */
    public static String typed(double value) {
        BigDecimal plain = new BigDecimal(value).round(new MathContext(4)).stripTrailingZeros();
        return Math.abs(value) >= 1e-4 && Math.abs(value) < 1e6 || value == 0
                ? plain.toPlainString()
                : plain.toString();
    }

    /** A number with this many decimals; a value that rounds to 0 has no sign. */
    public static String fixed(double value, int decimals) {
        if (!Double.isFinite(value)) {
            return number(value);
        }
        return minus(BigDecimal.valueOf(value)
                .setScale(decimals, RoundingMode.HALF_UP)
                .toPlainString());
    }

    /** A whole number with commas as thousands separators. */
    public static String whole(long value) {
        return minus(String.format(Locale.ROOT, "%,d", value));
    }

    /** Shortens {@code 5.00e-04} to {@code 5e-4}. */
    private static String shortened(String scientific) {
        int e = scientific.indexOf('e');
        String mantissa = scientific.substring(0, e).replaceAll("\\.?0+$", "");
        return mantissa + "e" + Integer.parseInt(scientific.substring(e + 1));
    }

    private static String minus(String text) {
        return text.replace('-', '\u2212');
    }
}
