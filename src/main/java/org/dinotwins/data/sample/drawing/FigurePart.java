package org.dinotwins.data.sample.drawing;

/**
 * One piece of a figure.
 *
 * @param tint   which of the figure's colours it has
 * @param ring   closed polygon
 * @param solid  true where it belongs to the silhouette; false for a drawing on it, which is cut off at its edge
 * @param relief how rounded it looks, from 0 (flat) to 1
 */
// Never compared: only painted.
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
