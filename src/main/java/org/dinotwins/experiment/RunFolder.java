package org.dinotwins.experiment;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.dinotwins.train.StepRecord;

/**
 * What a run left on disk: {@code config.json}, {@code run.json} (state, versions, device), {@code metrics.jsonl},
 * {@code changes.jsonl} (live changes), {@code checkpoints/step-000123.safetensors}, {@code evaluation.json},
 * {@code log.txt}. Files are written to a temporary name, then renamed.
 */
public final class RunFolder {
    private RunFolder() {
    }

    /** Opens an existing run. */
    public static RunFolder open(Path folder) throws ExperimentException {
        throw new UnsupportedOperationException();
    }

    /** Runs directly below a folder, newest first; an unreadable one is left out. */
    public static List<RunFolder> list(Path parent) {
        throw new UnsupportedOperationException();
    }

    /** The run's own folder. */
    public Path path() {
        throw new UnsupportedOperationException();
    }

    /** Settings of the run. */
    public RunConfig config() {
        throw new UnsupportedOperationException();
    }

    /** Summary for a list. */
    public Summary summary() {
        throw new UnsupportedOperationException();
    }

    /** All steps recorded so far. A broken last line (a killed run) is left out. */
    public List<StepRecord> metrics() throws ExperimentException {
        throw new UnsupportedOperationException();
    }

    /** Checkpoints by step, oldest first. */
    public List<Checkpoint> checkpoints() {
        throw new UnsupportedOperationException();
    }

    /** Result of the last evaluation of this run. */
    public Optional<Evaluation> evaluation() {
        throw new UnsupportedOperationException();
    }

    /** Writes {@code evaluation.json}; replaces an earlier one. */
    void keep(Evaluation evaluation) throws ExperimentException {
        throw new UnsupportedOperationException();
    }

    /** A saved state. */
    public record Checkpoint(long step, Path file) {
    }

    /**
     * A run in one line.
     *
     * @param started  ISO-8601 instant
     * @param device   name of the device it ran on
     * @param lastStep last step that has a metrics line, 0 for none
     */
    public record Summary(String name, RunState state, String started, String device, long lastStep, long totalSteps) {
    }
}
