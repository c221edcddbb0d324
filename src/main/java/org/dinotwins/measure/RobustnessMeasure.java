package org.dinotwins.measure;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.dinotwins.augment.corruption.Corruption;
import org.dinotwins.config.WorkbenchException;
import org.dinotwins.data.Picture;
import org.dinotwins.eval.FeatureSpec;
import org.dinotwins.eval.KnnEvaluation;
import org.dinotwins.eval.PictureFeatures;
import org.dinotwins.eval.classification.Classification;
import org.dinotwins.eval.classification.LabelledFeatures;
import org.dinotwins.eval.classification.LinearClassifier;
import org.dinotwins.eval.classification.LogisticRegression;
import org.dinotwins.eval.floor.PictureDescriptor;
import org.dinotwins.eval.representation.LinearCka;
import org.dinotwins.measure.FeatureSource.AppliedCorruption;
import org.dinotwins.measure.outcome.Outcome;
import org.dinotwins.measure.outcome.Outcome.Network;
import org.dinotwins.measure.outcome.RobustnessOutcome;
import org.dinotwins.measure.outcome.RobustnessOutcome.CorruptionScore;
import org.dinotwins.tensor.ComputationException;

/** Measures accuracies on corrupted validation pictures; see {@link Measurement.Robustness}. */
final class RobustnessMeasure {
    /** Two networks and two descriptors. */
    private static final int COMPARED = 4;

    private RobustnessMeasure() {}

    /** Computes features of pictures, corrupted or not. */
    @FunctionalInterface
    private interface Features {
        PictureFeatures of(List<Picture> pictures, Optional<AppliedCorruption> corruption) throws WorkbenchException;
    }

    /** Features of the clean pictures by one network or descriptor, and kNN among those of the training pictures. */
    private record CleanPictures(Features features, PictureFeatures bank, PictureFeatures queries, KnnEvaluation knn) {
        static CleanPictures of(MeasurementContext context, Network network) throws WorkbenchException {
            return of(
                    context,
                    (pictures, corruption) -> context.features().of(network, pictures, FeatureSpec.CLS, corruption));
        }

        static CleanPictures of(MeasurementContext context, PictureDescriptor descriptor) throws WorkbenchException {
            return of(context, (pictures, corruption) -> context.features().of(descriptor, pictures, corruption));
        }

        private static CleanPictures of(MeasurementContext context, Features features) throws WorkbenchException {
            context.progress().describe("Training pictures");
            PictureFeatures bank = features.of(context.train(), Optional.empty());
            context.progress().describe("Clean validation pictures");
            PictureFeatures queries = features.of(context.validation(), Optional.empty());
            return new CleanPictures(features, bank, queries, new KnnEvaluation(bank, context.classes()));
        }

        PictureFeatures corrupted(AppliedCorruption corruption) throws WorkbenchException {
            return features.of(queries.pictures(), Optional.of(corruption));
        }

        double knn(AppliedCorruption corruption) throws WorkbenchException {
            return knn(corrupted(corruption));
        }

        double knn(PictureFeatures pictures) {
            return knn.classify(pictures).top1();
        }
    }

    static Outcome run(MeasurementContext context, Measurement.Robustness options)
            throws WorkbenchException, ComputationException {
        List<Picture> train = context.train();
        List<Picture> validation = context.validation();
        context.progress()
                .expect(train.size() * (COMPARED + MeasurementProgress.FIT_COST)
                        + COMPARED
                                * validation.size()
                                * (1.0 + options.corruptions().size() * Corruption.SEVERITIES));
        CleanPictures trained = CleanPictures.of(context, Network.TRAINED);
        CleanPictures random = CleanPictures.of(context, Network.RANDOM);
        CleanPictures pixels = CleanPictures.of(context, PictureDescriptor.GREY_PIXELS);
        CleanPictures hog = CleanPictures.of(context, PictureDescriptor.HOG);
        PictureFeatures bank = trained.bank();
        PictureFeatures clean = trained.queries();
        context.progress().describe("Logistic regression");
        LinearClassifier probe = LogisticRegression.fit(
                        LabelledFeatures.ofOne(bank.features(), bank.labels(), context.classes()),
                        options.seed(),
                        context.device(),
                        context.progress()::throwIfCancelled)
                .classifier();
        context.progress().completed(MeasurementProgress.FIT_COST * train.size());
        double majority = MeasurementContext.share(
                clean.labels(), MeasurementContext.mostFrequent(bank.labels(), context.classes()));
        double cleanKnn = trained.knn(clean);
        double cleanProbe = Classification.of(probe.scores(clean.features()), clean.labels())
                .top1();

        List<CorruptionScore> cells = new ArrayList<>();
        List<String> notes = new ArrayList<>(
                List.of("Classifiers learnt from clean training pictures. Corruptions are applied to the "
                        + "network's input, " + context.model().imageSize() + " px a side."));
        RobustnessOutcome outcome = new RobustnessOutcome(
                context.about(bank.pictures().size(), clean.pictures().size(), notes),
                cleanKnn,
                cleanProbe,
                random.knn(random.queries()),
                pixels.knn(pixels.queries()),
                hog.knn(hog.queries()),
                majority,
                cells);
        context.progress().partial(outcome);
        for (Corruption corruption : Arrays.stream(Corruption.values())
                .filter(options.corruptions()::contains)
                .toList()) {
            for (int severity = 1; severity <= Corruption.SEVERITIES; severity++) {
                context.progress().describe(corruption.word() + ", severity " + severity);
                AppliedCorruption shift = new AppliedCorruption(corruption, severity, options.seed());
                PictureFeatures corrupted = trained.corrupted(shift);
                cells.add(new CorruptionScore(
                        corruption,
                        severity,
                        trained.knn(corrupted),
                        Classification.of(probe.scores(corrupted.features()), corrupted.labels())
                                .top1(),
                        random.knn(shift),
                        pixels.knn(shift),
                        hog.knn(shift),
                        LinearCka.of(clean.features(), corrupted.features())));
                outcome = outcome.with(cells);
                context.progress().partial(outcome);
            }
        }
        notes.add(FloorMeasure.verdict(
                "kNN under corruption",
                outcome.mean().knn(),
                outcome.corruptedFloor().orElseThrow()));
        return outcome.with(
                context.about(bank.pictures().size(), clean.pictures().size(), notes));
    }
}
