package org.dinotwins.run;

import com.google.gson.JsonElement;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
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
import org.dinotwins.run.evaluation.Evaluation;
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

    /** Opens an existing run. Temporary files of a process that died in it are deleted. */
    public static RunFolder open(Path folder) throws WorkbenchException {
        Path path = folder.toAbsolutePath().normalize();
        RunConfig config;
        try {
            config = ConfigJson.parse(RunFiles.text(path.resolve(CONFIG)));
        } catch (NoSuchFileException e) {
            throw new WorkbenchException("There is no run in " + path + ": it has no " + CONFIG + ".", e);
        } catch (IOException e) {
            throw new WorkbenchException(
                    "The run in " + path + " has no readable " + CONFIG + ": " + e.getMessage() + ".", e);
        } catch (WorkbenchException e) {
            throw new WorkbenchException("The run in " + path + " has a damaged " + CONFIG + ". " + e.getMessage(), e);
        }
        Leftovers.deleteUnlessTraining(path);
        return new RunFolder(path, config, new RunFiles(path).summary(config.name()));
    }

    /** True when the folder holds a run, readable or not. */
    public static boolean holdsRun(Path folder) {
        return Files.exists(folder.resolve(CONFIG)) || Files.exists(folder.resolve(METRICS));
    }

    /** Runs directly below a folder, newest first; those without readable settings are skipped. */
    public static List<RunFolder> list(Path parent) {
        return Listing.of(parent).runs();
    }

    /**
     * The runs directly below a folder.
     *
     * @param runs       newest first
     * @param unreadable those without readable settings, by folder
     */
    public record Listing(List<RunFolder> runs, List<Unreadable> unreadable) {
        /** Reads a folder; empty if that is impossible. */
        public static Listing of(Path parent) {
            List<RunFolder> runs = new ArrayList<>();
            List<Unreadable> unreadable = new ArrayList<>();
            for (Path folder : folders(parent)) {
                try {
                    runs.add(open(folder));
                } catch (WorkbenchException e) {
                    LOG.warn("skipped: {}", e.getMessage());
                    Path path = folder.toAbsolutePath().normalize();
                    String name = path.getFileName().toString();
                    unreadable.add(new Unreadable(path, new RunFiles(path).summary(name), e.getMessage()));
                }
            }
            runs.sort(Comparator.comparing((RunFolder run) -> run.summary().started())
                    .reversed()
                    .thenComparing(RunFolder::path));
            return new Listing(List.copyOf(runs), List.copyOf(unreadable));
        }

        private static List<Path> folders(Path parent) {
            if (!Files.isDirectory(parent)) {
                return List.of();
            }
            try (Stream<Path> folders = Files.list(parent)) {
                return folders.filter(f -> Files.exists(f.resolve(CONFIG)))
                        .sorted()
                        .toList();
            } catch (IOException | UncheckedIOException e) {
                LOG.warn("{} cannot be listed: {}", parent, e.getMessage());
                return List.of();
            }
        }
    }

    /**
     * A run whose settings cannot be read.
     *
     * @param path    folder of the run, absolute
     * @param fault   why, as a sentence
     */
    public record Unreadable(Path path, Summary summary, String fault) {}

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

    /** All steps recorded so far, in increasing order, without damaged lines. */
    public List<StepRecord> metrics() {
        return new RunFiles(path).metrics();
    }

    /** Alarms raised so far, oldest first, without damaged lines. */
    public List<Alarm> alarms() {
        return new RunFiles(path).alarms();
    }

    /** Damaged or missing files of the run, a sentence each; reads all of them. */
    public List<String> faults() {
        return Stream.concat(stepFaults().stream(), fileFaults().stream()).toList();
    }

    /** Damaged or missing recorded steps, a sentence each. */
    public List<String> stepFaults() {
        RunFiles files = new RunFiles(path);
        files.metrics();
        return files.faults();
    }

    /** Other damaged files of the run, a sentence each. */
    public List<String> fileFaults() {
        return new RunFiles(path).besideMetrics().faults();
    }

    /** Versions of program, Java, operating system and PyTorch that made the run; empty for a damaged file. */
    public Map<String, String> versions() {
        Map<String, String> versions = new LinkedHashMap<>();
        try {
            JsonElement kept = Json.object(RunFiles.text(path.resolve(CONFIG))).get("versions");
            if (kept != null && kept.isJsonObject()) {
                kept.getAsJsonObject().asMap().forEach((name, is) -> versions.put(name, is.getAsString()));
            }
        } catch (IOException | WorkbenchException | RuntimeException e) {
            LOG.warn("the versions in {} cannot be read", path.resolve(CONFIG));
        }
        return versions;
    }

    /** Live changes, oldest first, without damaged lines. */
    public List<LiveChange> changes() {
        return new RunFiles(path).changes();
    }

    /** Loss weights and learning-rate factor after the last live change. */
    public LiveSettings liveSettings() {
        return LiveSettings.of(config).with(changes());
    }

    /** The cross-correlation matrix saved with the last checkpoint; empty for a run without Barlow Twins or a damaged file. */
    public Optional<CorrelationSnapshot> correlation() {
        return new RunFiles(path).correlation();
    }

    /** True for a run that ended before its first checkpoint, so that its folder may be used to start it again. */
    public boolean startable() {
        return UnfinishedStart.in(path).isPresent() && !RunLock.taken(path);
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

    /** Result of the last evaluation; empty if the run was not evaluated or the file is damaged. */
    public Optional<Evaluation> evaluation() {
        return new RunFiles(path).evaluation();
    }

    /** Saves the result of an evaluation in the folder. */
    public void keep(Evaluation evaluation) throws WorkbenchException {
        try {
            AtomicFile.write(path.resolve(EVALUATION), evaluation.json() + "\n");
        } catch (IOException e) {
            throw new WorkbenchException(
                    "The evaluation cannot be saved in " + path + ": " + e.getMessage()
                            + ". Free disk space or correct the permissions, then evaluate again.",
                    e);
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
