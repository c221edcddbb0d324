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
import org.dinotwins.eval.representation.LinearCka;
import org.dinotwins.measure.FeatureSource.AppliedCorruption;
import org.dinotwins.measure.outcome.Outcome;
import org.dinotwins.measure.outcome.Outcome.Network;
import org.dinotwins.measure.outcome.RobustnessOutcome;
import org.dinotwins.measure.outcome.RobustnessOutcome.CorruptionScore;
import org.dinotwins.tensor.ComputationException;

/** Measures accuracies on corrupted validation pictures; see {@link Measurement.Robustness}. */
final class RobustnessMeasure {
    private RobustnessMeasure() {}

    static Outcome run(MeasurementContext context, Measurement.Robustness options)
            throws WorkbenchException, ComputationException {
        List<Picture> train = context.train();
        List<Picture> validation = context.validation();
        context.progress()
                .expect(train.size() * (2 + MeasurementProgress.FIT_COST)
                        + 2 * validation.size() * (1.0 + options.corruptions().size() * Corruption.SEVERITIES));
        context.progress().describe("Training pictures");
        PictureFeatures bank = context.features().of(Network.TRAINED, train, FeatureSpec.CLS, Optional.empty());
        PictureFeatures randomBank = context.features().of(Network.RANDOM, train, FeatureSpec.CLS, Optional.empty());
        context.progress().describe("Clean validation pictures");
        PictureFeatures clean = context.features().of(Network.TRAINED, validation, FeatureSpec.CLS, Optional.empty());
        PictureFeatures randomClean =
                context.features().of(Network.RANDOM, validation, FeatureSpec.CLS, Optional.empty());
        context.progress().describe("Logistic regression");
        KnnEvaluation randomKnn = new KnnEvaluation(randomBank, context.classes());
        KnnEvaluation knn = new KnnEvaluation(bank, context.classes());
        LinearClassifier probe = LogisticRegression.fit(
                        LabelledFeatures.ofOne(bank.features(), bank.labels(), context.classes()),
                        options.seed(),
                        context.device(),
                        context.progress()::throwIfCancelled)
                .classifier();
        context.progress().completed(MeasurementProgress.FIT_COST * train.size());
        double majority = MeasurementContext.share(
                clean.labels(), MeasurementContext.mostFrequent(bank.labels(), context.classes()));
        double cleanKnn = knn.classify(clean).top1();
        double cleanRandom = randomKnn.classify(randomClean).top1();
        double cleanProbe = Classification.of(probe.scores(clean.features()), clean.labels())
                .top1();

        List<CorruptionScore> cells = new ArrayList<>();
        List<String> notes = List.of("Classifiers learnt from clean training pictures. Corruptions are applied to the "
                + "network's input, " + context.subject().run().config().model().imageSize() + " px a side.");
        RobustnessOutcome outcome = new RobustnessOutcome(
                context.about(bank.pictures().size(), clean.pictures().size(), notes),
                cleanKnn,
                cleanProbe,
                cleanRandom,
                majority,
                cells);
        context.progress().partial(outcome);
        for (Corruption corruption : Arrays.stream(Corruption.values())
                .filter(options.corruptions()::contains)
                .toList()) {
            for (int severity = 1; severity <= Corruption.SEVERITIES; severity++) {
                context.progress().describe(corruption.word() + ", severity " + severity);
                Optional<AppliedCorruption> shift =
                        Optional.of(new AppliedCorruption(corruption, severity, options.seed()));
                PictureFeatures corrupted =
                        context.features().of(Network.TRAINED, clean.pictures(), FeatureSpec.CLS, shift);
                PictureFeatures random =
                        context.features().of(Network.RANDOM, clean.pictures(), FeatureSpec.CLS, shift);
                cells.add(new CorruptionScore(
                        corruption,
                        severity,
                        knn.classify(corrupted).top1(),
                        Classification.of(probe.scores(corrupted.features()), corrupted.labels())
                                .top1(),
                        randomKnn.classify(random).top1(),
                        LinearCka.of(clean.features(), corrupted.features())));
                outcome = new RobustnessOutcome(outcome.about(), cleanKnn, cleanProbe, cleanRandom, majority, cells);
                context.progress().partial(outcome);
            }
        }
        return outcome;
    }
}
