package org.dinotwins.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.dinotwins.cli.terminal.TerminalProgress;
import org.dinotwins.cli.terminal.UsageException;
import org.dinotwins.config.DataConfig;
import org.dinotwins.config.WorkbenchException;
import org.dinotwins.measure.Evaluator;
import org.dinotwins.run.Evaluation;
import org.dinotwins.run.RunFolder;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code evaluate}: compares a run's last checkpoint with random weights and a guess. */
@Command(
        name = "evaluate",
        mixinStandardHelpOptions = true,
        description = "Evaluates a run's last checkpoint and compares it with random weights and a guess.")
final class EvaluateCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Option(names = "--run", required = true, paramLabel = "DIR", description = "Folder of the run.")
    private Path folder;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "Folder of an image set other than the run's own; the result "
                    + "is then printed but not saved in the run.")
    private Path data;

    @Option(names = "--json", description = "Print a JSON object.")
    private boolean json;

    @Override
    public Integer call() throws Exception {
        RunFolder run = open(folder);
        TerminalProgress progress = TerminalProgress.on(spec.commandLine().getErr());
        Evaluation evaluation =
                Evaluator.evaluateOn(run, data == null ? run.config().data() : other(), progress);
        print(evaluation, json, spec, progress);
        if (data == null) {
            run.keep(evaluation);
        }
        return 0;
    }

    /** Prints an evaluation, before it is saved, so that it is not lost where it cannot be. */
    static void print(Evaluation evaluation, boolean json, CommandSpec spec, TerminalProgress progress) {
        progress.endLine();
        PrintWriter out = spec.commandLine().getOut();
        out.println(json ? evaluation.json() : ScoreTable.of(evaluation));
        out.flush();
    }

    private DataConfig other() throws UsageException {
        try {
            DataConfig other = new DataConfig(data.toString(), 0);
            other.resolve();
            return other;
        } catch (WorkbenchException e) {
            throw new UsageException(e);
        }
    }

    /** Opens a run that an option names; it must have a checkpoint. */
    static RunFolder open(Path folder) throws UsageException {
        try {
            RunFolder run = RunFolder.open(folder);
            run.last();
            return run;
        } catch (WorkbenchException e) {
            throw new UsageException(e);
        }
    }
}
