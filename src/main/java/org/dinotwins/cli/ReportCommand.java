package org.dinotwins.cli;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.dinotwins.ablation.AblationFolder;
import org.dinotwins.cli.ablate.ExistingAblation;
import org.dinotwins.cli.terminal.TerminalProgress;
import org.dinotwins.cli.terminal.UsageException;
import org.dinotwins.config.WorkbenchException;
import org.dinotwins.export.report.AblationReport;
import org.dinotwins.export.report.RunReport;
import org.dinotwins.run.RunFolder;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code report}: a run or an ablation as an HTML file. */
@Command(
        name = "report",
        mixinStandardHelpOptions = true,
        description = "Writes a report of a run or an ablation as a " + "self-contained HTML file.")
final class ReportCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Option(names = "--run", required = true, paramLabel = "DIR", description = "Folder of a run or of an ablation.")
    private Path folder;

    @Option(names = "--out", required = true, paramLabel = "FILE", description = "HTML file to write.")
    private Path out;

    @Option(names = "--tables", paramLabel = "DIR", description = "Folder to write the tables to, as CSV and LaTeX.")
    private Path tables;

    @Override
    public Integer call() throws Exception {
        TerminalProgress progress = TerminalProgress.on(spec.commandLine().getErr());
        if (AblationFolder.holds(folder)) {
            AblationFolder ablation = ExistingAblation.open(folder);
            AblationReport.write(ablation, out);
            if (tables != null) {
                AblationReport.tables(ablation, tables);
            }
        } else {
            RunFolder run = run();
            EvaluateCommand.printFaults(run, spec);
            RunReport.write(run, out, progress);
            if (tables != null) {
                RunReport.tables(run, tables);
            }
        }
        progress.endLine();
        spec.commandLine().getOut().println(out);
        return 0;
    }

    private RunFolder run() throws UsageException {
        try {
            return RunFolder.open(folder);
        } catch (WorkbenchException e) {
            throw new UsageException(e);
        }
    }
}
