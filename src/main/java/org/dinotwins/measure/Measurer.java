package org.dinotwins.measure;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.dinotwins.config.WorkbenchException;
import org.dinotwins.data.DataException;
import org.dinotwins.files.AtomicFile;
import org.dinotwins.measure.outcome.Outcome;
import org.dinotwins.measure.outcome.OutcomeJson;
import org.dinotwins.measure.outcome.OutcomeTables;
import org.dinotwins.message.Reason;
import org.dinotwins.run.RunFolder;
import org.dinotwins.tensor.ComputationException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs a measurement and saves its result in the folder {@code measurements} of the run, or of the folder given for
 * imported weights: JSON, and its tables as CSV and LaTeX. Blocking; never call it on the FX thread. The same subject,
 * measurement and seed give the same result on the same machine.
 */
public final class Measurer {
    private static final String FOLDER = "measurements";
    private static final String ENDING = ".json";
    private static final Logger LOG = LoggerFactory.getLogger(Measurer.class);

    private Measurer() {}

    /**
     * Measures and saves the result.
     *
     * @throws java.util.concurrent.CancellationException when the listener cancels; nothing is saved then, but the listener has
     *                                                    received intermediate results
     * @throws WorkbenchException                        when the measurement is impossible, or the result cannot be saved; the
     *                                                    listener has received it then
     */
    public static Outcome measure(Subject subject, Measurement measurement, MeasureListener listener)
            throws WorkbenchException {
        Outcome found;
        try (MeasurementContext context = new MeasurementContext(subject, measurement, listener)) {
            found = run(context, measurement).completed();
        } catch (ComputationException | DataException e) {
            throw new WorkbenchException(e.getMessage(), e);
        }
        // First, so that the result is not lost where it cannot be saved.
        listener.partial(found);
        save(subject.network().folder(), found);
        listener.at(1, "Measured");
        return found;
    }

    private static Outcome run(MeasurementContext context, Measurement measurement)
            throws WorkbenchException, ComputationException, DataException {
        if (measurement instanceof Measurement.Probe probe) {
            return new ProbeMeasure(context, probe).run();
        } else if (measurement instanceof Measurement.Knn knn) {
            return KnnMeasure.run(context, knn);
        } else if (measurement instanceof Measurement.Segmentation) {
            return new SegmentationMeasure(context).run();
        } else if (measurement instanceof Measurement.Robustness robustness) {
            return RobustnessMeasure.run(context, robustness);
        } else if (measurement instanceof Measurement.Domains domains) {
            return new DomainsMeasure(context, domains).run();
        }
        throw new IllegalArgumentException("no such measurement: " + measurement);
    }

    private static void save(Path home, Outcome outcome) throws WorkbenchException {
        Path folder = home.resolve(FOLDER);
        try {
            OutcomeTables.write(outcome, folder);
            AtomicFile.write(folder.resolve(outcome.about().slug() + ENDING), OutcomeJson.write(outcome));
        } catch (IOException e) {
            throw new WorkbenchException(
                    "The result cannot be saved in " + folder + ": " + Reason.of(e)
                            + ". Free disk space or correct the permissions, then measure again.",
                    e);
        }
    }

    /** A result as one JSON object. */
    public static String json(Outcome outcome) {
        return OutcomeJson.write(outcome);
    }

    /** The saved result of a measurement of a run's last checkpoint on all of the run's own pictures. */
    public static <T extends Outcome> Optional<T> saved(RunFolder run, Measurement measurement, Class<T> type) {
        long step = run.checkpoints().isEmpty()
                ? 0
                : run.checkpoints().get(run.checkpoints().size() - 1).step();
        // Results on other image sets, or on fewer pictures, have more in their names.
        return saved(run).stream()
                .filter(o -> o.about().slug().equals(measurement.slug() + "-step" + step))
                .filter(type::isInstance)
                .map(type::cast)
                .findFirst();
    }

    /** Results saved in a run's folder, newest first; unreadable ones are skipped and logged. */
    public static List<Outcome> saved(RunFolder run) {
        return saved(run.path());
    }

    /** Results saved in the folder of a run or of imported weights, newest first. */
    public static List<Outcome> saved(Path home) {
        Path folder = home.resolve(FOLDER);
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        List<Outcome> found = new ArrayList<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.filter(f -> f.getFileName().toString().endsWith(ENDING))
                    .sorted(Comparator.comparingLong((Path f) -> f.toFile().lastModified())
                            .reversed()
                            .thenComparing(f -> f))
                    .toList()) {
                try {
                    found.add(OutcomeJson.read(Files.readString(file)));
                } catch (WorkbenchException e) {
                    LOG.warn("{} is skipped: {}", file, e.getMessage());
                }
            }
        } catch (IOException e) {
            LOG.warn("{} cannot be read: {}", folder, Reason.of(e));
        }
        return List.copyOf(found);
    }
}
