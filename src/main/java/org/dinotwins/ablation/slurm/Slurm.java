package org.dinotwins.ablation.slurm;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.dinotwins.ablation.AblationFolder;
import org.dinotwins.ablation.Cell;
import org.dinotwins.ablation.CellStatus;
import org.dinotwins.ablation.CellStatus.State;
import org.dinotwins.config.Json;
import org.dinotwins.config.WorkbenchException;
import org.dinotwins.files.AtomicFile;
import org.dinotwins.run.Progress;

/**
 * An ablation on a Slurm cluster: one job array, a task a cell. The cells' own files say what came of them; Slurm is
 * asked only what it alone knows: who waits, who runs, and how a task ended that left no word.
 */
public final class Slurm {
    private static final String FOLDER = "slurm";
    private static final String SCRIPT = "ablation.sbatch";
    private static final String JOB = "job.json";
    /** Looks in a row in which a task must be gone before it counts as lost: files of a cluster arrive late. */
    private static final int GONE = 2;
    private static final Pattern JOB_ID = Pattern.compile("(\\d+)(;.*)?");
    private static final Pattern FIELD = Pattern.compile("(\\w+)=(\\S*)");

    private final SlurmCommands calls;

    /** Asks the Slurm that this process' environment names. */
    public Slurm() {
        this(Map.of());
    }

    /** @param environment added to that of Slurm's commands, for example {@code SLURM_CONF} */
    Slurm(Map<String, String> environment) {
        this.calls = new SlurmCommands(environment, SlurmCommands.ANSWER_WITHIN);
    }

    /**
     * A job array that was submitted.
     *
     * @param id    Slurm's number
     * @param cells indices of its tasks
     */
    public record Job(String id, List<Integer> cells) {
        public Job {
            cells = List.copyOf(cells);
        }
    }

    /**
     * How the tasks of a job stand.
     *
     * @param tasks   what is known of each task, by index, for people
     * @param waiting tasks that wait for a node
     * @param running tasks under way
     * @param over    tasks that are done, failed or lost
     * @param lost    tasks that Slurm no longer has and that left no result
     */
    public record JobStatus(Map<Integer, String> tasks, int waiting, int running, int over, int lost) {
    }

    /** Writes the job array's script into the ablation's folder. */
    public Path write(AblationFolder folder, SlurmScript script) throws WorkbenchException {
        Path logs = folder.path().resolve(FOLDER);
        Path file = logs.resolve(SCRIPT);
        try {
            Files.createDirectories(logs);
            AtomicFile.write(file, script.text(folder, logs, Path.of("").toAbsolutePath()));
        } catch (IOException e) {
            throw new WorkbenchException("The script " + file + " cannot be written: " + e.getMessage() + ".", e);
        }
        return file;
    }

    /**
     * Submits the cells that are neither over nor under way.
     *
     * @param retryFailed also failed ones
     * @param atOnce      most tasks at a time; 0 for as many as the cluster has room for
     * @throws WorkbenchException when none is left, or some still wait in the job before
     */
    public Job submit(AblationFolder folder, boolean retryFailed, int atOnce) throws WorkbenchException,
            InterruptedException {
        Path script = folder.path().resolve(FOLDER).resolve(SCRIPT);
        if (!Files.exists(script)) {
            throw new WorkbenchException("There is no script " + script + " yet; write it first.");
        }
        List<Integer> open = new ArrayList<>();
        for (Cell cell : folder.cells()) {
            State state = folder.status(cell).state();
            if (state != State.DONE && state != State.RUNNING && (retryFailed || state != State.FAILED)) {
                open.add(cell.index());
            }
        }
        if (open.isEmpty()) {
            throw new WorkbenchException("There is nothing left to submit: every run of the ablation is over or under "
                    + "way.");
        }
        if (Files.exists(script.resolveSibling(JOB))) {
            Job before = job(folder);
            if (!Collections.disjoint(queued(before).keySet(), open)) {
                throw new WorkbenchException("Runs of this ablation still wait in job " + before.id() + ". Follow it to "
                        + "its end, or cancel it first.");
            }
        }
        String answer = calls.ask("sbatch", "--parsable", "--array=" + ranges(open) + (atOnce > 0 ? "%" + atOnce : ""),
                script.toString()).strip();
        Matcher id = JOB_ID.matcher(answer);
        if (!id.matches()) {
            throw new WorkbenchException("sbatch did not answer with a job's number but with: " + answer + ".");
        }
        Job job = new Job(id.group(1), open);
        JsonObject json = new JsonObject();
        json.addProperty("job", job.id());
        JsonArray cells = new JsonArray();
        open.forEach(cells::add);
        json.add("cells", cells);
        try {
            AtomicFile.write(script.resolveSibling(JOB), Json.pretty(json));
        } catch (IOException e) {
            throw new WorkbenchException("Job " + job.id() + " was submitted, but its number cannot be kept: "
                    + e.getMessage() + ".", e);
        }
        return job;
    }

    /** The job that was submitted last. */
    public Job job(AblationFolder folder) throws WorkbenchException {
        Path file = folder.path().resolve(FOLDER).resolve(JOB);
        try {
            JsonObject json = Json.object(Files.readString(file));
            return new Job(json.get("job").getAsString(),
                    json.getAsJsonArray("cells").asList().stream().map(JsonElement::getAsInt).toList());
        } catch (NoSuchFileException e) {
            throw new WorkbenchException("No job of this ablation was submitted yet.", e);
        } catch (IOException | RuntimeException e) {
            throw new WorkbenchException(file + " cannot be read: " + e.getMessage() + ".", e);
        }
    }

    /** Numbers as Slurm writes them: {@code 0-2,5}. */
    static String ranges(List<Integer> sorted) {
        StringBuilder text = new StringBuilder();
        for (int from = 0; from < sorted.size();) {
            int to = from;
            while (to + 1 < sorted.size() && sorted.get(to + 1) == sorted.get(to) + 1) {
                to++;
            }
            text.append(text.isEmpty() ? "" : ",").append(sorted.get(from))
                    .append(to > from ? "-" + sorted.get(to) : "");
            from = to + 1;
        }
        return text.toString();
    }

    /** How the job's tasks stand now. */
    public JobStatus look(AblationFolder folder, Job job) throws WorkbenchException, InterruptedException {
        Map<Integer, String> queued = queued(job);
        Map<Integer, String> ended = null;
        Map<Integer, String> words = new TreeMap<>();
        int waiting = 0;
        int running = 0;
        int lost = 0;
        for (int index : job.cells()) {
            CellStatus status = folder.status(folder.cell(index));
            String there = queued.get(index);
            if (status.state().over()) {
                words.put(index, status.state().word() + (status.reason().isEmpty() ? "" : ": " + status.reason()));
            } else if (there != null && there.startsWith("PENDING")) {
                waiting++;
                words.put(index, "waiting" + there.substring("PENDING".length()));
            } else if (there != null) {
                running++;
                words.put(index, "running");
            } else {
                ended = ended == null ? ended(job) : ended;
                lost++;
                words.put(index, "lost: Slurm says " + ended.getOrDefault(index, "nothing of it") + "; see "
                        + folder.path().resolve(FOLDER).resolve(job.id() + "_" + index + ".out"));
            }
        }
        return new JobStatus(words, waiting, running, job.cells().size() - waiting - running, lost);
    }

    private Map<Integer, String> queued(Job job) throws WorkbenchException, InterruptedException {
        Map<Integer, String> states = new HashMap<>();
        String answer;
        try {
            answer = calls.ask("squeue", "--noheader", "--array", "--jobs=" + job.id(), "--format=%K|%T|%r");
        } catch (SlurmCommands.Unanswered e) {
            // Slurm forgets a job some minutes after its end and then calls its number invalid.
            if (e.getMessage().contains("Invalid job id")) {
                return states;
            }
            throw e;
        }
        for (String line : answer.lines().toList()) {
            String[] parts = line.strip().split("\\|");
            if (parts.length == 3 && parts[0].matches("\\d+")) {
                boolean plain = parts[2].equals("None");
                states.put(Integer.parseInt(parts[0]), parts[1] + (plain ? "" : " (" + parts[2] + ")"));
            }
        }
        return states;
    }

    /** How tasks ended, where Slurm still knows: by its accounting, else by its memory of the last minutes. */
    private Map<Integer, String> ended(Job job) throws InterruptedException {
        Map<Integer, String> states = new HashMap<>();
        try {
            for (String line : calls.ask("sacct", "--noheader", "--parsable2", "--allocations", "--array", "--jobs=" + job.id(),
                    "--format=JobID,State,ExitCode").lines().toList()) {
                String[] parts = line.split("\\|");
                String index = parts[0].substring(parts[0].indexOf('_') + 1);
                if (parts.length == 3 && index.matches("\\d+")) {
                    states.put(Integer.parseInt(index), parts[1] + ", exit code " + parts[2]);
                }
            }
        } catch (WorkbenchException e) {
            // Many clusters keep no accounting.
            states.clear();
        }
        try {
            for (String line : calls.ask("scontrol", "--oneliner", "show", "job", job.id()).lines().toList()) {
                Map<String, String> fields = new HashMap<>();
                Matcher field = FIELD.matcher(line);
                while (field.find()) {
                    fields.put(field.group(1), field.group(2));
                }
                if (fields.getOrDefault("ArrayTaskId", "").matches("\\d+")) {
                    states.putIfAbsent(Integer.parseInt(fields.get("ArrayTaskId")), fields.get("JobState")
                            + ", exit code " + fields.get("ExitCode"));
                }
            }
        } catch (WorkbenchException e) {
            // Forgotten already: the task's log is what is left.
        }
        return states;
    }

    /**
     * Watches the job until no task of it waits or runs.
     *
     * @param progress its {@code cancelled} ends the watching; the job goes on
     */
    public JobStatus follow(AblationFolder folder, Job job, Duration every, Progress progress)
            throws WorkbenchException, InterruptedException {
        int gone = 0;
        while (true) {
            JobStatus standing = look(folder, job);
            progress.at((double) standing.over() / job.cells().size(), standing.over() + " of " + job.cells().size()
                    + " runs over, " + standing.running() + " running, " + standing.waiting() + " waiting");
            boolean ended = standing.waiting() + standing.running() == 0;
            gone = ended ? gone + 1 : 0;
            if (ended && (standing.lost() == 0 || gone >= GONE) || progress.cancelled()) {
                return standing;
            }
            Thread.sleep(every.toMillis());
        }
    }

    /** Ends the job: running tasks keep a checkpoint, waiting ones never begin. */
    public void cancel(Job job) throws WorkbenchException, InterruptedException {
        calls.ask("scancel", job.id());
    }
}
