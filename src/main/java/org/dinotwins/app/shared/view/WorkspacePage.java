package org.dinotwins.app.shared.view;

/** A tabbed page inside a workspace. FX thread only. */
public interface WorkspacePage extends LazyView {
    /** Title on its tab. */
    String title();

    /** Called when the page comes into view. */
    default void shown() {}

    /** Called when the window closes. */
    default void close() {}
}
