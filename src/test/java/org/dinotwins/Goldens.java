package org.dinotwins;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

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

    /** Names of the safetensors files of a folder of golden files, without their endings, sorted. */
    public static List<String> names(String folder) throws IOException {
        String other = System.getProperty("goldens.dir", "");
        Path place;
        try {
            place = other.isEmpty()
                    ? Path.of(Goldens.class.getResource("/goldens/" + folder).toURI())
                    : Path.of(other, folder);
        } catch (URISyntaxException e) {
            throw new IOException(e);
        }
        try (Stream<Path> files = Files.list(place)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".safetensors"))
                    .map(name -> name.replace(".safetensors", ""))
                    .sorted()
                    .toList();
        }
    }
}
