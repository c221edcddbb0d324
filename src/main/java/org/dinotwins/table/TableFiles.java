package org.dinotwins.table;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.dinotwins.config.WorkbenchException;
import org.dinotwins.files.AtomicFile;

/** A table on disk: NAME.csv to compute with and NAME.tex for a paper. */
public final class TableFiles {
    private TableFiles() {
    }

    public static void write(Path folder, String name, String csv, String latex) throws WorkbenchException {
        try {
            Path whole = Files.createDirectories(folder.toAbsolutePath());
            AtomicFile.write(whole.resolve(name + ".csv"), csv);
            AtomicFile.write(whole.resolve(name + ".tex"), latex);
        } catch (IOException e) {
            throw new WorkbenchException("The tables cannot be written to " + folder + ": " + e.getMessage()
                    + ". Choose another place.", e);
        }
    }
}
