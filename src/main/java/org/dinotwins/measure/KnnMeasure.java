package org.dinotwins.measure;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.dinotwins.config.WorkbenchException;
import org.dinotwins.data.LabelSubset;
import org.dinotwins.data.Picture;
import org.dinotwins.eval.FeatureSpec;
import org.dinotwins.eval.KnnEvaluation;
import org.dinotwins.eval.PictureFeatures;
import org.dinotwins.eval.classification.Classification;
import org.dinotwins.measure.outcome.KnnOutcome;
import org.dinotwins.measure.outcome.KnnOutcome.KnnScore;
import org.dinotwins.measure.outcome.Outcome;
import org.dinotwins.measure.outcome.Outcome.Network;

/** Measures the accuracy of kNN; see {@link Measurement.Knn}. */
final class KnnMeasure {
    /** Numbers of neighbours that the public DINO code reports. */
    static final int[] NEIGHBOURS = {10, 20, 100, 200};

    private KnnMeasure() {}

    static Outcome run(MeasurementContext context, Measurement.Knn options) throws WorkbenchException {
        List<Picture> train = LabelSubset.of(context.train(), options.share(), options.seed());
        List<Picture> validation = context.validation();
        context.progress().expect((2.0 + FloorMeasure.DESCRIPTORS) * (train.size() + validation.size()));
        List<KnnScore> scores = new ArrayList<>();
        List<String> notes = new ArrayList<>();
        if (train.size() < NEIGHBOURS[NEIGHBOURS.length - 1]) {
            notes.add("There are " + train.size() + " labelled training pictures; a larger k uses all of them.");
        }
        KnnOutcome outcome = null;
        for (Network network : new Network[] {Network.TRAINED, Network.RANDOM}) {
            String name = MeasurementContext.networkName(network);
            context.progress().describe("Training pictures, " + name);
            PictureFeatures bank = context.features().of(network, train, FeatureSpec.CLS, Optional.empty());
            context.progress().describe("Validation pictures, " + name);
            PictureFeatures queries = context.features().of(network, validation, FeatureSpec.CLS, Optional.empty());
            context.progress().describe("Counting votes, " + name);
            List<Classification> classified = new KnnEvaluation(bank, context.classes()).classify(queries, NEIGHBOURS);
            for (int i = 0; i < NEIGHBOURS.length; i++) {
                scores.add(new KnnScore(
                        network,
                        NEIGHBOURS[i],
                        classified.get(i).top1(),
                        classified.get(i).top5()));
            }
            int common = MeasurementContext.mostFrequent(bank.labels(), context.classes());
            outcome = new KnnOutcome(
                    context.about(bank.pictures().size(), queries.pictures().size(), notes),
                    scores,
                    MeasurementContext.share(queries.labels(), common));
            context.progress().partial(outcome);
        }
        scores.addAll(new FloorMeasure(context, train, validation).knn(NEIGHBOURS));
        int measured = outcome.about().train();
        int queries = outcome.about().validation();
        KnnOutcome withFloors = new KnnOutcome(context.about(measured, queries, notes), scores, outcome.majority());
        notes.addAll(verdicts(withFloors));
        return new KnnOutcome(context.about(measured, queries, notes), scores, outcome.majority());
    }

    /** Whether the trained network is above its best floor, for each number of neighbours. */
    private static List<String> verdicts(KnnOutcome outcome) {
        return outcome.scores().stream()
                .filter(score -> score.network() == Network.TRAINED)
                .map(score -> FloorMeasure.verdict(
                        "kNN with k = " + score.neighbours(),
                        score.top1(),
                        outcome.top1Floor(score.neighbours()).orElseThrow()))
                .toList();
    }
}
