package org.dinotwins.measure;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.dinotwins.augment.corruption.Corruption;
import org.dinotwins.config.WorkbenchException;
import org.dinotwins.data.Picture;
import org.dinotwins.eval.FeatureSpec;
import org.dinotwins.eval.classification.Classification;
import org.dinotwins.eval.classification.Knn;
import org.dinotwins.eval.classification.LabelledFeatures;
import org.dinotwins.eval.classification.LinearClassifier;
import org.dinotwins.eval.classification.LogisticRegression;
import org.dinotwins.eval.representation.LinearCka;
import org.dinotwins.measure.FeatureSource.Seen;
import org.dinotwins.measure.FeatureSource.Shift;
import org.dinotwins.measure.outcome.Outcome;
import org.dinotwins.measure.outcome.Outcome.Cell;
import org.dinotwins.measure.outcome.Outcome.Network;
import org.dinotwins.train.TrainingException;

/** Measures under corruptions of the validation pictures; see {@link Measurement.Robustness}. */
final class RobustnessMeasure {
    private static final int NEIGHBOURS = 20;

    private RobustnessMeasure() {
    }

    static Outcome run(MeasurementContext desk, Measurement.Robustness options) throws WorkbenchException, TrainingException {
        List<Picture> train = desk.train();
        List<Picture> validation = desk.validation();
        desk.work().expect(train.size() * (1 + MeasurementProgress.FIT)
                + validation.size() * (1.0 + options.corruptions().size() * Corruption.SEVERITIES));
        desk.work().now("Training pictures");
        Seen bank = desk.features().of(Network.TRAINED, train, FeatureSpec.CLS, Optional.empty());
        desk.work().now("Clean validation pictures");
        Seen clean = desk.features().of(Network.TRAINED, validation, FeatureSpec.CLS, Optional.empty());
        desk.work().now("Logistic regression");
        Knn knn = new Knn(bank.features(), bank.labels(), desk.classes());
        LinearClassifier probe = LogisticRegression.fit(LabelledFeatures.ofOne(bank.features(), bank.labels(), desk.classes()),
                options.seed(), desk.device(), desk.work()::check).classifier();
        desk.work().did(MeasurementProgress.FIT * train.size());
        double majority = MeasurementContext.share(clean.labels(), MeasurementContext.commonest(bank.labels(), desk.classes()));
        double cleanKnn = knn.measure(clean.features(), clean.labels(), NEIGHBOURS)[0].top1();
        double cleanProbe = Classification.of(probe.scores(clean.features()), clean.labels()).top1();

        List<Cell> cells = new ArrayList<>();
        List<String> notes = List.of("Classifiers learnt clean training pictures. Corruptions are laid over what the "
                + "network sees, " + desk.subject().run().config().model().imageSize() + " px a side.");
        Outcome.RobustnessOutcome outcome = new Outcome.RobustnessOutcome(desk.about(bank.pictures().size(),
                clean.pictures().size(), notes), cleanKnn, cleanProbe, majority, cells);
        desk.work().partial(outcome);
        for (Corruption corruption : Arrays.stream(Corruption.values()).filter(options.corruptions()::contains).toList()) {
            for (int severity = 1; severity <= Corruption.SEVERITIES; severity++) {
                desk.work().now(corruption.word() + ", severity " + severity);
                Seen shifted = desk.features().of(Network.TRAINED, clean.pictures(), FeatureSpec.CLS,
                        Optional.of(new Shift(corruption, severity, options.seed())));
                cells.add(new Cell(corruption, severity,
                        knn.measure(shifted.features(), shifted.labels(), NEIGHBOURS)[0].top1(),
                        Classification.of(probe.scores(shifted.features()), shifted.labels()).top1(),
                        LinearCka.of(clean.features(), shifted.features())));
                outcome = new Outcome.RobustnessOutcome(outcome.about(), cleanKnn, cleanProbe, majority, cells);
                desk.work().partial(outcome);
            }
        }
        return outcome;
    }
}
