package org.dinotwins.app.runs;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.dinotwins.config.RunConfig;
import org.dinotwins.run.RunFolder;
import org.dinotwins.run.evaluation.Evaluation;
import org.dinotwins.train.StepRecord;

/**
 * A row of the list of runs.
 *
 * @param config      null where {@code config.json} cannot be read
 * @param summary     state, start, device and steps
 * @param steps       all recorded steps
 * @param evaluation  latest evaluation; empty before the first
 * @param resumable   whether it can be resumed, or started again because it ended before its first checkpoint
 * @param stepFaults  what of its recorded steps is damaged or missing, a sentence each
 * @param fileFaults  what of its other files is damaged, a sentence each
 */
record RunRow(
        Path folder,
        RunConfig config,
        RunFolder.Summary summary,
        List<StepRecord> steps,
        Optional<Evaluation> evaluation,
        boolean resumable,
        List<String> stepFaults,
        List<String> fileFaults) {
    /** A row without faults. */
    public RunRow(
            Path folder,
            RunConfig config,
            RunFolder.Summary summary,
            List<StepRecord> steps,
            Optional<Evaluation> evaluation,
            boolean resumable) {
        this(folder, config, summary, steps, evaluation, resumable, List.of(), List.of());
    }

    /** A run whose settings cannot be read. */
    static RunRow of(RunFolder.Unreadable run) {
        return new RunRow(
                run.path(), null, run.summary(), List.of(), Optional.empty(), false, List.of(), List.of(run.fault()));
    }

    /** What of its files is damaged, a sentence each. */
    List<String> faults() {
        return Stream.concat(stepFaults.stream(), fileFaults.stream()).toList();
    }

    /** Folder name, which distinguishes runs of one configuration. */
    public String name() {
        return folder.getFileName().toString();
    }

    /** The latest value; NaN if none. */
    public double last(Metric metric) {
        for (int i = steps.size() - 1; i >= 0; i--) {
            double value = metric.of(steps.get(i));
            if (!Double.isNaN(value)) {
                return value;
            }
        }
        return Double.NaN;
    }

    /** kNN top-1 of the trained teacher, 0..1; NaN before it was measured. */
    public double knn() {
        return evaluation.map(e -> e.trained().knn_top1()).orElse(Double.NaN);
    }

    /** Jaccard index of the trained teacher's attention, 0..1; NaN before it was measured. */
    public double jaccard() {
        return evaluation.map(e -> e.trained().jaccard()).orElse(Double.NaN);
    }
}
