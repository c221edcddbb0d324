package org.dinotwins;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** Finds golden files: in the folder named by {@code -Dgoldens.dir}, else on the class path. */
public final class Goldens {
    private Goldens() {}

    /** Opens a golden file by name. */
    public static InputStream open(String name) throws IOException {
        String folder = System.getProperty("goldens.dir", "");
        if (!folder.isEmpty()) {
            return Files.newInputStream(Path.of(folder, name));
        }
        InputStream stream = Goldens.class.getResourceAsStream("/goldens/" + name);
        if (stream == null) {
            throw new FileNotFoundException("no golden file " + name + " on the class path");
        }
        return stream;
    }
}
