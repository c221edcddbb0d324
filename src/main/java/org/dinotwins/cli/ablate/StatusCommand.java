package org.dinotwins.cli.ablate;

import java.io.PrintWriter;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.dinotwins.ablation.AblationFolder;
import org.dinotwins.ablation.Cell;
import org.dinotwins.ablation.CellStatus;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code ablate status}: the state of each run. */
@Command(name = "status", mixinStandardHelpOptions = true, description = "Prints the state of each run of an ablation.")
final class StatusCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private ExistingAblation ablation;

    @Override
    public Integer call() throws Exception {
        AblationFolder folder = ablation.folder();
        PrintWriter out = spec.commandLine().getOut();
        int finished = 0;
        for (Cell cell : folder.cells()) {
            CellStatus status = folder.status(cell);
            finished += status.state().over() ? 1 : 0;
            out.printf(
                    Locale.ROOT,
                    "%3d  %-9s %s%s%n",
                    cell.index(),
                    status.state().word(),
                    cell.title(),
                    status.reason().isEmpty() ? "" : ": " + status.reason());
        }
        out.printf(
                Locale.ROOT,
                "%d of %d runs finished%n",
                finished,
                folder.cells().size());
        return 0;
    }
}
