package org.dinotwins.run;

import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.dinotwins.config.ConfigJson;
import org.dinotwins.config.RunConfig;
import org.dinotwins.config.WorkbenchException;
import org.dinotwins.files.AtomicFile;
import org.dinotwins.run.RunFolder.Checkpoint;
import org.dinotwins.train.Alarm;
import org.dinotwins.train.Backbones;
import org.dinotwins.train.ComputeDevice;
import org.dinotwins.train.CorrelationSnapshot;
import org.dinotwins.train.StepRecord;

/** The writing side of {@link RunFolder}: one process at a time, from the lock it takes until {@link #close()}. */
final class RunWriter implements AutoCloseable {
    private final Path folder;
    private final RunLock lock;
    private final Optional<Checkpoint> from;
    private final JsonObject run;
    private final Writer metrics;
    private final Writer changes;
    private final Writer alarms;
    private final PrintWriter log;

    private RunWriter(Path folder, RunLock lock, Optional<Checkpoint> from, JsonObject run) throws IOException {
        this.folder = folder;
        this.lock = lock;
        this.from = from;
        this.run = run;
        this.metrics = append(RunFolder.METRICS);
        this.changes = append(RunFolder.CHANGES);
        this.alarms = append(RunFolder.ALARMS);
        this.log = new PrintWriter(append(RunFolder.LOG_FILE), true);
    }

    private Writer append(String name) throws IOException {
        return Files.newBufferedWriter(folder.resolve(name), StandardCharsets.UTF_8, StandardOpenOption.CREATE,
                StandardOpenOption.APPEND);
    }

    /**
     * Begins a run, or with {@code resume} goes on in one: steps, changes and alarms after its last checkpoint are then
     * cut, for they are done again.
     */
    static RunWriter open(Path folder, RunConfig config, boolean resume) throws WorkbenchException {
        Path path = folder.toAbsolutePath().normalize();
        if (!resume && RunFolder.holdsRun(path) && !blank(path)) {
            throw new WorkbenchException("There is a run in " + path + " already; choose another folder, or resume it.");
        }
        if (resume && RunFolder.checkpoints(path).isEmpty()) {
            throw new WorkbenchException("There is no run to resume in " + path + ": it holds no checkpoint.");
        }
        boolean fresh = Files.notExists(path);
        RunLock lock = null;
        RunWriter writer = null;
        try {
            Files.createDirectories(path.resolve(RunFolder.CHECKPOINTS));
            lock = RunLock.take(path);
            writer = resume ? goOn(path, lock) : new RunWriter(path, lock, Optional.empty(), new JsonObject());
            // First, because a folder counts as a run from its configuration on.
            writer.state(RunState.PREPARING, resume ? "Going on." : "Beginning.");
            AtomicFile.write(path.resolve(RunFolder.CONFIG), ConfigJson.write(config, Versions.own()));
            return writer;
        } catch (IOException e) {
            release(writer == null ? lock : writer);
            // Without the lock, what lies there is another's.
            if (fresh && lock != null) {
                clear(path);
            }
            throw new WorkbenchException("The run folder " + path + " cannot be written: " + e.getMessage() + ".", e);
        }
    }

    /** Removes what a run has left that could not begin, as on a full disk. */
    private static void clear(Path path) {
        for (String name : List.of(RunFolder.CHECKPOINTS, RunFolder.METRICS, RunFolder.CHANGES, RunFolder.ALARMS,
                RunFolder.LOG_FILE, RunFolder.RUN, RunFolder.CONFIG, "")) {
            try {
                Files.deleteIfExists(path.resolve(name));
            } catch (IOException e) {
                // The folder that cannot be written is being reported already.
            }
        }
    }

    /** Whether a run ended there before its first step, as with a folder of images that was misspelt: nothing is lost. */
    private static boolean blank(Path path) {
        try {
            Path metrics = path.resolve(RunFolder.METRICS);
            return Files.exists(path.resolve(RunFolder.RUN)) && Files.exists(metrics) && Files.size(metrics) == 0
                    && RunFolder.checkpoints(path).isEmpty();
        } catch (IOException e) {
            return false;
        }
    }

    private static RunWriter goOn(Path path, RunLock lock) throws IOException {
        List<Checkpoint> saved = RunFolder.checkpoints(path);
        Checkpoint last = saved.get(saved.size() - 1);
        StepLines.cut(path.resolve(RunFolder.METRICS), last.step());
        cutLines(path.resolve(RunFolder.CHANGES), last.step());
        cutLines(path.resolve(RunFolder.ALARMS), last.step());
        JsonObject run = new JsonObject();
        try {
            run = ConfigJson.object(Files.readString(path.resolve(RunFolder.RUN)));
        } catch (IOException | WorkbenchException e) {
            // A damaged summary is no reason not to go on: it is written anew.
        }
        return new RunWriter(path, lock, Optional.of(last), run);
    }

    private static void cutLines(Path file, long step) throws IOException {
        if (!Files.exists(file)) {
            return;
        }
        StringBuilder kept = new StringBuilder();
        for (String line : Files.readAllLines(file)) {
            try {
                if (JsonParser.parseString(line).getAsJsonObject().get("step").getAsLong() <= step) {
                    kept.append(line).append('\n');
                }
            } catch (JsonParseException | IllegalStateException | NullPointerException e) {
                // The broken last line of a killed run.
            }
        }
        AtomicFile.write(file, kept.toString());
    }

    private static void release(AutoCloseable held) {
        if (held != null) {
            try {
                held.close();
            } catch (Exception e) {
                // The folder that cannot be written is being reported already.
            }
        }
    }

    /** The checkpoint to go on from; empty for a new run. */
    Optional<Checkpoint> from() {
        return from;
    }

    /** The run's folder, absolute. */
    Path folder() {
        return folder;
    }

    /** Keeps where and with what the run computes. */
    void began(RunConfig config, ComputeDevice device, long totalSteps, Map<String, String> versions)
            throws IOException {
        run.addProperty("device", device.name());
        run.addProperty("deviceReason", device.reason());
        run.addProperty("totalSteps", totalSteps);
        run.addProperty("linearLayers", device.linearLayers());
        AtomicFile.write(folder.resolve(RunFolder.CONFIG), ConfigJson.write(config, versions));
        log(versions + ", " + device.name() + ". " + device.reason() + " " + device.linearLayers());
    }

    /** Keeps the state and what there is to say of it. */
    void state(RunState state, String message) throws IOException {
        if (!run.has("started")) {
            run.addProperty("started", now());
        }
        run.addProperty("state", state.name());
        run.addProperty("message", message);
        run.addProperty("changed", now());
        AtomicFile.write(folder.resolve(RunFolder.RUN), ConfigJson.pretty(run));
        log(state + ": " + message);
    }

    /** Adds a line to the metrics. */
    void step(StepRecord step) throws IOException {
        metrics.write(StepLines.write(step) + "\n");
        metrics.flush();
    }

    /** Adds a live change: from the step after {@code step} on these settings held. */
    void change(long step, Map<String, Double> settings) throws IOException {
        JsonObject line = new JsonObject();
        line.addProperty("step", step);
        line.addProperty("time", now());
        settings.forEach(line::addProperty);
        changes.write(line + "\n");
        changes.flush();
        log("changed after step " + step + ": " + settings);
    }

    /** Keeps an alarm and logs it. */
    void alarm(Alarm alarm) throws IOException {
        alarms.write(AlarmLines.write(alarm) + "\n");
        alarms.flush();
        log("alarm at step " + alarm.step() + ": " + alarm.happened() + " " + alarm.advice());
    }

    /** Keeps the newest correlation matrix in place of an older one. */
    void correlation(CorrelationSnapshot matrix) throws IOException {
        AtomicFile.write(folder.resolve(RunFolder.CORRELATION), matrix::save);
    }

    /**
     * Saves a checkpoint and removes older ones that are not to be kept. The new one and the kept one before it stay
     * whole, so that there is something to go on from should the last be lost; of those before them only the
     * backbones of teacher and student stay, to be looked at.
     *
     * @param keepEvery checkpoints of multiples of so many steps stay; 0 for none
     */
    void checkpoint(long step, long keepEvery, AtomicFile.Content content) throws IOException {
        Path file = folder.resolve(RunFolder.CHECKPOINTS)
                .resolve(String.format(Locale.ROOT, "step-%06d.safetensors", step));
        AtomicFile.write(file, content);
        log("saved " + file.getFileName());
        List<Checkpoint> kept = new ArrayList<>();
        for (Checkpoint old : RunFolder.checkpoints(folder)) {
            if (old.step() < step && (keepEvery == 0 || old.step() % keepEvery != 0)) {
                Files.delete(old.file());
            } else if (old.step() < step) {
                kept.add(old);
            }
        }
        if (kept.size() > 1) {
            // Those before it were thinned when it was written.
            thin(kept.get(kept.size() - 2).file());
        }
    }

    private void thin(Path file) {
        try (FileChannel whole = FileChannel.open(file)) {
            AtomicFile.write(file, thin -> Backbones.thin(whole, thin));
        } catch (IOException e) {
            log(file.getFileName() + " stays whole: " + e.getMessage());
        }
    }

    /** Adds a line to the run's log. */
    void log(String message) {
        log.println(now() + " " + message);
    }

    /** Adds a fault with its stack trace to the run's log. */
    void log(Throwable fault) {
        log.print(now() + " ");
        fault.printStackTrace(log);
        log.flush();
    }

    private static String now() {
        return Instant.now().truncatedTo(ChronoUnit.SECONDS).toString();
    }

    @Override
    public void close() throws IOException {
        try (lock; metrics; changes; alarms; log) {
            log.flush();
        }
    }
}
