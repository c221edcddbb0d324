package org.dinotwins.cli;

import java.util.Locale;
import java.util.concurrent.Callable;
import org.dinotwins.cli.terminal.UsageException;
import org.dinotwins.config.ConfigJson;
import org.dinotwins.config.Presets;
import org.dinotwins.config.WorkbenchException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code presets}: the built-in configurations. */
@Command(
        name = "presets",
        mixinStandardHelpOptions = true,
        description = "Lists the presets, or prints one as JSON to save and edit.")
final class PresetsCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Parameters(arity = "0..1", paramLabel = "NAME", description = "Preset to print.")
    private String name;

    @Override
    public Integer call() throws Exception {
        if (name != null) {
            try {
                spec.commandLine().getOut().print(ConfigJson.write(Presets.load(name)));
            } catch (WorkbenchException e) {
                throw new UsageException(e);
            }
            return 0;
        }
        for (String preset : Presets.names()) {
            spec.commandLine().getOut().printf(Locale.ROOT, "%-10s %s%n", preset, Presets.describe(preset));
        }
        return 0;
    }
}
