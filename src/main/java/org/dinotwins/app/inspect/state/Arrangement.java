package org.dinotwins.app.inspect.state;

/** What of the workspace is shown. */
public enum Arrangement {
    /** The list, the picture and the choices. */
    ALL,
    /** The list in place of the picture: a grid of thumbnails. */
    GRID,
    /** The picture alone, as large as can be. */
    PICTURES_ONLY
}
