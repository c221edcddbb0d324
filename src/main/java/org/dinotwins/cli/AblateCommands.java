package org.dinotwins.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.dinotwins.ablation.AblationFolder;
import org.dinotwins.ablation.Cell;
import org.dinotwins.ablation.CellStatus;
import org.dinotwins.ablation.CellStatus.State;
import org.dinotwins.ablation.CellWork;
import org.dinotwins.ablation.ChildCell;
import org.dinotwins.ablation.GridPresets;
import org.dinotwins.ablation.Results;
import org.dinotwins.config.WorkbenchException;
import org.dinotwins.export.report.AblationTables;
import org.dinotwins.run.Progress;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** What can be asked of an ablation that was begun, and the command that does one of its runs. */
final class AblateCommands {
    private AblateCommands() {
    }

    static AblationFolder open(Path folder) throws UsageException {
        try {
            return AblationFolder.open(folder);
        } catch (WorkbenchException e) {
            throw new UsageException(e);
        }
    }

    /** The option that names an ablation which was begun. */
    static final class Begun {
        @Option(names = "--out", required = true, paramLabel = "DIR", description = "Folder of the ablation.")
        private Path out;

        AblationFolder folder() throws UsageException {
            return open(out);
        }
    }

    /** Says what failed and why. */
    static void failures(Results results, PrintWriter out) {
        results.runs().stream().filter(run -> run.status().state() == State.FAILED)
                .forEach(run -> out.println("Failed: " + run.cell().title() + ": " + run.status().reason()));
    }

    /** {@code ablate status}: how far each run is. */
    @Command(name = "status", mixinStandardHelpOptions = true, description = "Says how far each run of an ablation is.")
    static final class Status implements Callable<Integer> {
        @Spec
        private CommandSpec spec;
        @Mixin
        private Begun begun;

        @Override
        public Integer call() throws Exception {
            AblationFolder folder = begun.folder();
            PrintWriter print = spec.commandLine().getOut();
            int over = 0;
            for (Cell cell : folder.cells()) {
                CellStatus status = folder.status(cell);
                over += status.state().over() ? 1 : 0;
                print.printf(Locale.ROOT, "%3d  %-9s %s%s%n", cell.index(), status.state().word(), cell.title(),
                        status.reason().isEmpty() ? "" : ": " + status.reason());
            }
            print.printf(Locale.ROOT, "%d of %d runs over%n", over, folder.cells().size());
            return 0;
        }
    }

    /** {@code ablate table}: what the finished runs reached. */
    @Command(name = "table", mixinStandardHelpOptions = true, description = "Prints what an ablation has reached: means "
            + "with 95 %% intervals over the seeds, and the variants compared in pairs.")
    static final class Table implements Callable<Integer> {
        @Spec
        private CommandSpec spec;
        @Mixin
        private Begun begun;
        @ArgGroup
        private Format format;

        /** At most one of these. */
        private static final class Format {
            @Option(names = "--csv", description = "One line a run, as comma-separated values.")
            private boolean csv;
            @Option(names = "--csv-summary", description = "One line a variant, with means and intervals.")
            private boolean summary;
            @Option(names = "--latex", description = "The variants as a LaTeX table (needs booktabs).")
            // Set by picocli; what remains once the other two are ruled out needs no check.
            @SuppressWarnings("UnusedVariable")
            private boolean latex;
        }

        @Override
        public Integer call() throws Exception {
            Results results = Results.of(begun.folder());
            spec.commandLine().getOut().println(format == null ? AblationTables.text(results)
                    : format.csv ? AblationTables.runs(results).csv()
                    : format.summary ? AblationTables.variants(results).csv()
                    : AblationTables.variants(results).latex());
            spec.commandLine().getOut().flush();
            failures(results, spec.commandLine().getErr());
            return 0;
        }
    }

    /** {@code ablate presets}: the grids that come with the program. */
    @Command(name = "presets", mixinStandardHelpOptions = true,
            description = "Lists the grids that come with the program, or prints one as JSON to save and edit.")
    static final class Presets implements Callable<Integer> {
        @Spec
        private CommandSpec spec;
        @Parameters(arity = "0..1", paramLabel = "NAME", description = "Grid to print.")
        private String name;

        @Override
        public Integer call() throws Exception {
            PrintWriter print = spec.commandLine().getOut();
            if (name != null) {
                try {
                    print.print(GridPresets.text(name));
                } catch (WorkbenchException e) {
                    throw new UsageException(e);
                }
                return 0;
            }
            for (String preset : GridPresets.names()) {
                print.printf(Locale.ROOT, "%-14s %s%n", preset, GridPresets.load(preset).description());
            }
            return 0;
        }
    }

    /** {@code ablate cell}: one run of a grid; a job array's task, or the child process that has a GPU for itself. */
    @Command(name = "cell", mixinStandardHelpOptions = true, description = "Does one run of an ablation, by its number "
            + "from 0: what a job array's task calls.")
    static final class OneCell implements Callable<Integer> {
        @Spec
        private CommandSpec spec;
        @Mixin
        private Begun begun;
        @Option(names = "--index", required = true, paramLabel = "N", description = "Number of the run, from 0.")
        private int index;
        @Option(names = "--child", hidden = true)
        private boolean child;

        @Override
        public Integer call() throws Exception {
            AblationFolder folder = begun.folder();
            Cell cell;
            try {
                cell = folder.cell(index);
            } catch (WorkbenchException e) {
                throw new UsageException(e);
            }
            PrintWriter err = spec.commandLine().getErr();
            ProgressLine line = ProgressLine.on(err);
            Interruptible interruptible = Interruptible.of(line, Interruptible.KEPT);
            CellStatus status;
            try {
                status = CellWork.run(folder, cell, child ? watched(interruptible) : interruptible);
            } finally {
                interruptible.over();
            }
            line.endLine();
            err.println(cell.title() + ": " + status.state().word()
                    + (status.reason().isEmpty() ? "" : ": " + status.reason()));
            return switch (status.state()) {
                case DONE -> 0;
                case STOPPED -> ChildCell.STOPPED;
                default -> Cli.FAILURE;
            };
        }

        /** Tells its progress in lines, and ends when its input does: when the parent says so, or has died. */
        private Progress watched(Interruptible interruptible) {
            Thread watch = new Thread(() -> {
                try {
                    while (System.in.read() >= 0) {
                        // The parent never writes: only the end counts.
                    }
                } catch (IOException e) {
                    // An unreadable input is an ended one.
                }
                interruptible.cancel();
            }, "parent's life");
            watch.setDaemon(true);
            watch.start();
            PrintWriter print = spec.commandLine().getOut();
            return new Progress() {
                @Override
                public void at(double share, String what) {
                    print.println(ChildCell.MARK + share + " " + what.lines().findFirst().orElse(""));
                    print.flush();
                }

                @Override
                public boolean cancelled() {
                    return interruptible.cancelled();
                }
            };
        }
    }
}
