package org.dinotwins.app.shared.view;

/** A page of the Measure workspace. All methods are called on the FX thread. */
public interface WorkspacePage extends LazyView {
    /** Words on its tab. */
    String title();

    /** The page comes into view. */
    default void shown() {
    }

    /** The window closes. */
    default void close() {
    }
}
