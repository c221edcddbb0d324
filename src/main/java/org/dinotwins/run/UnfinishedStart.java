package org.dinotwins.run;

import com.google.gson.JsonElement;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.dinotwins.config.Json;
import org.dinotwins.config.WorkbenchException;

/**
 * A run that ended before its first checkpoint: because of a misspelt image folder, or because its process was killed. It holds
 * nothing to resume, so its folder may be used again.
 *
 * @param folder folder of the run
 * @param steps  last recorded step, 0 for none
 */
record UnfinishedStart(Path folder, long steps) {
    /** States in which a run that recorded steps can have died before its first checkpoint. */
    private static final Set<RunState> DIED = Set.of(RunState.RUNNING, RunState.PAUSED, RunState.FAILED);

    /** The unfinished start in a folder; empty if the folder holds any other run, or no run. */
    static Optional<UnfinishedStart> in(Path folder) {
        Path metrics = folder.resolve(RunFolder.METRICS);
        boolean begun = Files.isRegularFile(folder.resolve(RunFolder.RUN)) || Files.isRegularFile(metrics);
        if (!begun
                || new CheckpointFolder(folder).last().isPresent()
                || Files.exists(folder.resolve(RunFolder.EVALUATION))) {
            return Optional.empty();
        }
        long steps = RunFolder.STEP_LINES.last(metrics).map(s -> s.step()).orElse(0L);
        // Someone may have deleted the checkpoints of a run that finished or was stopped.
        boolean died = state(folder.resolve(RunFolder.RUN)).map(DIED::contains).orElse(true);
        return steps == 0 || died ? Optional.of(new UnfinishedStart(folder, steps)) : Optional.empty();
    }

    /** Empty for a file that cannot be read. */
    private static Optional<RunState> state(Path file) {
        try {
            JsonElement state = Json.object(Files.readString(file)).get("state");
            return state == null || !state.isJsonPrimitive()
                    ? Optional.empty()
                    : Optional.of(RunState.valueOf(state.getAsString()));
        } catch (IOException | WorkbenchException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** Deletes its files except the log; the caller holds the run's lock. */
    void clear() throws IOException {
        for (String name :
                List.of(RunFolder.METRICS, RunFolder.CHANGES, RunFolder.ALARMS, RunFolder.CORRELATION, RunFolder.RUN)) {
            Files.deleteIfExists(folder.resolve(name));
        }
    }

    /** What the user should know; empty if no step was lost. */
    Optional<String> sentence() {
        return steps == 0
                ? Optional.empty()
                : Optional.of("The run in this folder ended after step " + steps
                        + ", before its first checkpoint; it starts again from the beginning.");
    }
}
