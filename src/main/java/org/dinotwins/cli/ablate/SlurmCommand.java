package org.dinotwins.cli.ablate;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import org.dinotwins.ablation.AblationFolder;
import org.dinotwins.ablation.Results;
import org.dinotwins.ablation.slurm.Slurm;
import org.dinotwins.ablation.slurm.SlurmScript;
import org.dinotwins.cli.terminal.ExitCode;
import org.dinotwins.cli.terminal.TerminalProgress;
import org.dinotwins.cli.terminal.UsageException;
import org.dinotwins.config.WorkbenchException;
import org.dinotwins.export.report.AblationTables;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code ablate slurm}: an ablation as a job array on a Slurm cluster. */
@Command(
        name = "slurm",
        mixinStandardHelpOptions = true,
        description = "Runs an ablation on a Slurm cluster as a job "
                + "array with one task per run. The folder must be on a file system that all nodes share.",
        subcommands = {
            SlurmCommand.Write.class,
            SlurmCommand.Submit.class,
            SlurmCommand.Follow.class,
            SlurmCommand.Collect.class,
            SlurmCommand.Cancel.class
        })
final class SlurmCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(), "A command is missing: write, submit, follow, collect or cancel.");
    }

    /** {@code ablate slurm write}. */
    @Command(
            name = "write",
            mixinStandardHelpOptions = true,
            description =
                    "Creates the ablation's folder if needed and " + "writes the script of the job array for sbatch.")
    static final class Write implements Callable<Integer> {
        @Spec
        private CommandSpec spec;

        @Mixin
        private GridOptions options;

        @Option(names = "--out", required = true, paramLabel = "DIR", description = "Folder of the ablation.")
        private Path out;

        @Option(names = "--partition", defaultValue = "", paramLabel = "NAME", description = "Slurm partition.")
        private String partition;

        @Option(names = "--time", defaultValue = "", paramLabel = "H:MM:SS", description = "Time limit of a run.")
        private String time;

        @Option(
                names = "--mem",
                defaultValue = "",
                paramLabel = "SIZE",
                description = "Memory per run, for example 8G.")
        private String memory;

        @Option(names = "--cpus", paramLabel = "N", description = "CPU cores per run.")
        private int cpus;

        @Option(
                names = "--gpus",
                paramLabel = "N",
                description = "GPUs per run; more than one only for " + "runs whose train.gpus asks for them.")
        private int gpus;

        @Option(
                names = "--setup",
                paramLabel = "LINE",
                description =
                        "A shell line to run before the program, for example " + "\"module load cuda\"; repeatable.")
        private List<String> setup = List.of();

        @Option(
                names = "--sbatch",
                paramLabel = "OPTION",
                description = "A further option of sbatch, for example " + "--sbatch=--account=vision; repeatable.")
        private List<String> sbatch = List.of();

        @Override
        public Integer call() throws Exception {
            AblationFolder folder = options.folder(out, AblationFolder.holds(out), runs -> {});
            Path script =
                    new Slurm().write(folder, new SlurmScript(partition, time, memory, cpus, gpus, setup, sbatch));
            spec.commandLine().getOut().println(script);
            return 0;
        }
    }

    /** {@code ablate slurm submit}. */
    @Command(
            name = "submit",
            mixinStandardHelpOptions = true,
            description = "Submits all unfinished runs. Call it "
                    + "again after the job has ended to submit those that remain.")
    static final class Submit implements Callable<Integer> {
        @Spec
        private CommandSpec spec;

        @Mixin
        private ExistingAblation ablation;

        @Option(names = "--retry-failed", description = "Also submit failed runs.")
        private boolean retryFailed;

        @Option(names = "--at-once", paramLabel = "N", description = "Maximum number of runs at a time.")
        private int atOnce;

        @Override
        public Integer call() throws Exception {
            Slurm.Job job = new Slurm().submit(ablation.folder(), retryFailed, atOnce);
            spec.commandLine().getOut().println(job.id());
            spec.commandLine().getErr().println(job.cells().size() + " runs submitted as job " + job.id());
            return 0;
        }
    }

    /** {@code ablate slurm follow}. */
    @Command(
            name = "follow",
            mixinStandardHelpOptions = true,
            description =
                    "Shows the submitted job's progress until it ends. " + "Ctrl-C stops the display, not the job.")
    static final class Follow implements Callable<Integer> {
        @Spec
        private CommandSpec spec;

        @Mixin
        private ExistingAblation ablation;

        @Option(
                names = "--every",
                defaultValue = "10",
                paramLabel = "SECONDS",
                description = "Seconds between two queries. " + "Default: ${DEFAULT-VALUE}.")
        private int every;

        @Override
        public Integer call() throws Exception {
            if (every < 1) {
                throw new UsageException("--every must be 1 or more.");
            }
            Slurm slurm = new Slurm();
            AblationFolder folder = ablation.folder();
            TerminalProgress progress = TerminalProgress.on(spec.commandLine().getErr());
            Slurm.JobStatus status = slurm.follow(folder, slurm.job(folder), Duration.ofSeconds(every), progress);
            progress.endLine();
            for (var task : status.tasks().entrySet()) {
                spec.commandLine().getOut().println(folder.cell(task.getKey()).title() + ": " + task.getValue());
            }
            return status.lost() > 0 ? ExitCode.FAILURE : 0;
        }
    }

    /** {@code ablate slurm collect}. */
    @Command(
            name = "collect",
            mixinStandardHelpOptions = true,
            description = "Prints the results of the runs and counts the "
                    + "missing ones. Exit code 1 while any is missing.")
    static final class Collect implements Callable<Integer> {
        @Spec
        private CommandSpec spec;

        @Mixin
        private ExistingAblation ablation;

        @Override
        public Integer call() throws Exception {
            Results results = Results.of(ablation.folder());
            spec.commandLine().getOut().println(AblationTables.text(results));
            PrintWriter err = spec.commandLine().getErr();
            ExistingAblation.printFailures(results, err);
            long missing = results.runs().stream()
                    .filter(run -> run.scores().isEmpty())
                    .count();
            if (missing > 0) {
                err.println(missing + " of " + results.runs().size() + " runs have no result.");
            }
            return missing > 0 ? ExitCode.FAILURE : 0;
        }
    }

    /** {@code ablate slurm cancel}. */
    @Command(
            name = "cancel",
            mixinStandardHelpOptions = true,
            description = "Cancels the submitted job; running tasks write " + "a checkpoint first.")
    static final class Cancel implements Callable<Integer> {
        @Mixin
        private ExistingAblation ablation;

        @Override
        public Integer call() throws WorkbenchException, UsageException, InterruptedException {
            Slurm slurm = new Slurm();
            slurm.cancel(slurm.job(ablation.folder()));
            return 0;
        }
    }
}
