package org.dinotwins.app.measure;

import javafx.scene.Node;

/** A page of the Measure workspace. All methods are called on the FX thread. */
public interface MeasurePage {
    /** Words on its tab. */
    String title();

    /** Its view; made at the first call and the same node from then on. */
    Node view();

    /** The page comes into view. */
    default void shown() {
    }

    /** The window closes. */
    default void close() {
    }
}
