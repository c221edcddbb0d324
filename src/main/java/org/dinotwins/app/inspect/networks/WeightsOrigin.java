package org.dinotwins.app.inspect.networks;

import java.nio.file.Path;
import java.util.Optional;
import org.dinotwins.train.Role;

/** The origin of a network's weights. */
public sealed interface WeightsOrigin {
    /**
     * A state of a run.
     *
     * @param run        folder of the run
     * @param checkpoint empty for the initial weights
     */
    record OfRun(Path run, Optional<Path> checkpoint, Role role) implements WeightsOrigin {}

    /** A weights file. */
    record OfFile(Path file) implements WeightsOrigin {}
}
