package org.dinotwins.run;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.dinotwins.config.ConfigJson;
import org.dinotwins.config.Json;
import org.dinotwins.config.JsonLines;
import org.dinotwins.config.RunConfig;
import org.dinotwins.config.WorkbenchException;
import org.dinotwins.files.AtomicFile;
import org.dinotwins.run.RunFolder.Checkpoint;
import org.dinotwins.tensor.ComputeDevice;
import org.dinotwins.train.Alarm;
import org.dinotwins.train.CorrelationSnapshot;
import org.dinotwins.train.FastOperations;
import org.dinotwins.train.StepRecord;

/** Writes a {@link RunFolder}. It holds the folder's lock until {@link #close()}, so only one process writes at a time. */
final class RunWriter implements AutoCloseable {
    private final Path folder;
    private final RunLock lock;
    private final Optional<Checkpoint> resumedFrom;
    private final JsonObject run;
    private final Writer metrics;
    private final Writer changes;
    private final Writer alarms;
    private final PrintWriter log;

    private RunWriter(Path folder, RunLock lock, Optional<Checkpoint> resumedFrom, JsonObject run) throws IOException {
        this.folder = folder;
        this.lock = lock;
        this.resumedFrom = resumedFrom;
        this.run = run;
        this.metrics = append(RunFolder.METRICS);
        this.changes = append(RunFolder.CHANGES);
        this.alarms = append(RunFolder.ALARMS);
        this.log = new PrintWriter(append(RunFolder.LOG_FILE), true);
    }

    private Writer append(String name) throws IOException {
        return Files.newBufferedWriter(
                folder.resolve(name), StandardCharsets.UTF_8, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    /**
     * Creates a run or, with {@code resume}, opens one to continue it: steps, changes and alarms after its last
     * checkpoint are removed, because they will be repeated.
     */
    static RunWriter open(Path folder, RunConfig config, boolean resume) throws WorkbenchException {
        Path path = folder.toAbsolutePath().normalize();
        if (!resume && RunFolder.holdsRun(path) && !endedBeforeFirstStep(path)) {
            throw new WorkbenchException(
                    "There is a run in " + path + " already; choose another folder, or resume it.");
        }
        if (resume && new CheckpointFolder(path).last().isEmpty()) {
            throw new WorkbenchException("There is no run to resume in " + path + ": it holds no checkpoint.");
        }
        boolean fresh = Files.notExists(path);
        RunLock lock = null;
        RunWriter writer = null;
        try {
            Files.createDirectories(path.resolve(CheckpointFolder.NAME));
            lock = RunLock.take(path);
            writer = resume ? resume(path, lock) : new RunWriter(path, lock, Optional.empty(), new JsonObject());
            // First, because config.json makes the folder a run, and a run needs a state.
            writer.state(RunState.PREPARING, resume ? "Resuming." : "Starting.");
            AtomicFile.write(path.resolve(RunFolder.CONFIG), ConfigJson.write(config, Versions.own()));
            return writer;
        } catch (IOException e) {
            closeQuietly(writer == null ? lock : writer);
            // Without the lock, the files belong to another process.
            if (fresh && lock != null) {
                clear(path);
            }
            throw new WorkbenchException("The run folder " + path + " cannot be written: " + e.getMessage() + ".", e);
        }
    }

    /** Deletes the files of a run that could not begin, for example on a full disk. */
    private static void clear(Path path) {
        for (String name : List.of(
                CheckpointFolder.NAME,
                RunFolder.METRICS,
                RunFolder.CHANGES,
                RunFolder.ALARMS,
                RunFolder.LOG_FILE,
                RunFolder.RUN,
                RunFolder.CONFIG,
                "")) {
            try {
                Files.deleteIfExists(path.resolve(name));
            } catch (IOException e) {
                // The first error is being reported already.
            }
        }
    }

    /** True for a run that ended before its first step, for example over a misspelt image folder: it may be overwritten. */
    private static boolean endedBeforeFirstStep(Path path) {
        try {
            Path metrics = path.resolve(RunFolder.METRICS);
            return Files.exists(path.resolve(RunFolder.RUN))
                    && Files.exists(metrics)
                    && Files.size(metrics) == 0
                    && new CheckpointFolder(path).last().isEmpty();
        } catch (IOException e) {
            return false;
        }
    }

    private static RunWriter resume(Path path, RunLock lock) throws IOException {
        Checkpoint last = new CheckpointFolder(path).last().orElseThrow();
        for (String lines : List.of(RunFolder.METRICS, RunFolder.CHANGES, RunFolder.ALARMS)) {
            JsonLines.keepUpTo(path.resolve(lines), "step", last.step());
        }
        JsonObject run = new JsonObject();
        try {
            run = Json.object(Files.readString(path.resolve(RunFolder.RUN)));
        } catch (IOException | WorkbenchException e) {
            // A damaged run.json does not prevent resuming: it is written again.
        }
        return new RunWriter(path, lock, Optional.of(last), run);
    }

    private static void closeQuietly(AutoCloseable opened) {
        if (opened != null) {
            try {
                opened.close();
            } catch (Exception e) {
                // The first error is being reported already.
            }
        }
    }

    /** The checkpoint to resume from; empty for a new run. */
    Optional<Checkpoint> resumedFrom() {
        return resumedFrom;
    }

    /** The run's folder, absolute. */
    Path folder() {
        return folder;
    }

    /** Records the device, the length of the schedule and the versions. */
    void recordStart(RunConfig config, ComputeDevice device, long totalSteps, Map<String, String> versions)
            throws IOException {
        run.addProperty("device", device.name());
        run.addProperty("deviceReason", device.reason());
        run.addProperty("totalSteps", totalSteps);
        Map<String, String> operations = FastOperations.findings(device.cuda());
        JsonObject findings = new JsonObject();
        operations.forEach(findings::addProperty);
        run.add("operations", findings);
        AtomicFile.write(folder.resolve(RunFolder.CONFIG), ConfigJson.write(config, versions));
        log(versions + ", " + device.name() + ". " + device.reason() + " " + String.join(" ", operations.values()));
    }

    /** Records the state and a sentence about it. */
    void state(RunState state, String message) throws IOException {
        if (!run.has("started")) {
            run.addProperty("started", now());
        }
        run.addProperty("state", state.name());
        run.addProperty("message", message);
        run.addProperty("changed", now());
        AtomicFile.write(folder.resolve(RunFolder.RUN), Json.pretty(run));
        log(state + ": " + message);
    }

    /** Appends a step to the metrics. */
    void step(StepRecord step) throws IOException {
        metrics.write(RunFolder.STEP_LINES.write(step) + "\n");
        metrics.flush();
    }

    /** Records a live change that takes effect at the step after {@code step}. */
    void change(long step, Map<String, Double> settings) throws IOException {
        JsonObject line = new JsonObject();
        line.addProperty("step", step);
        line.addProperty("time", now());
        settings.forEach(line::addProperty);
        changes.write(line + "\n");
        changes.flush();
        log("settings changed after step " + step + ": " + settings);
    }

    /** Records and logs an alarm. */
    void alarm(Alarm alarm) throws IOException {
        alarms.write(RunFolder.ALARM_LINES.write(alarm) + "\n");
        alarms.flush();
        log("alarm at step " + alarm.step() + ": " + alarm.happened() + " " + alarm.advice());
    }

    /** Saves the correlation matrix over the previous one. */
    void correlation(CorrelationSnapshot matrix) throws IOException {
        AtomicFile.write(folder.resolve(RunFolder.CORRELATION), matrix::save);
    }

    /** Saves a checkpoint, see {@link CheckpointFolder#save}. */
    void checkpoint(long step, long keepEvery, AtomicFile.Content content) throws IOException {
        Path file = new CheckpointFolder(folder).save(step, keepEvery, content);
        log("saved " + file.getFileName());
    }

    /** Appends a line to the run's log. */
    void log(String message) {
        log.println(now() + " " + message);
    }

    /** Appends an error with its stack trace to the run's log. */
    void log(Throwable error) {
        log.print(now() + " ");
        error.printStackTrace(log);
        log.flush();
    }

    private static String now() {
        return Instant.now().truncatedTo(ChronoUnit.SECONDS).toString();
    }

    @Override
    public void close() throws IOException {
        try (lock;
                metrics;
                changes;
                alarms;
                log) {
            log.flush();
        }
    }
}
