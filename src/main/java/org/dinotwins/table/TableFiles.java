package org.dinotwins.table;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.dinotwins.files.AtomicFile;

/** Writes a table to disk: NAME.csv for further computation and NAME.tex for a paper. */
public final class TableFiles {
    private TableFiles() {}

    /**
     * Writes both files and creates the folder if it is missing.
     *
     * @param name file name without its extension
     * @param csv  content of the CSV file, see {@link Table#csv(String)}
     */
    public static void write(Path folder, String name, String csv, String latex) throws IOException {
        Path absolute = Files.createDirectories(folder.toAbsolutePath());
        AtomicFile.write(absolute.resolve(name + ".csv"), csv);
        AtomicFile.write(absolute.resolve(name + ".tex"), latex);
    }
}
