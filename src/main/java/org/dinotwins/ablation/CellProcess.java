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
import org.dinotwins.run.Progress;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Does a cell in a child process that sees one GPU only. PyTorch's random state is one for a whole process, so that two
 * runs side by side in one would change each other's figures; and a crash of native code takes only its own run along.
 */
public final class CellProcess {
    /** Begins a line of the child that tells its progress: a share, a blank, words. */
    public static final String PROGRESS_PREFIX = "@progress ";
    /** Exit code of a child that was asked to end, by the shell's convention 128 + SIGINT. */
    public static final int STOPPED = 130;
    /** Exit code of a program that SIGTERM ended. */
    private static final int TERMINATED = 143;
    /** A line of progress; native code may have written into the middle of one, which then says nothing. */
    private static final Pattern TOLD = Pattern.compile(Pattern.quote(PROGRESS_PREFIX) + "(-?\\d+(?:\\.\\d+)?(?:E-?\\d+)?) (.*)");
    private static final Logger LOG = LoggerFactory.getLogger(CellProcess.class);
    private static final String VISIBLE = "CUDA_VISIBLE_DEVICES";
    /** Share of the memory that all children's heaps together may take, in percent. */
    private static final int HEAP_PERCENT = 60;
    private static final long LOOK_EVERY = 200;
    /** The child has the time of a step and a checkpoint to end in, then it is killed; the checkpoint before stays. */
    private static final long PATIENCE = 60;

    private CellProcess() {
    }

    static CellStatus run(AblationFolder folder, Cell cell, Slot slot, int slots, Progress progress)
            throws WorkbenchException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(ProgramCommand.command("ablate", "cell", "--out", folder.path().toString(),
                "--index", Integer.toString(cell.index()), "--child"));
        slot.gpu().ifPresent(gpu -> builder.environment().compute(VISIBLE, (name, old) -> visible(old, gpu)));
        String heap = "-XX:MaxRAMPercentage=" + Math.max(1, HEAP_PERCENT / slots);
        // The launcher reads the first; without it Java itself reads the second.
        for (String name : List.of("DINOTWINS_OPTS", "JAVA_TOOL_OPTIONS")) {
            builder.environment().merge(name, heap, (old, added) -> old + " " + added);
        }
        builder.redirectErrorStream(true);
        Process child;
        try {
            child = builder.start();
        } catch (IOException e) {
            throw new WorkbenchException("A run cannot be started in a process of its own: " + e.getMessage() + ".", e);
        }
        Thread reader = new Thread(() -> read(child.getInputStream(), progress), "output of " + cell.folder());
        reader.setDaemon(true);
        reader.start();
        try {
            while (!child.waitFor(LOOK_EVERY, TimeUnit.MILLISECONDS)) {
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

    /** The GPU of this index among those that this process itself may see. */
    static String visible(String ours, int gpu) {
        String[] names = ours == null || ours.isBlank() ? new String[0] : ours.split(",");
        return gpu < names.length ? names[gpu].strip() : Integer.toString(gpu);
    }

    /** A child that died without a word has failed: only a living one can have been stopped. */
    private static CellStatus after(AblationFolder folder, Cell cell, int code) throws WorkbenchException {
        CellStatus status = folder.status(cell);
        boolean silent = status.state() == State.STOPPED && code != 0 && code != STOPPED && code != TERMINATED;
        if (!silent) {
            return status;
        }
        CellStatus failed = status.in(State.FAILED, "The run's process died with exit code " + code
                + "; perhaps the memory was used up. The log in its run folder says more.");
        folder.keep(cell, failed);
        return failed;
    }

    /** Reads all that a child says, to the end: a full pipe would hold it. */
    static void read(InputStream output, Progress progress) {
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(output, StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                Matcher told = TOLD.matcher(line);
                if (told.matches()) {
                    progress.at(Double.parseDouble(told.group(1)), told.group(2));
                }
            }
        } catch (IOException e) {
            // The child's end is noticed by who waits for it; progress is only a comfort.
            LOG.debug("the output of a run cannot be read: {}", e.getMessage());
        }
    }

    private static void end(Process child) throws InterruptedException {
        if (child.isAlive()) {
            // The child reads its input to the end to know that its parent lives; this also ends it when we are killed.
            try {
                child.getOutputStream().close();
            } catch (IOException e) {
                child.destroy();
            }
            if (!child.waitFor(PATIENCE, TimeUnit.SECONDS)) {
                child.destroyForcibly().waitFor();
            }
        }
    }
}
