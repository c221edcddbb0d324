package org.dinotwins.data.sample.drawing;

/**
 * One part of a figure.
 *
 * @param tint   the colour of the figure that it takes
 * @param ring   closed polygon
 * @param solid  true if it belongs to the silhouette; false for a drawing on it, clipped at its edge
 * @param relief how rounded it appears, 0 (flat) to 1
 */
// Painted, but never compared.
@SuppressWarnings("ArrayRecordComponent")
public record FigurePart(Tint tint, double[] ring, boolean solid, double relief) {

    /** The colours of a figure. */
    public enum Tint {
        BODY,
        SECOND,
        ACCENT,
        DARK,
        LIGHT
    }
}
