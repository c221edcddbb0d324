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
import org.dinotwins.message.Reason;
import org.dinotwins.run.Progress;

/**
 * An ablation on a Slurm cluster, as a job array with one task per cell. Results come from the files of the cells; Slurm
 * only reports which tasks wait or run, and how tasks without a saved state ended.
 */
public final class Slurm {
    private static final String FOLDER = "slurm";
    private static final String SCRIPT = "ablation.sbatch";
    private static final String JOB = "job.json";
    /** Successive queries in which a task must be missing before it counts as lost: shared files appear with a delay. */
    private static final int QUERIES_UNTIL_LOST = 2;

    private static final Pattern JOB_ID = Pattern.compile("(\\d+)(;.*)?");

    private final SlurmCommands commands;
    private final TaskStates states;

    /** Uses the Slurm of this process's environment. */
    public Slurm() {
        this(Map.of());
    }

    /** @param environment added to that of Slurm's commands, for example {@code SLURM_CONF} */
    Slurm(Map<String, String> environment) {
        this.commands = new SlurmCommands(environment, SlurmCommands.TIME_LIMIT);
        this.states = new TaskStates(commands);
    }

    /**
     * A submitted job array.
     *
     * @param id    job id of Slurm
     * @param cells indices of the cells, which are those of its tasks
     */
    public record Job(String id, List<Integer> cells) {
        public Job {
            cells = List.copyOf(cells);
        }
    }

    /**
     * States of the tasks of a job.
     *
     * @param tasks   state of each task by index, for the user
     * @param waiting number of waiting tasks
     * @param running number of running tasks
     * @param over    number of tasks that are done, failed or lost
     * @param lost    number of tasks that Slurm no longer has and that left no result
     */
    public record JobStatus(Map<Integer, String> tasks, int waiting, int running, int over, int lost) {}

    /** Writes the job array's script into the ablation's folder. */
    public Path write(AblationFolder folder, SlurmScript script) throws WorkbenchException {
        Path logs = folder.path().resolve(FOLDER);
        Path file = logs.resolve(SCRIPT);
        try {
            Files.createDirectories(logs);
            AtomicFile.write(file, script.text(folder, logs, Path.of("").toAbsolutePath()));
        } catch (IOException e) {
            throw new WorkbenchException("The script " + file + " cannot be written: " + Reason.of(e) + ".", e);
        }
        return file;
    }

    /**
     * Submits the cells that are neither finished nor running.
     *
     * @param retryFailed also submit failed cells
     * @param atOnce      limit on simultaneous tasks; 0 for no limit
     * @throws WorkbenchException when no cell is left, or some still wait in the previous job
     */
    public Job submit(AblationFolder folder, boolean retryFailed, int atOnce)
            throws WorkbenchException, InterruptedException {
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
            throw new WorkbenchException(
                    "There is nothing left to submit: every run of the ablation is finished or " + "running.");
        }
        if (Files.exists(script.resolveSibling(JOB))) {
            Job previous = job(folder);
            if (!Collections.disjoint(states.queued(previous.id()).keySet(), open)) {
                throw new WorkbenchException("Runs of this ablation are still waiting in job " + previous.id()
                        + ". Wait for " + "it to end, or cancel it first.");
            }
        }
        String answer = commands.run(
                        "sbatch",
                        "--parsable",
                        "--array=" + ranges(open) + (atOnce > 0 ? "%" + atOnce : ""),
                        script.toString())
                .strip();
        Matcher id = JOB_ID.matcher(answer);
        if (!id.matches()) {
            throw new WorkbenchException("sbatch did not print a job id but: " + answer + ".");
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
            throw new WorkbenchException(
                    "Job " + job.id() + " was submitted, but its id cannot be saved: " + Reason.of(e) + ".", e);
        }
        return job;
    }

    /** The last submitted job. */
    public Job job(AblationFolder folder) throws WorkbenchException {
        Path file = folder.path().resolve(FOLDER).resolve(JOB);
        try {
            JsonObject json = Json.object(Files.readString(file));
            return new Job(
                    json.get("job").getAsString(),
                    json.getAsJsonArray("cells").asList().stream()
                            .map(JsonElement::getAsInt)
                            .toList());
        } catch (NoSuchFileException e) {
            throw new WorkbenchException("No job of this ablation has been submitted yet.", e);
        } catch (IOException e) {
            throw new WorkbenchException(file + " cannot be read: " + e.getMessage() + ".", e);
        } catch (WorkbenchException | RuntimeException e) {
            throw new WorkbenchException(file + " is damaged; submit the ablation again.", e);
        }
    }

    /** Index ranges in Slurm's notation: {@code 0-2,5}. */
    static String ranges(List<Integer> sorted) {
        StringBuilder text = new StringBuilder();
        for (int from = 0; from < sorted.size(); ) {
            int to = from;
            while (to + 1 < sorted.size() && sorted.get(to + 1) == sorted.get(to) + 1) {
                to++;
            }
            text.append(text.isEmpty() ? "" : ",")
                    .append(sorted.get(from))
                    .append(to > from ? "-" + sorted.get(to) : "");
            from = to + 1;
        }
        return text.toString();
    }

    /** Current states of the tasks of a job. */
    public JobStatus status(AblationFolder folder, Job job) throws WorkbenchException, InterruptedException {
        Map<Integer, String> queued = states.queued(job.id());
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
                ended = ended == null ? states.ended(job.id()) : ended;
                lost++;
                words.put(
                        index,
                        "lost: Slurm reports " + ended.getOrDefault(index, "nothing") + "; see "
                                + folder.path().resolve(FOLDER).resolve(job.id() + "_" + index + ".out"));
            }
        }
        return new JobStatus(words, waiting, running, job.cells().size() - waiting - running, lost);
    }

    /**
     * Polls the job until none of its tasks waits or runs.
     *
     * @param progress its {@code cancelled} stops the polling, not the job
     */
    public JobStatus follow(AblationFolder folder, Job job, Duration every, Progress progress)
            throws WorkbenchException, InterruptedException {
        int missing = 0;
        while (true) {
            JobStatus status = status(folder, job);
            progress.at(
                    (double) status.over() / job.cells().size(),
                    status.over() + " of " + job.cells().size() + " runs finished, " + status.running() + " running, "
                            + status.waiting() + " waiting");
            boolean ended = status.waiting() + status.running() == 0;
            missing = ended ? missing + 1 : 0;
            if (ended && (status.lost() == 0 || missing >= QUERIES_UNTIL_LOST) || progress.cancelled()) {
                return status;
            }
            Thread.sleep(every.toMillis());
        }
    }

    /** Cancels the job: running tasks save a checkpoint, waiting ones never start. */
    public void cancel(Job job) throws WorkbenchException, InterruptedException {
        commands.run("scancel", job.id());
    }
}
