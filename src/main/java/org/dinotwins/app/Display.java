package org.dinotwins.app;

import java.util.Locale;

/** Whether this machine can show a window. */
public final class Display {
    private Display() {}

    /** False on Linux and BSD without X11 or Wayland, where JavaFX would end the process. */
    public static boolean present() {
        String os = System.getProperty("os.name").toLowerCase(Locale.ROOT);
        boolean own = os.startsWith("windows") || os.startsWith("mac");
        return own
                || set("DISPLAY")
                || set("WAYLAND_DISPLAY")
                || "Monocle".equals(System.getProperty("glass.platform"));
    }

    private static boolean set(String variable) {
        String value = System.getenv(variable);
        return value != null && !value.isBlank();
    }
}
