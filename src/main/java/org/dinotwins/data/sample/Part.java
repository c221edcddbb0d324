package org.dinotwins.data.sample;

/**
 * One piece of a figure.
 *
 * @param tint   which colour of the figure's coat it takes
 * @param ring   closed polygon
 * @param solid  true where it belongs to the silhouette; false for a drawing on it, which is cut off at its edge
 * @param relief how rounded it looks, from 0 (flat) to 1
 */
// Never compared: only painted.
@SuppressWarnings("ArrayRecordComponent")
record Part(Tint tint, double[] ring, boolean solid, double relief) {

    /** The colours of a coat. */
    enum Tint { BODY, SECOND, ACCENT, DARK, LIGHT }
}
