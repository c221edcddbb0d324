package org.dinotwins.reproduce;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CancellationException;
import org.dinotwins.ablation.AblationFolder;
import org.dinotwins.ablation.AblationQueue;
import org.dinotwins.ablation.Cell;
import org.dinotwins.ablation.CellStatus;
import org.dinotwins.ablation.CellStatus.State;
import org.dinotwins.ablation.Slot;
import org.dinotwins.config.WorkbenchException;
import org.dinotwins.data.ImageSet;
import org.dinotwins.export.report.AblationReport;
import org.dinotwins.files.AtomicFile;
import org.dinotwins.measure.CheckpointNetwork;
import org.dinotwins.measure.InputView;
import org.dinotwins.measure.MeasureListener;
import org.dinotwins.measure.Measurement;
import org.dinotwins.measure.Measurer;
import org.dinotwins.measure.Subject;
import org.dinotwins.measure.outcome.KnnOutcome;
import org.dinotwins.measure.outcome.Outcome;
import org.dinotwins.measure.outcome.ProbeOutcome;
import org.dinotwins.measure.outcome.RobustnessOutcome;
import org.dinotwins.measure.outcome.SegmentationOutcome;
import org.dinotwins.message.Reason;
import org.dinotwins.run.Progress;
import org.dinotwins.run.RunFolder;
import org.dinotwins.table.Table;
import org.dinotwins.table.TableFiles;

/**
 * The paper's comparison on one image set: an ablation over the methods, whose finished runs are measured further. Killed at
 * any moment, it resumes with the same arguments.
 */
public final class Reproduction {
    /** The paper's share of the labels. */
    private static final double LABELS = 0.1;
    /** Share of the progress for the runs; the rest is for their further measurements. */
    private static final double RUNS = 0.85;

    private static final int BLOCKS = 4;

    private final AblationFolder folder;
    private final ImageSet set;
    private final Scale scale;
    private final Measurement.Probe probe = new Measurement.Probe(LABELS, BLOCKS, false, 0, 0);
    private final Measurement.Knn knn = new Measurement.Knn(1, 0);
    private final Measurement.Segmentation segmentation = new Measurement.Segmentation();
    private final Measurement.Robustness robustness;
    private final Set<String> notMeasured = new LinkedHashSet<>();

    private Reproduction(AblationFolder folder, ImageSet set, Scale scale) {
        this.folder = folder;
        this.set = set;
        this.scale = scale;
        this.robustness = new Measurement.Robustness(scale.corruptions(), 0);
    }

    /**
     * Creates the comparison in a folder, or opens it if the folder holds the same one.
     *
     * @param data  folder of the image set as the user gave it
     * @param set   the set in it
     * @param seeds one run of each method per seed
     * @param changes settings of all runs that differ from the scale's, by path
     */
    public static Reproduction create(
            Path out, String data, ImageSet set, Scale scale, List<Long> seeds, Map<String, String> changes)
            throws WorkbenchException {
        return new Reproduction(AblationFolder.create(out, scale.grid(data, set, seeds, changes)), set, scale);
    }

    /** True once a run was begun, so that no estimate is needed. */
    public boolean begun() {
        return folder.statuses().stream().anyMatch(status -> status.state() != State.WAITING);
    }

    /** Measures a few steps and says how long everything will take. */
    public DurationEstimate estimate(Progress progress) throws WorkbenchException, InterruptedException {
        return DurationEstimate.measure(folder.path(), folder.cells(), set, scale, progress);
    }

    /**
     * The result.
     *
     * @param table  one row per method, random weights, best floor
     * @param notes  sentences: rules, scores that are not above the floor, what could not be measured
     * @param report the HTML file
     * @param failed reasons of runs that failed
     */
    public record Result(Table table, List<String> notes, Path report, List<String> failed) {
        public Result {
            notes = List.copyOf(notes);
            failed = List.copyOf(failed);
        }
    }

    /**
     * Trains and measures what is missing, and writes table and report.
     *
     * @throws CancellationException if cancelled; finished work is kept
     */
    public Result run(Progress progress) throws WorkbenchException, InterruptedException {
        AblationQueue.Counts counts =
                AblationQueue.run(folder, List.of(Slot.THIS_PROCESS), true, part(progress, 0, RUNS), () -> {});
        if (counts.cancelled()) {
            throw new CancellationException();
        }
        PaperTable table = new PaperTable();
        List<String> failed = new ArrayList<>();
        List<Cell> cells = folder.cells();
        for (int i = 0; i < cells.size(); i++) {
            Cell cell = cells.get(i);
            CellStatus status = folder.status(cell);
            if (status.state() == State.DONE) {
                double share = (1 - RUNS) / cells.size();
                table.add(
                        String.join(", ", cell.levels()),
                        measure(RunFolder.open(folder.run(cell)), part(progress, RUNS + i * share, share)));
            } else {
                failed.add(cell.title() + ": " + status.reason());
            }
        }
        Table comparison = table.table(folder.grid().seeds().size());
        List<String> notes = new ArrayList<>(PaperTable.notes(comparison));
        notes.addAll(notMeasured);
        return write(comparison, notes, failed);
    }

    private Result write(Table table, List<String> notes, List<String> failed) throws WorkbenchException {
        Path report = folder.path().resolve("report.html");
        AblationReport.write(folder, List.of(table), notes, report);
        AblationReport.tables(folder, folder.path());
        try {
            TableFiles.write(folder.path(), table.name(), table.csv("\n"), table.latex());
            AtomicFile.write(
                    folder.path().resolve("paper.md"),
                    table.caption() + "\n\n" + table.markdown() + "\n" + String.join("\n", notes) + "\n");
        } catch (IOException e) {
            throw new WorkbenchException(
                    "The table cannot be written to " + folder.path() + ": " + Reason.of(e) + ".", e);
        }
        return new Result(table, notes, report, failed);
    }

    private Measured measure(RunFolder run, Progress progress) throws WorkbenchException {
        Subject subject = new Subject(new CheckpointNetwork(run, run.last()), set, 0, InputView.STRETCHED);
        return new Measured(
                run.evaluation(),
                measure(subject, run, probe, ProbeOutcome.class, part(progress, 0, 0.25)),
                measure(subject, run, knn, KnnOutcome.class, part(progress, 0.25, 0.25)),
                measure(subject, run, segmentation, SegmentationOutcome.class, part(progress, 0.5, 0.25)),
                measure(subject, run, robustness, RobustnessOutcome.class, part(progress, 0.75, 0.25)));
    }

    /** The saved result, or a new one; empty where the image set does not allow the measurement. */
    private <T extends Outcome> Optional<T> measure(
            Subject subject, RunFolder run, Measurement measurement, Class<T> type, Progress progress) {
        Optional<T> saved = Measurer.saved(run, measurement, type);
        if (saved.isPresent()) {
            return saved;
        }
        try {
            return Optional.of(type.cast(Measurer.measure(subject, measurement, new MeasureListener() {
                @Override
                public void at(double share, String what) {
                    progress.at(share, subject.network().name() + ", " + measurement.title() + ": " + what);
                }

                @Override
                public boolean cancelled() {
                    return progress.cancelled();
                }
            })));
        } catch (WorkbenchException e) {
            notMeasured.add(measurement.title() + ": " + e.getMessage());
            return Optional.empty();
        }
    }

    private static Progress part(Progress whole, double from, double length) {
        return new Progress() {
            @Override
            public void at(double share, String what) {
                whole.at(share < 0 ? share : from + share * length, what);
            }

            @Override
            public boolean cancelled() {
                return whole.cancelled();
            }
        };
    }
}
