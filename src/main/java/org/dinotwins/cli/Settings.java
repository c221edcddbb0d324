package org.dinotwins.cli;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.dinotwins.experiment.ConfigFile;
import org.dinotwins.experiment.ConfigJson;
import org.dinotwins.experiment.ExperimentException;
import org.dinotwins.experiment.Presets;
import org.dinotwins.experiment.RunConfig;
import org.dinotwins.experiment.RunFolder;
import picocli.CommandLine.Option;

/** The options that say which configuration is meant: a preset or a file, and what differs from it. */
final class Settings {
    @Option(names = "--preset", paramLabel = "NAME", description = "A preset's name; see the presets command. Without "
            + "--preset and --config it is quick.")
    private String preset;
    @Option(names = "--config", paramLabel = "FILE", description = "A configuration as JSON, for example a run's "
            + "config.json.")
    private Path file;
    @Option(names = "--data", paramLabel = "DIR", description = "Folder of the image set.")
    private String data;
    @Option(names = "--set", paramLabel = "KEY=VALUE", description = "Any setting, for example "
            + "objective.dinoWeight=0.5; may be repeated. See the settings command.")
    private Map<String, String> changes = new LinkedHashMap<>();

    /** A new run's configuration. */
    RunConfig forNewRun() throws SettingFault {
        if (preset != null && file != null) {
            throw new SettingFault("--preset and --config exclude each other; give one of them.");
        }
        try {
            return changed(file != null ? ConfigFile.read(file) : Presets.load(preset == null ? "quick" : preset));
        } catch (ExperimentException e) {
            throw new SettingFault(e);
        }
    }

    /** The configuration of a run that goes on. */
    RunConfig forResumed(Path run) throws SettingFault {
        if (preset != null || file != null) {
            throw new SettingFault("A resumed run keeps its own configuration: leave out --preset and --config.");
        }
        try {
            return changed(RunFolder.open(run).config());
        } catch (ExperimentException e) {
            throw new SettingFault(e);
        }
    }

    private RunConfig changed(RunConfig config) throws ExperimentException {
        Map<String, String> settings = new LinkedHashMap<>(changes);
        if (data != null) {
            settings.put("data.folder", data);
        }
        return ConfigJson.edit(config, settings).usable();
    }

    /** The same configuration with another seed. */
    static RunConfig seeded(RunConfig config, long seed) throws SettingFault {
        try {
            return ConfigJson.edit(config, Map.of("train.seed", Long.toString(seed))).usable();
        } catch (ExperimentException e) {
            throw new SettingFault(e);
        }
    }
}
