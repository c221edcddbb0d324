package org.dinotwins.app.shared;

import java.util.Objects;

/** The window's two looks. */
public enum Theme {
    DARK, LIGHT;

    /** The colours of this theme, the same that the style sheets use. */
    public Palette palette() {
        return this == DARK ? Palette.DARK : Palette.LIGHT;
    }

    /** The other one. */
    public Theme other() {
        return this == DARK ? LIGHT : DARK;
    }

    /** Style sheets of the workbench in this theme, to be laid over AtlantaFX' Primer theme. */
    public String[] styleSheets() {
        return new String[] {url(file()), url("workbench.css")};
    }

    String file() {
        return this == DARK ? "dark.css" : "light.css";
    }

    private static String url(String file) {
        return Objects.requireNonNull(Theme.class.getResource(file), file).toExternalForm();
    }
}
