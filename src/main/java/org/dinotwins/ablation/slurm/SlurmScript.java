package org.dinotwins.ablation.slurm;

import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.dinotwins.ablation.AblationFolder;
import org.dinotwins.ablation.ProgramCommand;
import org.dinotwins.config.WorkbenchException;

/**
 * The script of a job array: the resources of each task. A task computes one cell.
 *
 * @param partition partition of the cluster; empty for the default
 * @param time      time limit of a task in Slurm's notation, for example {@code 2:00:00}; empty for the default
 * @param memory    memory of a task, for example {@code 8G}; empty for the default
 * @param cpus      cores of a task; 0 for the default
 * @param gpus      GPUs of a task; 0 for none
 * @param setup     shell lines to run before the program, for example {@code module load cuda}
 * @param options   further options of sbatch, for example {@code --account=vision}
 */
public record SlurmScript(
        String partition, String time, String memory, int cpus, int gpus, List<String> setup, List<String> options) {
    /** Seconds before the time limit at which a task is requested to save a checkpoint. */
    private static final int WARNING_SECONDS = 60;

    /** Words that need no quotes. */
    private static final String PLAIN = "[A-Za-z0-9_./:=@%+-]+";
    /** Options that can be quoted for sbatch. */
    private static final String QUOTABLE = "[^\\p{Cntrl}\"\\\\\\x{2028}\\x{2029}]+";
    /** Control characters, which an error message replaces. */
    private static final Pattern SHOWN = Pattern.compile("\\p{Cntrl}");

    public SlurmScript {
        setup = List.copyOf(setup);
        options = List.copyOf(options);
    }

    /**
     * The script's text.
     *
     * @throws WorkbenchException if a value cannot stand in a script
     */
    String text(AblationFolder folder, Path logs, Path working) throws WorkbenchException {
        StringBuilder text = new StringBuilder("#!/bin/sh\n");
        option(text, "--job-name=" + folder.grid().name().replaceAll("[^A-Za-z0-9._-]+", "-"));
        option(text, "--output=" + logs.toString().replace("%", "%%") + "/%A_%a.out");
        option(text, "--chdir=" + working);
        // A task that is preempted, or whose node dies, starts again and resumes from its checkpoint.
        option(text, "--requeue");
        option(text, "--open-mode=append");
        option(text, "--signal=B:TERM@" + WARNING_SECONDS);
        optional(text, "--partition=", partition);
        optional(text, "--time=", time);
        optional(text, "--mem=", memory);
        optional(text, "--cpus-per-task=", cpus > 0 ? Integer.toString(cpus) : "");
        optional(text, "--gpus-per-task=", gpus > 0 ? Integer.toString(gpus) : "");
        if (gpus > 0) {
            option(text, "--ntasks=1");
        }
        for (String line : options) {
            option(text, line);
        }
        text.append("set -eu\n");
        setup.forEach(line -> text.append(line).append('\n'));
        if (cpus > 0) {
            text.append("export OMP_NUM_THREADS=").append(cpus).append('\n');
        }
        text.append("export OMP_WAIT_POLICY=PASSIVE TORCH_CPP_LOG_LEVEL=ERROR\n");
        text.append("# exec, so that the program itself receives the signal and saves a checkpoint.\nexec ")
                .append(ProgramCommand.command(
                                "ablate", "cell", "--out", folder.path().toString())
                        .stream()
                        .map(SlurmScript::quoted)
                        .collect(Collectors.joining(" ")))
                .append(" --index \"$SLURM_ARRAY_TASK_ID\"\n");
        return text.toString();
    }

    private static void optional(StringBuilder text, String option, String value) throws WorkbenchException {
        if (!value.isBlank()) {
            option(text, option + value.strip());
        }
    }

    private static void option(StringBuilder text, String option) throws WorkbenchException {
        // sbatch reads these lines without a shell: a line break would end the option and begin a command.
        if (!option.matches(QUOTABLE)) {
            throw new WorkbenchException("The option \"" + SHOWN.matcher(option).replaceAll("?")
                    + "\" cannot stand in a script of Slurm: "
                    + "line breaks, control characters, double quotes and backslashes are not possible there.");
        }
        int value = option.indexOf('=') + 1;
        text.append("#SBATCH ")
                .append(
                        value == 0 || option.matches(PLAIN)
                                ? option
                                : option.substring(0, value) + "\"" + option.substring(value) + "\"")
                .append('\n');
    }

    /** A word quoted for the shell. */
    static String quoted(String word) {
        return word.matches(PLAIN) ? word : "'" + word.replace("'", "'\\''") + "'";
    }
}
