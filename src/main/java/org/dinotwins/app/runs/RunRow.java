package org.dinotwins.app.runs;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.dinotwins.config.RunConfig;
import org.dinotwins.run.Evaluation;
import org.dinotwins.run.RunFolder;
import org.dinotwins.train.StepRecord;

/**
 * A row of the list of runs.
 *
 * @param summary     state, start, device and steps
 * @param steps       all recorded steps
 * @param evaluation  latest evaluation; empty before the first
 * @param resumable   whether it has a checkpoint and steps left
 */
public record RunRow(
        Path folder,
        RunConfig config,
        RunFolder.Summary summary,
        List<StepRecord> steps,
        Optional<Evaluation> evaluation,
        boolean resumable) {
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
