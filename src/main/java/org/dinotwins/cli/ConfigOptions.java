package org.dinotwins.cli;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.dinotwins.cli.terminal.UsageException;
import org.dinotwins.config.ConfigFile;
import org.dinotwins.config.ConfigJson;
import org.dinotwins.config.Presets;
import org.dinotwins.config.RunConfig;
import org.dinotwins.config.WorkbenchException;
import org.dinotwins.run.RunFolder;
import picocli.CommandLine.Option;

/** Options that select a configuration: a preset or a file, and changes to it. */
final class ConfigOptions {
    @Option(
            names = "--preset",
            paramLabel = "NAME",
            description = "A preset; the presets command lists them. " + "Default: quick, unless --config is given.")
    private String preset;

    @Option(
            names = "--config",
            paramLabel = "FILE",
            description = "A configuration as JSON, for example a run's " + "config.json.")
    private Path file;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "Folder of the image set, or sample:N for N drawn sample pictures.")
    private String data;

    @Option(
            names = "--set",
            paramLabel = "KEY=VALUE",
            description = "Change a setting, for example "
                    + "objective.dinoShare=0.5; repeatable. The settings command lists all settings.")
    private Map<String, String> changes = new LinkedHashMap<>();

    /** The configuration of a new run. */
    RunConfig forNewRun() throws UsageException {
        if (preset != null && file != null) {
            throw new UsageException("--preset and --config cannot be combined; give one of them.");
        }
        try {
            return changed(file != null ? ConfigFile.read(file) : Presets.load(preset == null ? "quick" : preset));
        } catch (WorkbenchException e) {
            throw new UsageException(e);
        }
    }

    /** The configuration of a run to resume. */
    RunConfig forResumed(Path run) throws UsageException {
        if (preset != null || file != null) {
            throw new UsageException("A resumed run keeps its configuration: omit --preset and --config.");
        }
        try {
            return changed(RunFolder.open(run).config());
        } catch (WorkbenchException e) {
            throw new UsageException(e);
        }
    }

    private RunConfig changed(RunConfig config) throws WorkbenchException {
        Map<String, String> settings = new LinkedHashMap<>(changes);
        if (data != null) {
            settings.put("data.folder", data);
        }
        RunConfig changed = ConfigJson.edit(config, settings).usable();
        changed.data().check();
        return changed;
    }

    /** The same configuration with another seed. */
    static RunConfig seeded(RunConfig config, long seed) throws UsageException {
        try {
            return ConfigJson.edit(config, Map.of("train.seed", Long.toString(seed)))
                    .usable();
        } catch (WorkbenchException e) {
            throw new UsageException(e);
        }
    }
}
