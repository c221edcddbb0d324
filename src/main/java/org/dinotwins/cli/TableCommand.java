package org.dinotwins.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.dinotwins.cli.terminal.ExitCode;
import org.dinotwins.cli.terminal.SetOptions;
import org.dinotwins.cli.terminal.TerminalProgress;
import org.dinotwins.cli.terminal.UsageException;
import org.dinotwins.config.RunConfig;
import org.dinotwins.config.WorkbenchException;
import org.dinotwins.measure.Evaluator;
import org.dinotwins.run.RunFolder;
import org.dinotwins.run.RunState;
import org.dinotwins.run.evaluation.Evaluation;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code table}: trains a configuration with several seeds and prints the mean scores. */
@Command(
        name = "table",
        mixinStandardHelpOptions = true,
        description = "Trains and measures a configuration with "
                + "several seeds and prints a table. Called again, it continues unfinished runs.")
final class TableCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private ConfigOptions settings;

    @Mixin
    private SetOptions images;

    @Option(
            names = "--seeds",
            split = ",",
            defaultValue = "0,1,2",
            paramLabel = "N",
            description = "Seeds, separated by commas. Default: ${DEFAULT-VALUE}.")
    private List<Long> seeds;

    @Option(names = "--steps", paramLabel = "N", description = "Number of steps after which to stop each run.")
    private long steps;

    @Option(names = "--out", required = true, paramLabel = "DIR", description = "Folder for the runs, one per seed.")
    private Path out;

    @Override
    public Integer call() throws Exception {
        RunConfig config = settings.forNewRun();
        TerminalProgress progress = TerminalProgress.on(spec.commandLine().getErr());
        images.admitBeforeRun(config.data(), progress);
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

    private RunFolder run(ForegroundRun foreground, RunConfig config, Path folder)
            throws UsageException, WorkbenchException, InterruptedException {
        Optional<RunFolder> existing = existing(folder);
        if (existing.isEmpty()) {
            return foreground.train(config, folder, steps, false);
        }
        if (!existing.get().config().equals(config)) {
            throw new UsageException("The run in " + folder + " has different settings; choose another --out.");
        }
        RunFolder.Summary summary = existing.get().summary();
        // A run that finished with fewer --steps is continued.
        long wanted = steps > 0 ? Math.min(steps, summary.totalSteps()) : summary.totalSteps();
        return summary.state() == RunState.FINISHED && existing.get().last().step() >= wanted
                ? existing.get()
                : foreground.train(config, folder, steps, true);
    }

    private static Optional<RunFolder> existing(Path folder) {
        try {
            RunFolder run = RunFolder.open(folder);
            return run.checkpoints().isEmpty() ? Optional.empty() : Optional.of(run);
        } catch (WorkbenchException e) {
            return Optional.empty();
        }
    }
}
