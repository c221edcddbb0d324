package org.dinotwins.data.sample.drawing;

/**
 * How a figure is placed in the picture: mirrored, rotated, scaled, then moved.
 *
 * @param x      centre in pixels
 * @param y      centre in pixels
 * @param scale  pixels per unit
 * @param turn   radians, clockwise on the screen
 * @param mirror whether left and right are exchanged
 */
public record FigurePlacement(double x, double y, double scale, double turn, boolean mirror) {

    public double[] apply(double[] ring) {
        double cos = StrictMath.cos(turn) * scale;
        double sin = StrictMath.sin(turn) * scale;
        double[] placed = new double[ring.length];
        for (int i = 0; i < ring.length; i += 2) {
            double u = mirror ? -ring[i] : ring[i];
            double v = ring[i + 1];
            placed[i] = x + u * cos - v * sin;
            placed[i + 1] = y + u * sin + v * cos;
        }
        return placed;
    }
}
