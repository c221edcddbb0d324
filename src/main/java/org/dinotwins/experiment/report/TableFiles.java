package org.dinotwins.experiment.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.dinotwins.experiment.AtomicFile;
import org.dinotwins.experiment.ExperimentException;

/** A table on disk: NAME.csv to compute with and NAME.tex for a paper. */
final class TableFiles {
    private TableFiles() {
    }

    static void write(Path folder, String name, String csv, String latex) throws ExperimentException {
        try {
            Path whole = Files.createDirectories(folder.toAbsolutePath());
            AtomicFile.write(whole.resolve(name + ".csv"), csv);
            AtomicFile.write(whole.resolve(name + ".tex"), latex);
        } catch (IOException e) {
            throw new ExperimentException("The tables cannot be written to " + folder + ": " + e.getMessage()
                    + ". Choose another place.", e);
        }
    }
}
