package org.dinotwins.app.shared;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.dinotwins.config.Json;
import org.dinotwins.config.WorkbenchException;
import org.dinotwins.files.AtomicFile;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Saved window state: texts by key in a JSON file in the user's configuration folder. A damaged file counts as empty.
 * Thread-safe.
 */
public final class UserState {
    /** System property that names another file. */
    public static final String FILE = "dinotwins.state";

    private static final Logger LOG = LoggerFactory.getLogger(UserState.class);

    private final Path file;
    private final Map<String, String> values = new TreeMap<>();

    private UserState(Path file) {
        this.file = file;
    }

    /** Reads this user's file. */
    public static UserState load() {
        return load(place());
    }

    static UserState load(Path file) {
        UserState state = new UserState(file);
        try {
            JsonObject json = Json.object(Files.readString(file));
            json.asMap().forEach((key, value) -> {
                if (value.isJsonPrimitive()) {
                    state.values.put(key, value.getAsString());
                }
            });
        } catch (NoSuchFileException e) {
            LOG.debug("first start: no {}", file);
        } catch (IOException | WorkbenchException e) {
            LOG.warn("cannot read the saved window state from {}: {}", file, e.getMessage());
        }
        return state;
    }

    /** {@code $XDG_CONFIG_HOME/dinotwins}, {@code ~/.config/dinotwins}, or {@code %APPDATA%\dinotwins}. */
    private static Path place() {
        String named = System.getProperty(FILE);
        if (named != null) {
            return Path.of(named);
        }
        boolean windows = System.getProperty("os.name").toLowerCase(Locale.ROOT).startsWith("windows");
        String base = System.getenv(windows ? "APPDATA" : "XDG_CONFIG_HOME");
        Path folder =
                base == null || base.isBlank() ? Path.of(System.getProperty("user.home"), ".config") : Path.of(base);
        return folder.resolve("dinotwins").resolve("window.json");
    }

    /** The saved text of a key, if any. */
    public synchronized Optional<String> get(String key) {
        return Optional.ofNullable(values.get(key));
    }

    /** Sets a text; {@link #save} writes it. */
    public synchronized void put(String key, String value) {
        values.put(key, value);
    }

    /** Writes the file. A failure is only logged: the user loses only window positions. */
    public synchronized void save() {
        JsonObject json = new JsonObject();
        values.forEach(json::addProperty);
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            AtomicFile.write(file, Json.pretty(json));
        } catch (IOException e) {
            LOG.warn("cannot save the window state to {}: {}", file, e.getMessage());
        }
    }
}
