package org.dinotwins.measure;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.dinotwins.config.WorkbenchException;
import org.dinotwins.data.LabelSubset;
import org.dinotwins.data.Picture;
import org.dinotwins.eval.FeatureSpec;
import org.dinotwins.eval.classification.Knn;
import org.dinotwins.measure.outcome.Outcome;
import org.dinotwins.measure.outcome.Outcome.KnnScore;
import org.dinotwins.measure.outcome.Outcome.Network;

/** Measures by nearest neighbours; see {@link Measurement.Knn}. */
final class KnnMeasure {
    /** Numbers of neighbours that the public DINO code reports. */
    static final int[] NEIGHBOURS = {10, 20, 100, 200};

    private KnnMeasure() {
    }

    static Outcome run(MeasurementContext desk, Measurement.Knn options) throws WorkbenchException {
        List<Picture> train = LabelSubset.of(desk.train(), options.share(), options.seed());
        List<Picture> validation = desk.validation();
        desk.work().expect(2.0 * (train.size() + validation.size()));
        List<KnnScore> scores = new ArrayList<>();
        List<String> notes = new ArrayList<>();
        if (train.size() < NEIGHBOURS[NEIGHBOURS.length - 1]) {
            notes.add("There are " + train.size() + " labelled training pictures; a larger k asks all of them.");
        }
        Outcome.KnnOutcome outcome = null;
        for (Network network : new Network[] {Network.TRAINED, Network.RANDOM}) {
            String whose = MeasurementContext.whose(network);
            desk.work().now("Training pictures, " + whose);
            FeatureSource.Seen bank = desk.features().of(network, train, FeatureSpec.CLS, Optional.empty());
            desk.work().now("Validation pictures, " + whose);
            FeatureSource.Seen asked = desk.features().of(network, validation, FeatureSpec.CLS, Optional.empty());
            desk.work().now("Counting votes, " + whose);
            Knn.Accuracy[] found = new Knn(bank.features(), bank.labels(), desk.classes())
                    .measure(asked.features(), asked.labels(), NEIGHBOURS);
            for (int i = 0; i < NEIGHBOURS.length; i++) {
                scores.add(new KnnScore(network, NEIGHBOURS[i], found[i].top1(), found[i].top5()));
            }
            int common = MeasurementContext.commonest(bank.labels(), desk.classes());
            outcome = new Outcome.KnnOutcome(desk.about(bank.pictures().size(), asked.pictures().size(), notes), scores,
                    MeasurementContext.share(asked.labels(), common));
            desk.work().partial(outcome);
        }
        return outcome;
    }
}
