package org.dinotwins.app.inspect.state;

/** Which parts of the workspace are shown. */
public enum Arrangement {
    /** The list, the picture and the settings. */
    ALL,
    /** A grid of thumbnails in place of the picture. */
    GRID,
    /** The picture alone, as large as possible. */
    PICTURES_ONLY
}
