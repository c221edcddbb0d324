package org.dinotwins.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import org.dinotwins.ablation.AblationFolder;
import org.dinotwins.ablation.Results;
import org.dinotwins.ablation.Slurm;
import org.dinotwins.ablation.SlurmScript;
import org.dinotwins.config.WorkbenchException;
import org.dinotwins.export.report.AblationTables;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code ablate slurm}: an ablation as a job array of a Slurm cluster. */
@Command(name = "slurm", mixinStandardHelpOptions = true, description = "Hands an ablation to a Slurm cluster as a job "
        + "array, a task a run. The folder must lie where all nodes see it.",
        subcommands = {SlurmCommand.Write.class, SlurmCommand.Submit.class, SlurmCommand.Follow.class,
            SlurmCommand.Collect.class, SlurmCommand.Cancel.class})
final class SlurmCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Say what to do: write, submit, follow, collect or cancel.");
    }

    /** {@code ablate slurm write}. */
    @Command(name = "write", mixinStandardHelpOptions = true, description = "Makes the ablation's folder, if need be, and "
            + "writes the job array's script for sbatch.")
    static final class Write implements Callable<Integer> {
        @Spec
        private CommandSpec spec;
        @Mixin
        private AblateCommand.GridOptions options;
        @Option(names = "--out", required = true, paramLabel = "DIR", description = "Folder of the ablation.")
        private Path out;
        @Option(names = "--partition", defaultValue = "", paramLabel = "NAME", description = "Slurm's partition.")
        private String partition;
        @Option(names = "--time", defaultValue = "", paramLabel = "H:MM:SS", description = "Longest time of a run.")
        private String time;
        @Option(names = "--mem", defaultValue = "", paramLabel = "SIZE", description = "Memory of a run, such as 8G.")
        private String memory;
        @Option(names = "--cpus", paramLabel = "N", description = "Cores of a run.")
        private int cpus;
        @Option(names = "--gpus", paramLabel = "N", description = "GPUs of a run; more than one for "
                + "runs whose train.gpus asks for them.")
        private int gpus;
        @Option(names = "--setup", paramLabel = "LINE", description = "A line of shell before the program, for example "
                + "\"module load cuda\"; may be repeated.")
        private List<String> setup = List.of();
        @Option(names = "--sbatch", paramLabel = "OPTION", description = "A further option of sbatch, for example "
                + "--sbatch=--account=vision; may be repeated.")
        private List<String> sbatch = List.of();

        @Override
        public Integer call() throws Exception {
            AblationFolder folder = options.folder(out, AblationFolder.holds(out));
            Path script = new Slurm().write(folder, new SlurmScript(partition, time, memory, cpus, gpus, setup, sbatch));
            spec.commandLine().getOut().println(script);
            return 0;
        }
    }

    /** {@code ablate slurm submit}. */
    @Command(name = "submit", mixinStandardHelpOptions = true, description = "Submits all runs that are not over; called "
            + "again when the job has ended, those that are left.")
    static final class Submit implements Callable<Integer> {
        @Spec
        private CommandSpec spec;
        @Mixin
        private AblateCommands.Begun begun;
        @Option(names = "--retry-failed", description = "Failed runs too.")
        private boolean retryFailed;
        @Option(names = "--at-once", paramLabel = "N", description = "Most runs at a time.")
        private int atOnce;

        @Override
        public Integer call() throws Exception {
            Slurm.Job job = new Slurm().submit(begun.folder(), retryFailed, atOnce);
            spec.commandLine().getOut().println(job.id());
            spec.commandLine().getErr().println(job.cells().size() + " runs submitted as job " + job.id());
            return 0;
        }
    }

    /** {@code ablate slurm follow}. */
    @Command(name = "follow", mixinStandardHelpOptions = true, description = "Watches the submitted job until it is over. "
            + "Ctrl-C ends the watching, not the job.")
    static final class Follow implements Callable<Integer> {
        @Spec
        private CommandSpec spec;
        @Mixin
        private AblateCommands.Begun begun;
        @Option(names = "--every", defaultValue = "10", paramLabel = "SECONDS", description = "Seconds between two looks; "
                + "${DEFAULT-VALUE} if not given.")
        private int every;

        @Override
        public Integer call() throws Exception {
            if (every < 1) {
                throw new UsageException("--every must be 1 or more.");
            }
            Slurm slurm = new Slurm();
            AblationFolder folder = begun.folder();
            ProgressLine line = ProgressLine.on(spec.commandLine().getErr());
            Slurm.Standing standing = slurm.follow(folder, slurm.job(folder), Duration.ofSeconds(every), line);
            line.endLine();
            for (var task : standing.words().entrySet()) {
                spec.commandLine().getOut().println(folder.cell(task.getKey()).title() + ": " + task.getValue());
            }
            return standing.lost() > 0 ? Cli.FAILURE : 0;
        }
    }

    /** {@code ablate slurm collect}. */
    @Command(name = "collect", mixinStandardHelpOptions = true, description = "Prints what the runs reached, and what is "
            + "missing. Exit code 1 while something is.")
    static final class Collect implements Callable<Integer> {
        @Spec
        private CommandSpec spec;
        @Mixin
        private AblateCommands.Begun begun;

        @Override
        public Integer call() throws Exception {
            Results results = Results.of(begun.folder());
            spec.commandLine().getOut().println(AblationTables.text(results));
            PrintWriter err = spec.commandLine().getErr();
            AblateCommands.failures(results, err);
            long missing = results.runs().stream().filter(run -> run.reached().isEmpty()).count();
            if (missing > 0) {
                err.println(missing + " of " + results.runs().size() + " runs have no result.");
            }
            return missing > 0 ? Cli.FAILURE : 0;
        }
    }

    /** {@code ablate slurm cancel}. */
    @Command(name = "cancel", mixinStandardHelpOptions = true, description = "Ends the submitted job; running tasks keep "
            + "a checkpoint.")
    static final class Cancel implements Callable<Integer> {
        @Mixin
        private AblateCommands.Begun begun;

        @Override
        public Integer call() throws WorkbenchException, UsageException, InterruptedException {
            Slurm slurm = new Slurm();
            slurm.cancel(slurm.job(begun.folder()));
            return 0;
        }
    }
}
