package org.dinotwins.experiment;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import org.dinotwins.data.DataException;
import org.dinotwins.data.ImageSet;
import org.dinotwins.data.ImageSets;

/**
 * Which pictures.
 *
 * @param folder image set's folder; relative paths are resolved against the working folder
 * @param limit  train on the first n pictures of a seeded shuffle; 0 for all
 */
public record DataConfig(String folder, int limit) {
    /** Opens the whole image set; {@link #limit} is left to who trains. */
    public ImageSet open() throws ExperimentException {
        try {
            return ImageSets.open(Path.of(folder).toAbsolutePath().normalize());
        } catch (InvalidPathException e) {
            throw new ExperimentException("data.folder is no folder name that this system knows: " + folder + ".", e);
        } catch (DataException e) {
            throw new ExperimentException(e.getMessage(), e);
        }
    }
}
