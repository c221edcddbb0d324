package org.dinotwins.app.inspect.networks;

import java.nio.file.Path;
import java.util.Optional;
import org.dinotwins.train.Role;

/** Where a network's weights come from. */
public sealed interface WeightsOrigin {
    /**
     * A state of a run.
     *
     * @param run        folder
     * @param checkpoint empty for the weights that it began with
     */
    record OfRun(Path run, Optional<Path> checkpoint, Role role) implements WeightsOrigin {}

    /** A file of weights, from wherever it came. */
    record OfFile(Path file) implements WeightsOrigin {}
}
