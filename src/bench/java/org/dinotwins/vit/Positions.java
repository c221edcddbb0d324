package org.dinotwins.vit;

/** Hands out the interpolation of positions. */
public final class Positions {
    private Positions() {}

    /** As {@link PositionGrid} makes it. */
    public static float[] axis(int side, int length) {
        return PositionGrid.axis(side, length);
    }
}
