package org.dinotwins.ablation;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.dinotwins.ablation.CellStatus.State;
import org.dinotwins.config.WorkbenchException;
import org.dinotwins.message.Reason;
import org.dinotwins.run.Progress;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Trains a cell in a child process that sees a single GPU. PyTorch has one random state per process, so two concurrent
 * runs in one process would change each other's results; and a crash of native code ends only its own run.
 */
public final class CellProcess {
    /** Prefix of a progress line of the child, followed by the share, a blank and a text. */
    public static final String PROGRESS_PREFIX = "@progress ";
    /** Exit code of a child that was asked to stop: 128 + SIGINT. */
    public static final int STOPPED = 130;
    /** Exit code of a process that SIGTERM ended: 128 + SIGTERM. */
    private static final int TERMINATED = 143;
    /** A progress line; one that native code has written into does not match and is ignored. */
    private static final Pattern PROGRESS_LINE =
            Pattern.compile(Pattern.quote(PROGRESS_PREFIX) + "(-?\\d+(?:\\.\\d+)?(?:E-?\\d+)?) (.*)");

    private static final Logger LOG = LoggerFactory.getLogger(CellProcess.class);
    private static final String VISIBLE_GPUS = "CUDA_VISIBLE_GPUS_DEVICES";
    /** Limit on the heaps of all children together, as a percentage of the memory. */
    private static final int HEAP_PERCENT = 60;

    private static final long POLL_MILLIS = 200;
    /** Seconds in which a child must finish its step and save a checkpoint before it is killed. */
    private static final long PATIENCE_SECONDS = 60;

    private CellProcess() {}

    static CellStatus run(AblationFolder folder, Cell cell, Slot slot, int slots, Progress progress)
            throws WorkbenchException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(ProgramCommand.command(
                "ablate",
                "cell",
                "--out",
                folder.path().toString(),
                "--index",
                Integer.toString(cell.index()),
                "--child"));
        slot.gpu().ifPresent(gpu -> builder.environment().compute(VISIBLE_GPUS, (name, old) -> visible(old, gpu)));
        String heap = "-XX:MaxRAMPercentage=" + Math.max(1, HEAP_PERCENT / slots);
        // The launcher reads the first variable, Java itself the second.
        for (String name : List.of("DINOTWINS_OPTS", "JAVA_TOOL_OPTIONS")) {
            builder.environment().merge(name, heap, (old, added) -> old + " " + added);
        }
        builder.redirectErrorStream(true);
        Process child;
        try {
            child = builder.start();
        } catch (IOException e) {
            throw new WorkbenchException("A separate process for a run cannot be started: " + Reason.of(e) + ".", e);
        }
        Thread reader = new Thread(() -> read(child.getInputStream(), progress), "output of " + cell.folder());
        reader.setDaemon(true);
        reader.start();
        try {
            while (!child.waitFor(POLL_MILLIS, TimeUnit.MILLISECONDS)) {
                if (progress.cancelled()) {
                    end(child);
                }
            }
            reader.join(TimeUnit.SECONDS.toMillis(1));
        } finally {
            end(child);
        }
        return after(folder, cell, child.exitValue());
    }

    /** Name of the GPU of this index among the GPUs that are visible to this process. */
    static String visible(String visible, int gpu) {
        String[] names = visible == null || visible.isBlank() ? new String[0] : visible.split(",");
        return gpu < names.length ? names[gpu].strip() : Integer.toString(gpu);
    }

    /**
     * The cell's state after the child has ended. If the child crashed, the stored state is STOPPED, but the cell has
     * failed.
     */
    private static CellStatus after(AblationFolder folder, Cell cell, int code) throws WorkbenchException {
        CellStatus status = folder.status(cell);
        boolean crashed = status.state() == State.STOPPED && code != 0 && code != STOPPED && code != TERMINATED;
        if (!crashed) {
            return status;
        }
        CellStatus failed = status.in(
                State.FAILED,
                "The run's process died with exit code " + code
                        + "; it may have run out of memory. See the log in its run folder.");
        folder.save(cell, failed);
        return failed;
    }

    /** Reads the output of a child to its end, because a full pipe would block it. */
    static void read(InputStream output, Progress progress) {
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(output, StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                Matcher progressLine = PROGRESS_LINE.matcher(line);
                if (progressLine.matches()) {
                    progress.at(Double.parseDouble(progressLine.group(1)), progressLine.group(2));
                }
            }
        } catch (IOException e) {
            // Only progress is lost; whoever waits for the child notices its end.
            LOG.debug("the output of a run cannot be read: {}", Reason.of(e));
        }
    }

    private static void end(Process child) throws InterruptedException {
        if (child.isAlive()) {
            // The child stops when its input ends; so it also stops when this process is killed.
            try {
                child.getOutputStream().close();
            } catch (IOException e) {
                child.destroy();
            }
            if (!child.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                child.destroyForcibly().waitFor();
            }
        }
    }
}
