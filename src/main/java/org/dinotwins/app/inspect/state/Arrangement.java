package org.dinotwins.app.inspect.state;

/** What of the workspace is shown. */
public enum Arrangement {
    /** The list, the picture and the choices. */
    ALL,
    /** The list over the picture's place: a wall of thumbnails. */
    GRID,
    /** The picture alone, as large as can be. */
    PICTURES_ONLY
}
