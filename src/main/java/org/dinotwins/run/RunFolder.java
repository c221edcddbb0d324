package org.dinotwins.run;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.dinotwins.config.ConfigJson;
import org.dinotwins.config.Json;
import org.dinotwins.config.JsonLines;
import org.dinotwins.config.RunConfig;
import org.dinotwins.config.WorkbenchException;
import org.dinotwins.files.AtomicFile;
import org.dinotwins.train.Alarm;
import org.dinotwins.train.CorrelationSnapshot;
import org.dinotwins.train.StepRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A run on disk, for reading: {@code config.json} (settings, versions), {@code run.json} (state, device),
 * {@code metrics.jsonl}, {@code changes.jsonl} (live changes), {@code alarms.jsonl},
 * {@code checkpoints/step-000123.safetensors}, {@code correlation.safetensors} (the last matrix),
 * {@code evaluation.json}, {@code log.txt}. {@link RunWriter} writes it.
 */
public final class RunFolder {
    static final String CONFIG = "config.json";
    static final String RUN = "run.json";
    static final String METRICS = "metrics.jsonl";
    static final String CHANGES = "changes.jsonl";
    static final String ALARMS = "alarms.jsonl";
    static final String CORRELATION = "correlation.safetensors";
    static final String EVALUATION = "evaluation.json";
    static final String LOG_FILE = "log.txt";
    static final JsonLines<StepRecord> STEP_LINES = new JsonLines<>(StepRecord.class);
    static final JsonLines<Alarm> ALARM_LINES = new JsonLines<>(Alarm.class);
    private static final Logger LOG = LoggerFactory.getLogger(RunFolder.class);

    private final Path path;
    private final RunConfig config;
    private final Summary summary;

    private RunFolder(Path path, RunConfig config, Summary summary) {
        this.path = path;
        this.config = config;
        this.summary = summary;
    }

    /** Opens an existing run. */
    public static RunFolder open(Path folder) throws WorkbenchException {
        Path path = folder.toAbsolutePath().normalize();
        RunConfig config;
        try {
            config = ConfigJson.parse(Files.readString(path.resolve(CONFIG)));
        } catch (NoSuchFileException e) {
            throw new WorkbenchException("There is no run in " + path + ": it has no " + CONFIG + ".", e);
        } catch (IOException e) {
            throw new WorkbenchException("The run in " + path + " cannot be read: " + e.getMessage() + ".", e);
        } catch (WorkbenchException e) {
            throw new WorkbenchException("The run in " + path + " has a damaged " + CONFIG + ". " + e.getMessage(), e);
        }
        return new RunFolder(path, config, summary(path, config));
    }

    /** True when the folder holds a run, readable or not. */
    public static boolean holdsRun(Path folder) {
        return Files.exists(folder.resolve(CONFIG)) || Files.exists(folder.resolve(METRICS));
    }

    private static Summary summary(Path path, RunConfig config) {
        JsonObject run = new JsonObject();
        try {
            run = Json.object(Files.readString(path.resolve(RUN)));
        } catch (NoSuchFileException e) {
            LOG.debug("{} has no {}", path, RUN);
        } catch (IOException | WorkbenchException e) {
            LOG.warn("{} cannot be read: {}", path.resolve(RUN), e.getMessage());
        }
        long last = STEP_LINES.last(path.resolve(METRICS)).map(StepRecord::step).orElse(0L);
        long total = 0;
        RunState state = RunState.STOPPED;
        try {
            total = Long.parseLong(text(run, "totalSteps", "0"));
            state = RunState.valueOf(text(run, "state", RunState.STOPPED.name()));
        } catch (IllegalArgumentException e) {
            LOG.warn("{} is damaged: {}", path.resolve(RUN), e.getMessage());
        }
        if (state.active() && !RunLock.taken(path)) {
            state = RunState.STOPPED;
        }
        return new Summary(config.name(), state, text(run, "started", ""), text(run, "device", ""), last, total);
    }

    private static String text(JsonObject json, String key, String otherwise) {
        JsonElement value = json.get(key);
        return value != null && value.isJsonPrimitive() ? value.getAsString() : otherwise;
    }

    /** Runs directly below a folder, newest first; unreadable ones are skipped. */
    public static List<RunFolder> list(Path parent) {
        if (!Files.isDirectory(parent)) {
            return List.of();
        }
        try (Stream<Path> folders = Files.list(parent)) {
            return folders.filter(f -> Files.exists(f.resolve(CONFIG)))
                    .flatMap(RunFolder::readable)
                    .sorted(Comparator.comparing(
                                    (RunFolder run) -> run.summary().started())
                            .reversed()
                            .thenComparing(RunFolder::path))
                    .toList();
        } catch (IOException e) {
            LOG.warn("{} cannot be listed: {}", parent, e.getMessage());
            return List.of();
        }
    }

    private static Stream<RunFolder> readable(Path folder) {
        try {
            return Stream.of(open(folder));
        } catch (WorkbenchException e) {
            LOG.warn("skipped: {}", e.getMessage());
            return Stream.empty();
        }
    }

    /** Folder of the run, absolute. */
    public Path path() {
        return path;
    }

    /** Settings of the run. */
    public RunConfig config() {
        return config;
    }

    /** Summary of the run when it was opened. A run whose process has died counts as stopped. */
    public Summary summary() {
        return summary;
    }

    /** All steps recorded so far, without the broken last line of a killed run. */
    public List<StepRecord> metrics() throws WorkbenchException {
        try {
            return List.copyOf(STEP_LINES.read(path.resolve(METRICS)));
        } catch (IOException e) {
            throw new WorkbenchException(
                    "The metrics of the run in " + path + " cannot be read: " + e.getMessage() + ".", e);
        }
    }

    /** Alarms raised so far, oldest first; unreadable ones are skipped. */
    public List<Alarm> alarms() {
        try {
            return List.copyOf(ALARM_LINES.read(path.resolve(ALARMS)));
        } catch (IOException e) {
            LOG.warn("{} cannot be read: {}", path.resolve(ALARMS), e.getMessage());
            return List.of();
        }
    }

    /** Versions of program, Java, operating system and PyTorch that made the run; empty for a damaged file. */
    public Map<String, String> versions() {
        Map<String, String> versions = new LinkedHashMap<>();
        try {
            JsonElement kept =
                    Json.object(Files.readString(path.resolve(CONFIG))).get("versions");
            if (kept != null && kept.isJsonObject()) {
                kept.getAsJsonObject().asMap().forEach((name, is) -> versions.put(name, is.getAsString()));
            }
        } catch (IOException | WorkbenchException | RuntimeException e) {
            LOG.warn("{} has no versions: {}", path.resolve(CONFIG), e.getMessage());
        }
        return versions;
    }

    /** Live changes as in their file, one JSON object per line, oldest first. */
    public List<String> changes() {
        try {
            Path file = path.resolve(CHANGES);
            return Files.exists(file) ? Files.readAllLines(file) : List.of();
        } catch (IOException e) {
            LOG.warn("{} cannot be read: {}", path.resolve(CHANGES), e.getMessage());
            return List.of();
        }
    }

    /** Loss weights and learning-rate factor after the last live change. */
    public LiveSettings liveSettings() {
        return LiveSettings.of(config).with(changes());
    }

    /** The cross-correlation matrix saved with the last checkpoint; empty for a run without Barlow Twins. */
    public Optional<CorrelationSnapshot> correlation() {
        try (FileChannel file = FileChannel.open(path.resolve(CORRELATION))) {
            return Optional.of(CorrelationSnapshot.load(file));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            LOG.warn("{} cannot be read: {}", path.resolve(CORRELATION), e.getMessage());
            return Optional.empty();
        }
    }

    /** Checkpoints by step, oldest first. */
    public List<Checkpoint> checkpoints() {
        return new CheckpointFolder(path).list();
    }

    /**
     * The last checkpoint.
     *
     * @throws WorkbenchException when the run has none yet
     */
    public Checkpoint last() throws WorkbenchException {
        return new CheckpointFolder(path)
                .last()
                .orElseThrow(() -> new WorkbenchException(
                        "The run in " + path + " has no checkpoint yet. Let it train until it saves one, or stop it, "
                                + "which also saves one."));
    }

    /**
     * The checkpoint of a step.
     *
     * @throws WorkbenchException when there is no checkpoint of this step; it names the steps that have one
     */
    public Checkpoint checkpoint(long step) throws WorkbenchException {
        List<Checkpoint> saved = checkpoints();
        return saved.stream()
                .filter(c -> c.step() == step)
                .findFirst()
                .orElseThrow(() -> new WorkbenchException("The run in " + path + " has no checkpoint of step " + step
                        + "; it has "
                        + saved.stream().map(c -> String.valueOf(c.step())).collect(Collectors.joining(", ")) + "."));
    }

    /** Result of the last evaluation; empty if the run was not evaluated. */
    public Optional<Evaluation> evaluation() {
        try {
            return Optional.of(Evaluation.parse(Files.readString(path.resolve(EVALUATION))));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException | WorkbenchException e) {
            LOG.warn("{} cannot be read: {}", path.resolve(EVALUATION), e.getMessage());
            return Optional.empty();
        }
    }

    /** Saves the result of an evaluation in the folder. */
    public void keep(Evaluation evaluation) throws WorkbenchException {
        try {
            AtomicFile.write(path.resolve(EVALUATION), evaluation.json() + "\n");
        } catch (IOException e) {
            throw new WorkbenchException(
                    "The evaluation cannot be written to " + path + ": " + e.getMessage() + ".", e);
        }
    }

    /** A saved training state. */
    public record Checkpoint(long step, Path file) {}

    /**
     * State and progress of a run.
     *
     * @param started  ISO-8601 instant
     * @param device   name of the device it ran on
     * @param lastStep last step in {@code metrics.jsonl}; 0 for none
     */
    public record Summary(String name, RunState state, String started, String device, long lastStep, long totalSteps) {}
}
