package org.dinotwins.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.dinotwins.cli.terminal.ExitCode;
import org.dinotwins.cli.terminal.TerminalProgress;
import org.dinotwins.cli.terminal.UsageException;
import org.dinotwins.config.RunConfig;
import org.dinotwins.config.WorkbenchException;
import org.dinotwins.measure.Evaluator;
import org.dinotwins.run.Evaluation;
import org.dinotwins.run.RunFolder;
import org.dinotwins.run.RunState;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code table}: the same configuration over several seeds, and what they reach together. */
@Command(name = "table", mixinStandardHelpOptions = true, description = "Trains and measures a configuration with "
        + "several seeds and prints a table. Called again, it goes on where it was left.")
final class TableCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;
    @Mixin
    private ConfigOptions settings;
    @Option(names = "--seeds", split = ",", defaultValue = "0,1,2", paramLabel = "N",
            description = "Seeds, with commas between; ${DEFAULT-VALUE} if not given.")
    private List<Long> seeds;
    @Option(names = "--steps", paramLabel = "N", description = "End each run after so many steps.")
    private long steps;
    @Option(names = "--out", required = true, paramLabel = "DIR", description = "Folder for the runs, one a seed.")
    private Path out;

    @Override
    public Integer call() throws Exception {
        RunConfig config = settings.forNewRun();
        TerminalProgress progress = TerminalProgress.on(spec.commandLine().getErr());
        List<Evaluation> evaluations = new ArrayList<>();
        for (long seed : seeds) {
            progress.line("Seed " + seed);
            ForegroundRun foreground = new ForegroundRun(progress);
            RunFolder run = run(foreground, ConfigOptions.seeded(config, seed), out.resolve("seed-" + seed));
            if (foreground.interrupted()) {
                return ExitCode.INTERRUPTED;
            }
            evaluations.add(Evaluator.latest(run, progress));
            progress.endLine();
        }
        spec.commandLine().getOut().println(ScoreTable.of(evaluations));
        return 0;
    }

    private RunFolder run(ForegroundRun foreground, RunConfig config, Path folder) throws UsageException,
            WorkbenchException, InterruptedException {
        Optional<RunFolder> begun = begun(folder);
        if (begun.isEmpty()) {
            return foreground.train(config, folder, steps, false);
        }
        if (!begun.get().config().equals(config)) {
            throw new UsageException("The run in " + folder + " has other settings; choose another --out.");
        }
        RunFolder.Summary summary = begun.get().summary();
        // A run that finished the steps asked for then may be asked for more now.
        long wanted = steps > 0 ? Math.min(steps, summary.totalSteps()) : summary.totalSteps();
        return summary.state() == RunState.FINISHED && begun.get().last().step() >= wanted ? begun.get()
                : foreground.train(config, folder, steps, true);
    }

    private static Optional<RunFolder> begun(Path folder) {
        try {
            RunFolder run = RunFolder.open(folder);
            return run.checkpoints().isEmpty() ? Optional.empty() : Optional.of(run);
        } catch (WorkbenchException e) {
            return Optional.empty();
        }
    }
}
