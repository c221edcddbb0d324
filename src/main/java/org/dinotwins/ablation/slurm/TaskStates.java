package org.dinotwins.ablation.slurm;

import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.dinotwins.config.WorkbenchException;

/** States of the tasks of a job array, as Slurm reports them. */
final class TaskStates {
    private static final Pattern FIELD = Pattern.compile("(\\w+)=(\\S*)");

    private final SlurmCommands commands;

    TaskStates(SlurmCommands commands) {
        this.commands = commands;
    }

    /** States of the pending and running tasks by index, for example {@code PENDING (Resources)}. */
    Map<Integer, String> queued(String job) throws WorkbenchException, InterruptedException {
        Map<Integer, String> states = new HashMap<>();
        String output;
        try {
            output = commands.run("squeue", "--noheader", "--array", "--jobs=" + job, "--format=%K|%T|%r");
        } catch (SlurmCommands.FailedException e) {
            // Some minutes after a job's end Slurm discards it and reports its id as invalid.
            if (e.getMessage().contains("Invalid job id")) {
                return states;
            }
            throw e;
        }
        for (String line : output.lines().toList()) {
            String[] parts = line.strip().split("\\|");
            if (parts.length == 3 && parts[0].matches("\\d+")) {
                boolean withoutReason = parts[2].equals("None");
                states.put(Integer.parseInt(parts[0]), parts[1] + (withoutReason ? "" : " (" + parts[2] + ")"));
            }
        }
        return states;
    }

    /** States of the ended tasks by index: from the accounting, else from the controller, which keeps them for minutes. */
    Map<Integer, String> ended(String job) throws InterruptedException {
        Map<Integer, String> states = new HashMap<>();
        try {
            for (String line : commands.run(
                            "sacct",
                            "--noheader",
                            "--parsable2",
                            "--allocations",
                            "--array",
                            "--jobs=" + job,
                            "--format=JobID,State,ExitCode")
                    .lines()
                    .toList()) {
                String[] parts = line.split("\\|");
                String index = parts[0].substring(parts[0].indexOf('_') + 1);
                if (parts.length == 3 && index.matches("\\d+")) {
                    states.put(Integer.parseInt(index), parts[1] + ", exit code " + parts[2]);
                }
            }
        } catch (WorkbenchException e) {
            // Many clusters have no accounting.
            states.clear();
        }
        try {
            for (String line : commands.run("scontrol", "--oneliner", "show", "job", job)
                    .lines()
                    .toList()) {
                Map<String, String> fields = new HashMap<>();
                Matcher field = FIELD.matcher(line);
                while (field.find()) {
                    fields.put(field.group(1), field.group(2));
                }
                if (fields.getOrDefault("ArrayTaskId", "").matches("\\d+")) {
                    states.putIfAbsent(
                            Integer.parseInt(fields.get("ArrayTaskId")),
                            fields.get("JobState") + ", exit code " + fields.get("ExitCode"));
                }
            }
        } catch (WorkbenchException e) {
            // The job is too old for the controller: only the task's log is left.
        }
        return states;
    }
}
