package org.dinotwins.app.shared.view;

import java.util.List;

/** One of the workspaces Set up, Live, Inspect, Measure and Runs. FX thread only. */
public interface Workspace extends LazyView {
    /** Title in the navigation. */
    String title();

    /** Ikonli literal of the navigation's icon, for example {@code fth-sliders}. */
    String icon();

    /** Shortcuts that work while the workspace is in view, for the shortcuts overlay. */
    default List<ShortcutHelp> keys() {
        return List.of();
    }

    /** Called when the complete workspace comes into view. */
    default void shown() {}

    /** Called when the workspace is hidden; timers stop here. */
    default void hidden() {}

    /** Called when the window closes; frees threads and native memory. */
    default void close() {}
}
