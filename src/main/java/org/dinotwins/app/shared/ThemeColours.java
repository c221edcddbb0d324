package org.dinotwins.app.shared;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javafx.scene.paint.Color;

/**
 * The colours of a theme for charts and canvases, which style sheets do not reach. Read from the theme's style sheet,
 * so that the text "DINO" and its curve have the same hue.
 */
public final class ThemeColours {
    /** Number of series hues. */
    public static final int SERIES = 8;

    private static final Pattern TOKEN = Pattern.compile("-dt-([a-z0-9-]+):\\s*(#[0-9a-f]{6});");

    static final ThemeColours DARK = read(Theme.DARK.file());
    static final ThemeColours LIGHT = read(Theme.LIGHT.file());

    private final Map<String, Color> colours;

    private ThemeColours(Map<String, Color> colours) {
        this.colours = colours;
    }

    private static ThemeColours read(String file) {
        Map<String, Color> colours = new TreeMap<>();
        try (InputStream in = Objects.requireNonNull(ThemeColours.class.getResourceAsStream(file), file)) {
            Matcher token = TOKEN.matcher(new String(in.readAllBytes(), StandardCharsets.UTF_8));
            while (token.find()) {
                colours.put(token.group(1), Color.web(token.group(2)));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new ThemeColours(colours);
    }

    /**
     * A colour by its name in the style sheet without {@code -dt-}: {@code window, surface, raised, border, grid, text,
     * muted, subtle, accent, success, warning, danger, dino, barlow, total, teacher, global, local}.
     */
    public Color get(String name) {
        Color colour = colours.get(name);
        if (colour == null) {
            throw new IllegalArgumentException("no colour " + name + " among " + colours.keySet());
        }
        return colour;
    }

    /** Colour of the i-th series, from 0, repeating. */
    public Color series(int i) {
        return get("series-" + (Math.floorMod(i, SERIES) + 1));
    }

    /** The same as a {@code java.awt} colour, which JFreeChart needs. */
    public java.awt.Color awt(String name) {
        return awt(get(name));
    }

    /** A JavaFX colour as a {@code java.awt} colour. */
    public static java.awt.Color awt(Color colour) {
        return new java.awt.Color((float) colour.getRed(), (float) colour.getGreen(), (float) colour.getBlue(), (float)
                colour.getOpacity());
    }
}
