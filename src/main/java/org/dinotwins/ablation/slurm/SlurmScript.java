package org.dinotwins.ablation.slurm;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.dinotwins.ablation.AblationFolder;
import org.dinotwins.ablation.ProgramCommand;

/**
 * A job array's script: what each task asks of the cluster. A task does one cell; everything else is the cell's own.
 *
 * @param partition where to run; empty for the cluster's default
 * @param time      longest time of a task, as Slurm writes it, for example {@code 2:00:00}; empty for the default
 * @param memory    memory of a task, for example {@code 8G}; empty for the default
 * @param cpus      cores of a task; 0 for the default
 * @param gpus      GPUs of a task; 0 for none
 * @param setup     lines of shell before the program, for example {@code module load cuda}
 * @param options   further options of sbatch, for example {@code --account=vision}
 */
public record SlurmScript(String partition, String time, String memory, int cpus, int gpus, List<String> setup,
                          List<String> options) {
    /** Seconds before its time is up at which a task is asked to keep a checkpoint. */
    private static final int WARNING = 60;

    public SlurmScript {
        setup = List.copyOf(setup);
        options = List.copyOf(options);
    }

    /** The script's text. */
    String text(AblationFolder folder, Path logs, Path working) {
        StringBuilder text = new StringBuilder("#!/bin/sh\n");
        option(text, "--job-name=" + folder.grid().name().replaceAll("[^A-Za-z0-9._-]+", "-"));
        option(text, "--output=" + logs.resolve("%A_%a.out"));
        option(text, "--chdir=" + working);
        // Half-done work is no failure: a task that is preempted or whose node dies begins again from its checkpoint.
        option(text, "--requeue");
        option(text, "--open-mode=append");
        option(text, "--signal=B:TERM@" + WARNING);
        ask(text, "--partition=", partition);
        ask(text, "--time=", time);
        ask(text, "--mem=", memory);
        ask(text, "--cpus-per-task=", cpus > 0 ? Integer.toString(cpus) : "");
        ask(text, "--gpus-per-task=", gpus > 0 ? Integer.toString(gpus) : "");
        if (gpus > 0) {
            option(text, "--ntasks=1");
        }
        options.forEach(line -> option(text, line));
        text.append("set -eu\n");
        setup.forEach(line -> text.append(line).append('\n'));
        if (cpus > 0) {
            text.append("export OMP_NUM_THREADS=").append(cpus).append('\n');
        }
        text.append("export OMP_WAIT_POLICY=PASSIVE TORCH_CPP_LOG_LEVEL=ERROR\n");
        text.append("# exec: so that the program itself gets the signal and keeps a checkpoint.\nexec ")
                .append(ProgramCommand.command("ablate", "cell", "--out", folder.path().toString()).stream()
                        .map(SlurmScript::quoted).collect(Collectors.joining(" ")))
                .append(" --index \"$SLURM_ARRAY_TASK_ID\"\n");
        return text.toString();
    }

    private static void ask(StringBuilder text, String option, String value) {
        if (!value.isBlank()) {
            option(text, option + value.strip());
        }
    }

    private static void option(StringBuilder text, String option) {
        // sbatch reads its lines without a shell; quotes keep blanks in paths.
        text.append("#SBATCH ").append(option.contains(" ") && option.contains("=")
                ? option.replaceFirst("=(.*)", "=\"$1\"") : option).append('\n');
    }

    /** A word that the shell takes as it is. */
    static String quoted(String word) {
        return word.matches("[A-Za-z0-9_./:=@%+-]+") ? word : "'" + word.replace("'", "'\\''") + "'";
    }
}
