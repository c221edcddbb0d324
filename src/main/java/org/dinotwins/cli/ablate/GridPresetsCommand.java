package org.dinotwins.cli.ablate;

import java.io.PrintWriter;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.dinotwins.ablation.GridPresets;
import org.dinotwins.cli.terminal.UsageException;
import org.dinotwins.config.WorkbenchException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code ablate presets}: the built-in grids. */
@Command(
        name = "presets",
        mixinStandardHelpOptions = true,
        description = "Lists the built-in grids, or prints one as JSON to save and edit.")
final class GridPresetsCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Parameters(arity = "0..1", paramLabel = "NAME", description = "Grid to print.")
    private String name;

    @Override
    public Integer call() throws Exception {
        PrintWriter out = spec.commandLine().getOut();
        if (name != null) {
            try {
                out.print(GridPresets.text(name));
            } catch (WorkbenchException e) {
                throw new UsageException(e);
            }
            return 0;
        }
        for (String preset : GridPresets.names()) {
            out.printf(
                    Locale.ROOT, "%-14s %s%n", preset, GridPresets.load(preset).description());
        }
        return 0;
    }
}
