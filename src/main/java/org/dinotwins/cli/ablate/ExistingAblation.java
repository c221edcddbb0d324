package org.dinotwins.cli.ablate;

import java.io.PrintWriter;
import java.nio.file.Path;
import org.dinotwins.ablation.AblationFolder;
import org.dinotwins.ablation.CellStatus.State;
import org.dinotwins.ablation.Results;
import org.dinotwins.cli.terminal.UsageException;
import org.dinotwins.config.WorkbenchException;
import picocli.CommandLine.Option;

/** The option that names the folder of an existing ablation. */
public final class ExistingAblation {
    @Option(names = "--out", required = true, paramLabel = "DIR", description = "Folder of the ablation.")
    private Path out;

    AblationFolder folder() throws UsageException {
        return open(out);
    }

    /** Opens an ablation that an option names. */
    public static AblationFolder open(Path folder) throws UsageException {
        try {
            return AblationFolder.open(folder);
        } catch (WorkbenchException e) {
            throw new UsageException(e);
        }
    }

    /** Prints each failed run with its reason. */
    static void printFailures(Results results, PrintWriter err) {
        results.runs().stream()
                .filter(run -> run.status().state() == State.FAILED)
                .forEach(run -> err.println(
                        "Failed: " + run.cell().title() + ": " + run.status().reason()));
    }
}
