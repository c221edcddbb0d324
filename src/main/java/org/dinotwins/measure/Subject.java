package org.dinotwins.measure;

import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;
import org.dinotwins.config.DataConfig;
import org.dinotwins.config.WorkbenchException;
import org.dinotwins.data.ImageSet;
import org.dinotwins.run.RunFolder;

/**
 * The checkpoint that is measured, and the pictures it is measured on.
 *
 * @param run        the run
 * @param checkpoint the checkpoint whose teacher is measured
 * @param set        pictures to measure on, which may differ from the run's own
 * @param limit      most pictures of each split, a fixed random choice; 0 for all
 */
public record Subject(RunFolder run, RunFolder.Checkpoint checkpoint, ImageSet set, int limit) {
    public Subject {
        if (limit < 0) {
            throw new IllegalArgumentException("The limit of pictures must be 0, for all, or more.");
        }
    }

    /**
     * Opens a run and its pictures.
     *
     * @param step step of the checkpoint; empty for the last one
     * @param data folder of another image set; empty for the run's own
     */
    public static Subject open(RunFolder run, OptionalLong step, Optional<Path> data, int limit)
            throws WorkbenchException {
        RunFolder.Checkpoint chosen = step.isPresent() ? run.checkpoint(step.getAsLong()) : run.last();
        DataConfig images = data.map(folder -> new DataConfig(folder.toString(), 0))
                .orElseGet(() -> run.config().data());
        return new Subject(run, chosen, images.open(), limit);
    }
}
