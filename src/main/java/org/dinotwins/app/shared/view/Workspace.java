package org.dinotwins.app.shared.view;

import java.util.List;

/** One of the window's rooms: Set up, Live, Inspect, Measure, Runs. All methods are called on the FX thread. */
public interface Workspace extends LazyView {
    /** Word in the navigation. */
    String title();

    /** Ikonli literal of the navigation's icon, for example {@code fth-sliders}. */
    String icon();

    /** Keys that mean something while the workspace is in view, for the list of keys. */
    default List<ShortcutHelp> keys() {
        return List.of();
    }

    /** The workspace comes into view, whole. */
    default void shown() {
    }

    /** The workspace goes out of view: timers stop here. */
    default void hidden() {
    }

    /** The window closes: threads and native memory are freed here. */
    default void close() {
    }
}
