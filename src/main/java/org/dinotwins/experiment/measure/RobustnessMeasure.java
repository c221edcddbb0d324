package org.dinotwins.experiment.measure;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.dinotwins.augment.Corruption;
import org.dinotwins.data.Picture;
import org.dinotwins.eval.Classification;
import org.dinotwins.eval.Examples;
import org.dinotwins.eval.Knn;
import org.dinotwins.eval.LinearCka;
import org.dinotwins.eval.LinearClassifier;
import org.dinotwins.eval.LogisticRegression;
import org.dinotwins.eval.Readout;
import org.dinotwins.experiment.ExperimentException;
import org.dinotwins.experiment.measure.FeatureSource.Seen;
import org.dinotwins.experiment.measure.FeatureSource.Shift;
import org.dinotwins.experiment.measure.Outcome.Cell;
import org.dinotwins.experiment.measure.Outcome.Network;
import org.dinotwins.train.TrainingException;

/** Measures under corruptions of the validation pictures; see {@link Measurement.Robustness}. */
final class RobustnessMeasure {
    private static final int NEIGHBOURS = 20;

    private RobustnessMeasure() {
    }

    static Outcome run(Desk desk, Measurement.Robustness options) throws ExperimentException, TrainingException {
        List<Picture> train = desk.train();
        List<Picture> validation = desk.validation();
        desk.work().expect(train.size() * (1 + Work.FIT)
                + validation.size() * (1.0 + options.corruptions().size() * Corruption.SEVERITIES));
        desk.work().now("Training pictures");
        Seen bank = desk.features().of(Network.TRAINED, train, Readout.CLS, Optional.empty());
        desk.work().now("Clean validation pictures");
        Seen clean = desk.features().of(Network.TRAINED, validation, Readout.CLS, Optional.empty());
        desk.work().now("Logistic regression");
        Knn knn = new Knn(bank.features(), bank.labels(), desk.classes());
        LinearClassifier probe = LogisticRegression.fit(Examples.ofOne(bank.features(), bank.labels(), desk.classes()),
                options.seed(), desk.device(), desk.work()::check).classifier();
        desk.work().did(Work.FIT * train.size());
        double majority = Desk.share(clean.labels(), Desk.commonest(bank.labels(), desk.classes()));
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
                Seen shifted = desk.features().of(Network.TRAINED, clean.pictures(), Readout.CLS,
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
