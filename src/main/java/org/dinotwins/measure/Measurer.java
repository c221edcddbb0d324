package org.dinotwins.measure;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.dinotwins.config.WorkbenchException;
import org.dinotwins.data.DataException;
import org.dinotwins.files.AtomicFile;
import org.dinotwins.measure.outcome.Outcome;
import org.dinotwins.measure.outcome.OutcomeJson;
import org.dinotwins.measure.outcome.Sheet;
import org.dinotwins.run.RunFolder;
import org.dinotwins.train.TrainingException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Measures a run, for the window and the command line alike, and keeps results in its folder {@code measurements}: each
 * as JSON, its tables as CSV and LaTeX. Blocking; call off the FX thread. The same subject, measurement and seed give
 * the same result on the same machine.
 */
public final class Measurer {
    private static final String FOLDER = "measurements";
    private static final String ENDING = ".json";
    private static final Logger LOG = LoggerFactory.getLogger(Measurer.class);

    private Measurer() {
    }

    /**
     * Measures and keeps the result.
     *
     * @throws java.util.concurrent.CancellationException when the listener wants it to end; what was found until then
     *                                                    was told as {@link MeasureListener#partial}, and nothing is kept
     * @throws WorkbenchException                        when it cannot be measured
     */
    public static Outcome measure(Subject subject, Measurement measurement, MeasureListener listener)
            throws WorkbenchException {
        Outcome found;
        try (MeasurementContext desk = new MeasurementContext(subject, measurement, listener)) {
            found = whole(run(desk, measurement));
        } catch (TrainingException | DataException e) {
            throw new WorkbenchException(e.getMessage(), e);
        }
        keep(subject.run(), found);
        listener.partial(found);
        listener.at(1, "Measured");
        return found;
    }

    private static Outcome run(MeasurementContext desk, Measurement measurement) throws WorkbenchException, TrainingException,
            DataException {
        if (measurement instanceof Measurement.Probe probe) {
            return new ProbeMeasure(desk, probe).run();
        } else if (measurement instanceof Measurement.Knn knn) {
            return KnnMeasure.run(desk, knn);
        } else if (measurement instanceof Measurement.Segmentation) {
            return new SegmentationMeasure(desk).run();
        } else if (measurement instanceof Measurement.Robustness robustness) {
            return RobustnessMeasure.run(desk, robustness);
        } else if (measurement instanceof Measurement.Domains domains) {
            return new DomainsMeasure(desk, domains).run();
        }
        throw new IllegalArgumentException("no such measurement: " + measurement);
    }

    private static Outcome whole(Outcome found) {
        if (found instanceof Outcome.ProbeOutcome o) {
            return new Outcome.ProbeOutcome(o.about().whole(), o.scores(), o.categories(), o.names(), o.judged());
        } else if (found instanceof Outcome.KnnOutcome o) {
            return new Outcome.KnnOutcome(o.about().whole(), o.scores(), o.majority());
        } else if (found instanceof Outcome.SegmentationOutcome o) {
            return new Outcome.SegmentationOutcome(o.about().whole(), o.scores(), o.centre(), o.whole(), o.pictures());
        } else if (found instanceof Outcome.RobustnessOutcome o) {
            return new Outcome.RobustnessOutcome(o.about().whole(), o.cleanKnn(), o.cleanProbe(), o.majority(),
                    o.cells());
        } else if (found instanceof Outcome.DomainsOutcome o) {
            return new Outcome.DomainsOutcome(o.about().whole(), o.scores());
        }
        throw new IllegalArgumentException("no such result: " + found);
    }

    private static void keep(RunFolder run, Outcome outcome) throws WorkbenchException {
        Path folder = run.path().resolve(FOLDER);
        String name = outcome.about().slug();
        try {
            Files.createDirectories(folder);
            for (Sheet sheet : outcome.sheets()) {
                AtomicFile.write(folder.resolve(name + "-" + sheet.name() + ".csv"), sheet.csv());
                AtomicFile.write(folder.resolve(name + "-" + sheet.name() + ".tex"), sheet.latex());
            }
            AtomicFile.write(folder.resolve(name + ENDING), OutcomeJson.write(outcome));
        } catch (IOException e) {
            throw new WorkbenchException("The result cannot be written to " + folder + ": " + e.getMessage() + ".", e);
        }
    }

    /** A result as one JSON object. */
    public static String json(Outcome outcome) {
        return OutcomeJson.write(outcome);
    }

    /** Results that are kept in a run's folder, newest first; what cannot be read is left out. */
    public static List<Outcome> saved(RunFolder run) {
        Path folder = run.path().resolve(FOLDER);
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        List<Outcome> found = new ArrayList<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.filter(f -> f.getFileName().toString().endsWith(ENDING))
                    .sorted(Comparator.comparingLong((Path f) -> f.toFile().lastModified()).reversed()
                            .thenComparing(f -> f)).toList()) {
                try {
                    found.add(OutcomeJson.read(Files.readString(file)));
                } catch (WorkbenchException e) {
                    LOG.warn("{} is left out: {}", file, e.getMessage());
                }
            }
        } catch (IOException e) {
            LOG.warn("{} cannot be read: {}", folder, e.getMessage());
        }
        return List.copyOf(found);
    }
}
