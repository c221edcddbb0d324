package org.dinotwins.reproduce;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import org.dinotwins.ablation.Cell;
import org.dinotwins.augment.corruption.Corruption;
import org.dinotwins.config.RunConfig;
import org.dinotwins.config.WorkbenchException;
import org.dinotwins.data.ImageSet;
import org.dinotwins.data.Picture;
import org.dinotwins.eval.FeatureSpec;
import org.dinotwins.eval.FrozenBackbone;
import org.dinotwins.eval.PictureViews;
import org.dinotwins.files.FolderTree;
import org.dinotwins.message.Reason;
import org.dinotwins.run.Progress;
import org.dinotwins.run.RunFolder;
import org.dinotwins.run.RunState;
import org.dinotwins.run.TrainingService;
import org.dinotwins.run.evaluation.EvaluationPictures;
import org.dinotwins.run.network.NetworkInspector;
import org.dinotwins.train.StepRecord;

/**
 * Expected duration of a comparison, from a few measured steps of the hybrid, which costs most, and a few measured pictures.
 *
 * @param runs           number of runs
 * @param steps          steps of a run
 * @param secondsPerStep measured
 * @param passes         cost of a run's measurements, in pictures that are read and sent through a network
 * @param secondsPerPass measured
 */
public record DurationEstimate(int runs, long steps, double secondsPerStep, long passes, double secondsPerPass) {
    /** Steps of the trial; the first ones, which compile and fill caches, are not counted. */
    private static final int TRIAL = 14;

    private static final int UNCOUNTED = 4;
    private static final int PICTURES = 48;
    /** Attention is measured at the pictures' own sizes, which costs about this many times a pass. */
    private static final int ATTENTION_COST = 4;
    /** Classifiers, descriptors and masks cost this many times the passes; measured on photographs on two cores. */
    private static final int OVERHEAD = 4;
    /** From here on a duration is stated in days. */
    private static final int MANY_HOURS = 48;
    /** Trained and random weights. */
    private static final int NETWORKS = 2;

    /**
     * Trains a few steps in a temporary folder beside {@code out}, and deletes them.
     *
     * @param cells the runs of the comparison, which differ little in cost
     * @throws CancellationException if cancelled
     */
    static DurationEstimate measure(Path out, List<Cell> cells, ImageSet set, Scale scale, Progress progress)
            throws WorkbenchException, InterruptedException {
        RunConfig config = cells.get(cells.size() - 1).config();
        Path trial = null;
        try {
            Files.createDirectories(out);
            trial = Files.createTempDirectory(out, "trial");
            RunFolder run = train(config, trial.resolve("run"), progress);
            List<StepRecord> steps = run.metrics();
            StepRecord first = steps.get(Math.min(UNCOUNTED, steps.size() - 1) - 1);
            StepRecord last = steps.get(steps.size() - 1);
            double seconds = (last.elapsedSeconds() - first.elapsedSeconds()) / (last.step() - first.step());
            return new DurationEstimate(
                    cells.size(),
                    run.summary().totalSteps(),
                    seconds,
                    passes(set, scale.corruptions().size()),
                    secondsPerPass(config, set));
        } catch (IOException e) {
            throw new WorkbenchException("The folder " + out + " cannot be written: " + Reason.of(e) + ".", e);
        } finally {
            delete(trial);
        }
    }

    private static RunFolder train(RunConfig config, Path folder, Progress progress)
            throws WorkbenchException, InterruptedException {
        String[] failure = {""};
        RunState end;
        try (TrainingService service = new TrainingService()) {
            service.start(config, folder, TRIAL, false, new TrainingService.Listener() {
                @Override
                public void onStep(StepRecord step) {
                    progress.at(step.step() / (double) TRIAL, "Measuring the duration of a step");
                    if (progress.cancelled()) {
                        service.stop();
                    }
                }

                @Override
                public void onState(RunState state, String message) {
                    failure[0] = state == RunState.FAILED ? message : failure[0];
                }
            });
            end = service.await();
        }
        if (progress.cancelled()) {
            throw new CancellationException();
        }
        if (end == RunState.FAILED) {
            throw new WorkbenchException(failure[0]);
        }
        return RunFolder.open(folder);
    }

    private static double secondsPerPass(RunConfig config, ImageSet set) throws WorkbenchException {
        List<Picture> some = set.train().stream().limit(PICTURES).toList();
        try (FrozenBackbone network = NetworkInspector.backbone(config, Optional.empty())) {
            double seconds = 0;
            // The first time compiles.
            for (int i = 0; i < 2; i++) {
                long startedAt = System.nanoTime();
                int size = config.model().imageSize();
                network.features(PictureViews.read(some, size).views(), size, FeatureSpec.CLS);
                seconds = (System.nanoTime() - startedAt) / 1e9;
            }
            return seconds / some.size();
        }
    }

    private static long passes(ImageSet set, int corruptions) {
        long train = set.train().size();
        long validation = set.validation().size();
        long evaluated = Math.min(train, EvaluationPictures.MAX_NEIGHBOURS)
                + Math.min(validation, EvaluationPictures.MAX_VALIDATION);
        long attention = ATTENTION_COST * (Math.min(validation, EvaluationPictures.MAX_VALIDATION) + validation);
        long classifiers = 3 * (train + validation);
        long corrupted = validation * Corruption.SEVERITIES * corruptions;
        return OVERHEAD * NETWORKS * (evaluated + attention + classifiers + corrupted);
    }

    private static void delete(Path folder) throws WorkbenchException {
        if (folder == null) {
            return;
        }
        try {
            FolderTree.delete(folder);
        } catch (IOException e) {
            throw new WorkbenchException(
                    "The trial in " + folder + " cannot be deleted: " + Reason.of(e) + ". Delete it.", e);
        }
    }

    /** Seconds of the whole comparison. */
    public double seconds() {
        return runs * (steps * secondsPerStep + passes * secondsPerPass);
    }

    /** A sentence for the user. */
    public String words() {
        return String.format(
                Locale.ROOT,
                "%d runs of %,d steps at %.2g s, and their measurements: about %s.",
                runs,
                steps,
                secondsPerStep,
                time(seconds()));
    }

    private static String time(double seconds) {
        Duration duration = Duration.ofSeconds(Math.round(seconds));
        return duration.toHours() >= MANY_HOURS
                ? duration.toDays() + " days"
                : Progress.duration(Math.max(Duration.ofMinutes(1).toSeconds(), seconds));
    }
}
