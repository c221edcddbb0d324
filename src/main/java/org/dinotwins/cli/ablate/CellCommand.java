package org.dinotwins.cli.ablate;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import org.dinotwins.ablation.AblationFolder;
import org.dinotwins.ablation.Cell;
import org.dinotwins.ablation.CellProcess;
import org.dinotwins.ablation.CellRun;
import org.dinotwins.ablation.CellStatus;
import org.dinotwins.cli.terminal.ExitCode;
import org.dinotwins.cli.terminal.InterruptibleProgress;
import org.dinotwins.cli.terminal.SetOptions;
import org.dinotwins.cli.terminal.TerminalProgress;
import org.dinotwins.cli.terminal.UsageException;
import org.dinotwins.config.WorkbenchException;
import org.dinotwins.run.Progress;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code ablate cell}: one run of a grid, as a task of a job array or as a child process with a GPU of its own. */
@Command(
        name = "cell",
        mixinStandardHelpOptions = true,
        description = "Trains and measures a single run of an ablation, "
                + "by its number from 0. The tasks of a job array call this.")
final class CellCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private ExistingAblation ablation;

    @Option(names = "--index", required = true, paramLabel = "N", description = "Number of the run, from 0.")
    private int index;

    @Mixin
    private SetOptions images;

    @Option(names = "--child", hidden = true)
    private boolean child;

    @Override
    public Integer call() throws Exception {
        AblationFolder folder = ablation.folder();
        Cell cell;
        try {
            cell = folder.cell(index);
        } catch (WorkbenchException e) {
            throw new UsageException(e);
        }
        PrintWriter err = spec.commandLine().getErr();
        TerminalProgress terminal = TerminalProgress.on(err);
        if (!child && folder.status(cell).state() != CellStatus.State.DONE) {
            images.open(cell.config().data(), terminal);
        }
        InterruptibleProgress progress = InterruptibleProgress.of(terminal, InterruptibleProgress.KEPT);
        CellStatus status;
        try {
            status = CellRun.run(folder, cell, child ? reportToParent(progress) : progress);
        } finally {
            progress.finish();
        }
        terminal.endLine();
        err.println(cell.title() + ": " + status.state().word()
                + (status.reason().isEmpty() ? "" : ": " + status.reason()));
        return switch (status.state()) {
            case DONE -> 0;
            case STOPPED -> ExitCode.INTERRUPTED;
            default -> ExitCode.FAILURE;
        };
    }

    /** Prints progress for the parent process, and cancels when the parent closes its pipe or dies. */
    private Progress reportToParent(InterruptibleProgress progress) {
        Thread watch = new Thread(
                () -> {
                    try {
                        while (System.in.read() >= 0) {
                            // The parent never writes: only the end counts.
                        }
                    } catch (IOException e) {
                        // An unreadable input counts as ended.
                    }
                    progress.cancel();
                },
                "parent process");
        watch.setDaemon(true);
        watch.start();
        PrintWriter out = spec.commandLine().getOut();
        return new Progress() {
            @Override
            public void at(double share, String what) {
                out.println(CellProcess.PROGRESS_PREFIX + share + " "
                        + what.lines().findFirst().orElse(""));
                out.flush();
            }

            @Override
            public boolean cancelled() {
                return progress.cancelled();
            }
        };
    }
}
