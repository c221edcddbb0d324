package org.dinotwins.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.dinotwins.cli.terminal.SetOptions;
import org.dinotwins.cli.terminal.TerminalProgress;
import org.dinotwins.cli.terminal.UsageException;
import org.dinotwins.config.DataConfig;
import org.dinotwins.config.WorkbenchException;
import org.dinotwins.data.ImageSet;
import org.dinotwins.measure.Evaluator;
import org.dinotwins.run.RunFolder;
import org.dinotwins.run.evaluation.Evaluation;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code evaluate}: compares a run's last checkpoint with random weights and the highest floor. */
@Command(
        name = "evaluate",
        mixinStandardHelpOptions = true,
        description = "Evaluates a run's last checkpoint and compares it with random weights and the highest floor.")
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
    private String data;

    @Mixin
    private SetOptions images;

    @Option(names = "--json", description = "Print a JSON object.")
    private boolean json;

    @Override
    public Integer call() throws Exception {
        RunFolder run = open(folder);
        printFaults(run, spec);
        TerminalProgress progress = TerminalProgress.on(spec.commandLine().getErr());
        ImageSet set = images.open(data == null ? run.config().data() : new DataConfig(data, 0), progress);
        Evaluation evaluation = Evaluator.evaluateOn(run, set, progress);
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

    /** Prints what of a run's files is damaged. */
    static void printFaults(RunFolder run, CommandSpec spec) {
        run.faults().forEach(fault -> spec.commandLine().getErr().println("Note: " + fault));
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
