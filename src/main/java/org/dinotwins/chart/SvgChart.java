package org.dinotwins.chart;

import java.awt.Color;
import java.awt.geom.Rectangle2D;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.text.TextUtils;
import org.jfree.svg.SVGGraphics2D;

/** Draws charts as inline SVG whose colours are CSS variables of the page, such as {@code var(--dino)}. */
final class SvgChart {
    /** Names of chart colours, each a CSS variable; while drawing, its index is encoded as a placeholder colour. */
    private static final List<String> NAMES = List.of(
            "surface", "border", "grid", "text", "muted", "subtle", "accent", "dino", "barlow", "total", "teacher");
    /** Red and green of the placeholder colours, which no chart uses otherwise. */
    private static final int RED = 1;

    private static final int GREEN = 2;
    private static final Pattern OPENING = Pattern.compile("^<svg[^>]*>");
    private static final Pattern PLACEHOLDER = Pattern.compile("rgb\\(" + RED + "," + GREEN + ",(\\d+)\\)");
    private static final double PRECISION = 10;

    /** Charts must be painted with these colours before they are drawn. */
    static final ChartColours COLOURS = name -> new Color(RED, GREEN, index(name));

    static {
        // Otherwise the library draws rotated text as outlines of a system font instead of as text.
        TextUtils.setUseDrawRotatedStringWorkaround(false);
    }

    private SvgChart() {}

    private static int index(String name) {
        int index = NAMES.indexOf(name);
        if (index < 0) {
            throw new IllegalArgumentException("no colour " + name + " among " + NAMES);
        }
        return index;
    }

    /**
     * An {@code svg} element without a size, which the page determines.
     *
     * @param chart chart painted with {@link #COLOURS}; its title is also the name for screen readers
     * @param id    short word, unique in the page
     * @param width width in pixels, as is {@code height}; text keeps its size relative to them
     */
    static String draw(JFreeChart chart, String id, int width, int height) {
        SVGGraphics2D graphics = new SVGGraphics2D(width, height);
        graphics.setDefsKeyPrefix(id);
        graphics.setFontFunction(family -> "inherit");
        graphics.setGeomDoubleConverter(SvgChart::rounded);
        chart.draw(graphics, new Rectangle2D.Double(0, 0, width, height));
        // Inside an HTML page the element needs no namespaces.
        String opening = "<svg viewBox=\"0 0 " + width + " " + height + "\" role=\"img\" aria-label=\""
                + escaped(chart.getTitle().getText()) + "\">";
        String svg = OPENING.matcher(graphics.getSVGElement()).replaceFirst(Matcher.quoteReplacement(opening));
        return PLACEHOLDER
                .matcher(svg)
                .replaceAll(found -> "var(--" + NAMES.get(Integer.parseInt(found.group(1))) + ")");
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }

    private static String rounded(double value) {
        double near = Math.rint(value * PRECISION) / PRECISION;
        return near == Math.rint(near) ? Long.toString((long) near) : Double.toString(near);
    }
}
