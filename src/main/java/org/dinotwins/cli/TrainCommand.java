package org.dinotwins.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.concurrent.Callable;
import org.dinotwins.cli.terminal.ExitCode;
import org.dinotwins.cli.terminal.SetOptions;
import org.dinotwins.cli.terminal.TerminalProgress;
import org.dinotwins.cli.terminal.UsageException;
import org.dinotwins.config.ConfigJson;
import org.dinotwins.config.RunConfig;
import org.dinotwins.measure.Evaluator;
import org.dinotwins.run.RunFolder;
import org.dinotwins.run.evaluation.Evaluation;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code train}: trains and evaluates a run, or resumes one from its last checkpoint. */
@Command(
        name = "train",
        mixinStandardHelpOptions = true,
        description = "Trains a model and evaluates it. Ctrl-C "
                + "stops the run after the current step; --resume continues it.")
final class TrainCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private ConfigOptions settings;

    @Mixin
    private SetOptions images;

    @Option(names = "--seed", paramLabel = "N", description = "Random seed for weights, data order and crops.")
    private Long seed;

    @Option(names = "--steps", paramLabel = "N", description = "Number of steps of the schedule after which to stop.")
    private long steps;

    @Option(names = "--out", paramLabel = "DIR", description = "Run folder to create. Default: runs/NAME-TIME.")
    private Path out;

    @Option(names = "--resume", description = "Resume from the last checkpoint of the run in --out.")
    private boolean resume;

    @Option(names = "--no-evaluate", description = "Skip the evaluation at the end.")
    private boolean withoutEvaluation;

    @Option(names = "--json", description = "Print the evaluation as a JSON object instead of a table.")
    private boolean json;

    @Override
    public Integer call() throws Exception {
        if (resume && out == null) {
            throw new UsageException("--resume needs --out, the folder of the run to resume.");
        }
        RunConfig config = resume ? settings.forResumed(out) : settings.forNewRun();
        if (seed != null) {
            config = ConfigOptions.seeded(config, seed);
        }
        PrintWriter err = spec.commandLine().getErr();
        ConfigJson.check(config).forEach(p -> err.println("Note: " + p.message()));
        Path folder = out != null
                ? out
                : Path.of(
                        "runs",
                        config.name() + "-"
                                + LocalDateTime.now().format(DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss")));
        TerminalProgress progress = TerminalProgress.on(err);
        images.admitBeforeRun(config.data(), progress);
        ForegroundRun foreground = new ForegroundRun(progress);
        RunFolder run = foreground.train(config, folder, steps, resume);
        if (foreground.interrupted()) {
            return ExitCode.INTERRUPTED;
        }
        progress.line("The run is in " + run.path());
        if (!withoutEvaluation) {
            Evaluation evaluation =
                    Evaluator.evaluateOn(run, run.config().data().open(), progress);
            EvaluateCommand.print(evaluation, json, spec, progress);
            run.keep(evaluation);
        }
        return 0;
    }
}
