package org.dinotwins.cli;

import java.nio.file.Path;
import org.dinotwins.cli.terminal.TerminalProgress;
import org.dinotwins.cli.terminal.UsageException;
import org.dinotwins.config.RunConfig;
import org.dinotwins.config.WorkbenchException;
import org.dinotwins.run.CheckpointException;
import org.dinotwins.run.RunFolder;
import org.dinotwins.run.RunState;
import org.dinotwins.run.TrainingService;

/** Trains a run and waits for it; Ctrl-C stops it after the current step and saves a checkpoint. */
final class ForegroundRun {
    private final TerminalProgress progress;
    private volatile boolean interrupted;

    ForegroundRun(TerminalProgress progress) {
        this.progress = progress;
    }

    /** True once Ctrl-C has stopped it. */
    boolean interrupted() {
        return interrupted;
    }

    /**
     * Trains until the run ends.
     *
     * @param steps  number of steps of the schedule after which to stop; 0 for all
     * @param resume resume from the folder's last checkpoint
     * @throws UsageException     when the run could not start because of its settings
     * @throws WorkbenchException when training failed
     */
    RunFolder train(RunConfig config, Path folder, long steps, boolean resume)
            throws UsageException, WorkbenchException, InterruptedException {
        if (steps < 0) {
            throw new UsageException("--steps must be 1 or more; omit it for the whole schedule.");
        }
        progress.expect(steps);
        try (TrainingService service = new TrainingService()) {
            Thread hook = new Thread(() -> {
                interrupted = true;
                progress.line("Stopping after this step; a checkpoint is saved.");
                service.close();
            });
            Runtime.getRuntime().addShutdownHook(hook);
            try {
                service.start(config, folder, steps, resume, progress);
            } catch (WorkbenchException e) {
                remove(hook);
                throw new UsageException(e);
            }
            RunState end = service.await();
            remove(hook);
            boolean damaged = service.failure()
                    .filter(CheckpointException.class::isInstance)
                    .isPresent();
            if (end == RunState.FAILED && !progress.started() && !damaged) {
                throw new UsageException(progress.failure());
            }
            if (end == RunState.FAILED) {
                throw new WorkbenchException(progress.failure());
            }
        }
        return RunFolder.open(folder);
    }

    private void remove(Thread hook) {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // The program is shutting down: the hook is running.
            interrupted = true;
        }
    }
}
