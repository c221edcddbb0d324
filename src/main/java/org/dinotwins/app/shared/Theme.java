package org.dinotwins.app.shared;

import java.util.Objects;
import javafx.scene.text.Font;

/** The two themes of the window. */
public enum Theme {
    DARK,
    LIGHT;

    /** Regular, semi-bold and bold. */
    private static final int[] WEIGHTS = {400, 600, 700};

    /** The colours of this theme, the same as in the style sheets. */
    public ThemeColours palette() {
        return this == DARK ? ThemeColours.DARK : ThemeColours.LIGHT;
    }

    /** The other theme. */
    public Theme other() {
        return this == DARK ? LIGHT : DARK;
    }

    /** Style sheets of this theme, on top of AtlantaFX' Primer theme. */
    public String[] styleSheets() {
        return new String[] {url(file()), url("workbench.css")};
    }

    /** Loads the typeface Inter; call once, before the first window. */
    public static void loadFonts() {
        for (int weight : WEIGHTS) {
            Font.loadFont(url("fonts/inter-latin-" + weight + "-normal.woff"), 0);
        }
    }

    String file() {
        return this == DARK ? "dark.css" : "light.css";
    }

    private static String url(String file) {
        return Objects.requireNonNull(Theme.class.getResource(file), file).toExternalForm();
    }
}
