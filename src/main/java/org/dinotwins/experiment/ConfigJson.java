package org.dinotwins.experiment;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Configurations as JSON text, their presets and their rules. */
public final class ConfigJson {
    private ConfigJson() {
    }

    /** Reads a configuration; every unknown key, missing value or wrong type is an error that names its path. */
    public static RunConfig parse(String json) throws ExperimentException {
        throw new UnsupportedOperationException();
    }

    /** Indented JSON. */
    public static String write(RunConfig config) {
        throw new UnsupportedOperationException();
    }

    /** Replaces settings by path, for example {@code objective.dinoWeight=0.5}. */
    public static RunConfig with(RunConfig config, Map<String, String> settings) throws ExperimentException {
        throw new UnsupportedOperationException();
    }

    /** What is wrong with the configuration, each with its path; empty when it can run. */
    public static List<Problem> check(RunConfig config) {
        throw new UnsupportedOperationException();
    }

    /**
     * As {@link #with}, for a form that is being filled in: gathers every problem instead of stopping at the first.
     * Values that are no number, unknown paths and sizes that do not go together are problems too.
     */
    public static Edited edit(RunConfig config, Map<String, String> settings) {
        throw new UnsupportedOperationException();
    }

    /**
     * Outcome of an edit.
     *
     * @param config   the configuration with all settings taken over; empty when one of them has no meaning
     * @param problems as {@link #check}, and the settings that have no meaning
     */
    public record Edited(Optional<RunConfig> config, List<Problem> problems) {
    }

    /** Every setting by path as text, in the order of the file: what a form shows. */
    public static Map<String, String> settings(RunConfig config) {
        throw new UnsupportedOperationException();
    }

    /**
     * A setting that cannot stay as it is.
     *
     * @param path    as in {@link #with}, for example {@code train.batchSize}
     * @param message sentence for the user: what is wrong and what would be right
     * @param warning true when the run could start all the same
     */
    public record Problem(String path, String message, boolean warning) {
    }
}
