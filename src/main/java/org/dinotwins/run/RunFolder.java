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
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.dinotwins.config.ConfigJson;
import org.dinotwins.config.RunConfig;
import org.dinotwins.config.WorkbenchException;
import org.dinotwins.files.AtomicFile;
import org.dinotwins.train.Alarm;
import org.dinotwins.train.CorrelationSnapshot;
import org.dinotwins.train.StepRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a run left on disk: {@code config.json}, {@code run.json} (state, versions, device), {@code metrics.jsonl},
 * {@code changes.jsonl} (live changes), {@code alarms.jsonl}, {@code checkpoints/step-000123.safetensors},
 * {@code correlation.safetensors} (the last matrix), {@code evaluation.json}, {@code log.txt}. Files are written to a
 * temporary name, then renamed; those that grow by lines are appended to.
 */
public final class RunFolder {
    static final String CONFIG = "config.json";
    static final String RUN = "run.json";
    static final String METRICS = "metrics.jsonl";
    static final String CHANGES = "changes.jsonl";
    static final String ALARMS = "alarms.jsonl";
    static final String CORRELATION = "correlation.safetensors";
    static final String CHECKPOINTS = "checkpoints";
    static final String EVALUATION = "evaluation.json";
    static final String LOG_FILE = "log.txt";
    private static final Pattern CHECKPOINT = Pattern.compile("step-(\\d{1,18})\\.safetensors");
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
            run = ConfigJson.object(Files.readString(path.resolve(RUN)));
        } catch (NoSuchFileException e) {
            LOG.debug("{} has no {}: only its settings are known", path, RUN);
        } catch (IOException | WorkbenchException e) {
            LOG.warn("{} cannot be read: {}", path.resolve(RUN), e.getMessage());
        }
        long last = StepLines.last(path.resolve(METRICS)).map(StepRecord::step).orElse(0L);
        long total = 0;
        RunState state = RunState.STOPPED;
        try {
            total = Long.parseLong(text(run, "totalSteps", "0"));
            state = RunState.valueOf(text(run, "state", RunState.STOPPED.name()));
        } catch (IllegalArgumentException e) {
            LOG.warn("{} is damaged: {}", path.resolve(RUN), e.getMessage());
        }
        if (live(state) && !RunLock.taken(path)) {
            state = RunState.STOPPED;
        }
        return new Summary(config.name(), state, text(run, "started", ""), text(run, "device", ""), last, total);
    }

    private static String text(JsonObject json, String key, String otherwise) {
        JsonElement value = json.get(key);
        return value != null && value.isJsonPrimitive() ? value.getAsString() : otherwise;
    }

    /** True for the states of a run that somebody is at work on. */
    static boolean live(RunState state) {
        return state == RunState.PREPARING || state == RunState.RUNNING || state == RunState.PAUSED;
    }

    /** Runs directly below a folder, newest first; an unreadable one is left out. */
    public static List<RunFolder> list(Path parent) {
        if (!Files.isDirectory(parent)) {
            return List.of();
        }
        try (Stream<Path> folders = Files.list(parent)) {
            return folders.filter(f -> Files.exists(f.resolve(CONFIG))).flatMap(RunFolder::readable)
                    .sorted(Comparator.comparing((RunFolder run) -> run.summary().started()).reversed()
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
            LOG.warn("left out: {}", e.getMessage());
            return Stream.empty();
        }
    }

    /** The run's own folder. */
    public Path path() {
        return path;
    }

    /** Settings of the run. */
    public RunConfig config() {
        return config;
    }

    /** Summary for a list, as it was when the run was opened. A run whose process has died counts as stopped. */
    public Summary summary() {
        return summary;
    }

    /** All steps recorded so far. A broken last line (a killed run) is left out. */
    public List<StepRecord> metrics() throws WorkbenchException {
        try {
            return List.copyOf(StepLines.read(path.resolve(METRICS)));
        } catch (IOException e) {
            throw new WorkbenchException("The metrics of the run in " + path + " cannot be read: " + e.getMessage()
                    + ".", e);
        }
    }

    /** Alarms that were raised, oldest first; those that cannot be read are left out. */
    public List<Alarm> alarms() {
        try {
            return List.copyOf(AlarmLines.read(path.resolve(ALARMS)));
        } catch (IOException e) {
            LOG.warn("{} cannot be read: {}", path.resolve(ALARMS), e.getMessage());
            return List.of();
        }
    }

    /** What the run was made with: program, Java, system, PyTorch; empty for a damaged file. */
    public Map<String, String> versions() {
        Map<String, String> versions = new LinkedHashMap<>();
        try {
            JsonElement kept = ConfigJson.object(Files.readString(path.resolve(CONFIG))).get("versions");
            if (kept != null && kept.isJsonObject()) {
                kept.getAsJsonObject().asMap().forEach((name, is) -> versions.put(name, is.getAsString()));
            }
        } catch (IOException | WorkbenchException | RuntimeException e) {
            LOG.warn("{} names no versions: {}", path.resolve(CONFIG), e.getMessage());
        }
        return versions;
    }

    /** Live changes as the file has them, a JSON object a line, oldest first. */
    public List<String> changes() {
        try {
            Path file = path.resolve(CHANGES);
            return Files.exists(file) ? Files.readAllLines(file) : List.of();
        } catch (IOException e) {
            LOG.warn("{} cannot be read: {}", path.resolve(CHANGES), e.getMessage());
            return List.of();
        }
    }

    /** Loss weights and rate factor that hold after the last live change. */
    public LiveSettings steering() {
        return LiveSettings.of(config).after(changes());
    }

    /** The last cross-correlation matrix, as of the last checkpoint; empty for a run without Barlow Twins. */
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
        return checkpoints(path);
    }

    static List<Checkpoint> checkpoints(Path run) {
        Path folder = run.resolve(CHECKPOINTS);
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.flatMap(file -> {
                Matcher name = CHECKPOINT.matcher(file.getFileName().toString());
                return name.matches() ? Stream.of(new Checkpoint(Long.parseLong(name.group(1)), file)) : Stream.empty();
            }).sorted(Comparator.comparingLong(Checkpoint::step)).toList();
        } catch (IOException e) {
            LOG.warn("{} cannot be listed: {}", folder, e.getMessage());
            return List.of();
        }
    }

    /**
     * The last checkpoint.
     *
     * @throws WorkbenchException when there is none yet
     */
    public Checkpoint last() throws WorkbenchException {
        return checkpoints().stream().reduce((earlier, later) -> later).orElseThrow(() -> new WorkbenchException(
                "The run in " + path + " has no checkpoint yet. Let it train until its first one, or stop it, which "
                        + "writes one."));
    }

    /**
     * The checkpoint of a step.
     *
     * @throws WorkbenchException that names the steps there are, when this is none of them
     */
    public Checkpoint checkpoint(long step) throws WorkbenchException {
        List<Checkpoint> saved = checkpoints();
        return saved.stream().filter(c -> c.step() == step).findFirst().orElseThrow(() -> new WorkbenchException(
                "The run in " + path + " has no checkpoint of step " + step + "; it has "
                        + saved.stream().map(c -> String.valueOf(c.step())).collect(Collectors.joining(", ")) + "."));
    }

    /** Result of the last evaluation of this run. */
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

    /** Keeps the result of an evaluation in the folder. */
    public void keep(Evaluation evaluation) throws WorkbenchException {
        try {
            AtomicFile.write(path.resolve(EVALUATION), evaluation.json() + "\n");
        } catch (IOException e) {
            throw new WorkbenchException("The evaluation cannot be written to " + path + ": " + e.getMessage() + ".", e);
        }
    }

    /** A saved state. */
    public record Checkpoint(long step, Path file) {
    }

    /**
     * A run in one line.
     *
     * @param started  ISO-8601 instant
     * @param device   name of the device it ran on
     * @param lastStep last step that has a metrics line, 0 for none
     */
    public record Summary(String name, RunState state, String started, String device, long lastStep, long totalSteps) {
    }
}
