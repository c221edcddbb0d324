package org.dinotwins.data;

import java.nio.file.Path;
import java.util.Locale;

/** The program's folder for files that can be made again, such as indexes and drawn pictures. */
public final class UserCache {
    /** System property that names another folder. */
    public static final String FOLDER = "dinotwins.cache";

    private UserCache() {}

    /** {@code $XDG_CACHE_HOME/dinotwins}, {@code ~/.cache/dinotwins}, or {@code %LOCALAPPDATA%\dinotwins}; may not exist. */
    public static Path folder() {
        String named = System.getProperty(FOLDER);
        if (named != null) {
            return Path.of(named);
        }
        boolean windows = System.getProperty("os.name").toLowerCase(Locale.ROOT).startsWith("windows");
        String base = System.getenv(windows ? "LOCALAPPDATA" : "XDG_CACHE_HOME");
        Path parent =
                base == null || base.isBlank() ? Path.of(System.getProperty("user.home"), ".cache") : Path.of(base);
        return parent.resolve("dinotwins");
    }
}
