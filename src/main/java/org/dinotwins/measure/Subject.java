package org.dinotwins.measure;

import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;
import org.dinotwins.config.DataConfig;
import org.dinotwins.config.WorkbenchException;
import org.dinotwins.data.ImageSet;
import org.dinotwins.run.RunFolder;

/**
 * The network that is measured, and the pictures it is measured on.
 *
 * @param network a run's checkpoint or imported weights
 * @param set     pictures to measure on, which may differ from those that the network was trained on
 * @param limit   most pictures of each split, a fixed random choice; 0 for all
 * @param view    how pictures become the network's input
 */
public record Subject(MeasuredNetwork network, ImageSet set, int limit, InputView view) {
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
        DataConfig images = data.map(Subject::all).orElseGet(() -> run.config().data());
        return new Subject(new CheckpointNetwork(run, chosen), images.open(), limit, InputView.STRETCHED);
    }

    /**
     * Opens pictures for imported weights.
     *
     * @param data folder of the image set
     */
    public static Subject open(ImportedNetwork network, Path data, int limit) throws WorkbenchException {
        return new Subject(network, all(data).open(), limit, InputView.STRETCHED);
    }

    /** The same with another view. */
    public Subject with(InputView other) {
        return new Subject(network, set, limit, other);
    }

    private static DataConfig all(Path data) {
        return new DataConfig(data.toString(), 0);
    }
}
