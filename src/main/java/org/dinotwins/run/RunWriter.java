package org.dinotwins.run;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.io.PrintWriter;
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
import org.dinotwins.files.FolderSync;
import org.dinotwins.files.LineFile;
import org.dinotwins.run.RunFolder.Checkpoint;
import org.dinotwins.tensor.device.ComputeDevice;
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
    private final CheckpointFolder checkpoints;
    private final LineFile metrics;
    private final LineFile changes;
    private final LineFile alarms;
    private final PrintWriter log;
    private Optional<String> restart = Optional.empty();

    private RunWriter(Path folder, RunLock lock, Optional<Checkpoint> resumedFrom, JsonObject run) throws IOException {
        this.folder = folder;
        this.lock = lock;
        this.resumedFrom = resumedFrom;
        this.run = run;
        this.checkpoints = new CheckpointFolder(folder);
        this.metrics = new LineFile(folder.resolve(RunFolder.METRICS));
        this.changes = new LineFile(folder.resolve(RunFolder.CHANGES));
        this.alarms = new LineFile(folder.resolve(RunFolder.ALARMS));
        this.log = new PrintWriter(
                Files.newBufferedWriter(
                        folder.resolve(RunFolder.LOG_FILE),
                        StandardCharsets.UTF_8,
                        StandardOpenOption.CREATE,
                        StandardOpenOption.APPEND),
                true);
    }

    /**
     * Creates a run, starts one again that ended before its first checkpoint, or, with {@code resume}, opens one to
     * continue it: steps, changes and alarms after its last checkpoint are removed, because they will be repeated.
     */
    static RunWriter open(Path folder, RunConfig config, boolean resume) throws WorkbenchException {
        return open(folder, config, resume ? Optional.of(resumable(folder)) : Optional.empty());
    }

    /**
     * The checkpoint from which a run can be resumed; nothing is written.
     *
     * @throws WorkbenchException if the folder holds no checkpoint or the run is in progress
     */
    static Checkpoint resumable(Path folder) throws WorkbenchException {
        Path path = folder.toAbsolutePath().normalize();
        Optional<Checkpoint> last = new CheckpointFolder(path).last();
        if (last.isEmpty()) {
            throw new WorkbenchException("There is no run to resume in " + path + ": it holds no checkpoint.");
        }
        if (RunLock.taken(path)) {
            throw new WorkbenchException("A run is in progress in " + path + "; stop it first.");
        }
        return last.get();
    }

    /** @param from of {@link #resumable}; empty to create a run or to start it again */
    static RunWriter open(Path folder, RunConfig config, Optional<Checkpoint> from) throws WorkbenchException {
        Path path = folder.toAbsolutePath().normalize();
        if (from.isEmpty()
                && RunFolder.holdsRun(path)
                && UnfinishedStart.in(path).isEmpty()) {
            throw new WorkbenchException(
                    "There is a run in " + path + " already; choose another folder, or resume it.");
        }
        boolean fresh = Files.notExists(path);
        RunLock lock = null;
        RunWriter writer = null;
        try {
            FolderSync.create(path.resolve(CheckpointFolder.NAME));
            lock = RunLock.take(path);
            writer = from.isPresent() ? resume(path, lock, from.get()) : begin(path, lock);
            // First, because config.json makes the folder a run, and a run needs a state.
            writer.state(RunState.PREPARING, from.isPresent() ? "Resuming." : "Starting.");
            AtomicFile.write(path.resolve(RunFolder.CONFIG), ConfigJson.write(config, Versions.own()));
            return writer;
        } catch (IOException | WorkbenchException e) {
            closeAfterFailure(writer, lock, path, fresh);
            throw e instanceof WorkbenchException refused
                    ? refused
                    : new WorkbenchException(
                            "The run folder " + path + " cannot be written: " + e.getMessage() + ".", e);
        }
    }

    private static RunWriter begin(Path path, RunLock lock) throws IOException {
        Leftovers.delete(path);
        Optional<UnfinishedStart> before = UnfinishedStart.in(path);
        if (before.isPresent()) {
            before.get().clear();
        }
        RunWriter writer = new RunWriter(path, lock, Optional.empty(), new JsonObject());
        writer.restart = before.flatMap(UnfinishedStart::sentence);
        writer.restart.ifPresent(writer::log);
        return writer;
    }

    private static RunWriter resume(Path path, RunLock lock, Checkpoint from) throws IOException, WorkbenchException {
        if (!new CheckpointFolder(path).last().equals(Optional.of(from))) {
            throw new WorkbenchException("The run in " + path + " was resumed by another process meanwhile.");
        }
        Leftovers.delete(path);
        for (String lines : List.of(RunFolder.METRICS, RunFolder.CHANGES, RunFolder.ALARMS)) {
            JsonLines.keepUpTo(path.resolve(lines), "step", from.step());
        }
        JsonObject run = new JsonObject();
        try {
            run = Json.object(Files.readString(path.resolve(RunFolder.RUN)));
        } catch (IOException | WorkbenchException e) {
            // A damaged run.json does not prevent resuming: it is written again.
        }
        return new RunWriter(path, lock, Optional.of(from), run);
    }

    /** Removes a run that could not begin, for example because the disk is full. */
    private static void closeAfterFailure(RunWriter writer, RunLock lock, Path path, boolean fresh) {
        // Without the lock, the files belong to another process.
        if (fresh && lock != null) {
            for (String name : List.of(
                    CheckpointFolder.NAME,
                    RunFolder.METRICS,
                    RunFolder.CHANGES,
                    RunFolder.ALARMS,
                    RunFolder.LOG_FILE,
                    RunFolder.RUN,
                    RunFolder.CONFIG)) {
                quietly(() -> Files.deleteIfExists(path.resolve(name)));
            }
        }
        AutoCloseable opened = writer == null ? lock : writer;
        if (opened != null) {
            quietly(opened::close);
        }
        if (fresh && lock != null) {
            quietly(() -> Files.deleteIfExists(path));
        }
    }

    /** Clean-up after an error that is already being reported. */
    private interface CleanUp {
        void run() throws Exception;
    }

    private static void quietly(CleanUp part) {
        try {
            part.run();
        } catch (Exception e) {
            // The first error is already being reported.
        }
    }

    /** The checkpoint to resume from; empty for a new run. */
    Optional<Checkpoint> resumedFrom() {
        return resumedFrom;
    }

    /** A sentence that the run starts again, and why; empty unless it ended before its first checkpoint. */
    Optional<String> restart() {
        return restart;
    }

    /** Deletes and reduces checkpoints that a killed process left behind, see {@link CheckpointFolder#thin}. */
    void thinCheckpoints(long keepEvery) {
        checkpoints.thin(keepEvery);
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
        metrics.append(RunFolder.STEP_LINES.write(step));
    }

    /** Records a live change that takes effect at the step after {@code step}. */
    void change(long step, Map<String, Double> settings) throws IOException {
        JsonObject line = new JsonObject();
        line.addProperty("step", step);
        line.addProperty("time", now());
        settings.forEach(line::addProperty);
        changes.append(line.toString());
        log("settings changed after step " + step + ": " + settings);
    }

    /** Records and logs an alarm. */
    void alarm(Alarm alarm) throws IOException {
        alarms.append(RunFolder.ALARM_LINES.write(alarm));
        log("alarm at step " + alarm.step() + ": " + alarm.happened() + " " + alarm.advice());
    }

    /** Saves the correlation matrix over the previous one. */
    void correlation(CorrelationSnapshot matrix) throws IOException {
        AtomicFile.write(folder.resolve(RunFolder.CORRELATION), matrix::save);
    }

    /** Saves a checkpoint, see {@link CheckpointFolder#save}. */
    void checkpoint(long step, long keepEvery, AtomicFile.Content content) throws IOException {
        // The lines up to the checkpoint must be as durable as the checkpoint.
        for (LineFile lines : List.of(metrics, changes, alarms)) {
            lines.sync();
        }
        Path file = checkpoints.save(step, keepEvery, content);
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
