package org.dinotwins.vit;

/** Gives access to the interpolation of positions. */
public final class Positions {
    private Positions() {}

    /** As in {@link PositionGrid}. */
    public static float[] axis(int side, int length) {
        return PositionGrid.axis(side, length);
    }
}
