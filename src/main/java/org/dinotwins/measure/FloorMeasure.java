package org.dinotwins.measure;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.dinotwins.config.WorkbenchException;
import org.dinotwins.data.Picture;
import org.dinotwins.eval.KnnEvaluation;
import org.dinotwins.eval.PictureFeatures;
import org.dinotwins.eval.classification.AveragePrecision;
import org.dinotwins.eval.classification.Classification;
import org.dinotwins.eval.classification.LabelledFeatures;
import org.dinotwins.eval.classification.LogisticRegression;
import org.dinotwins.eval.floor.PictureDescriptor;
import org.dinotwins.measure.outcome.KnnOutcome.KnnScore;
import org.dinotwins.measure.outcome.Outcome.About;
import org.dinotwins.measure.outcome.Outcome.Network;
import org.dinotwins.measure.outcome.ProbeOutcome.Method;
import org.dinotwins.measure.outcome.ProbeOutcome.ProbeScore;
import org.dinotwins.run.evaluation.EvaluationScore.Floor;
import org.dinotwins.tensor.ComputationException;

/** Floors of a measurement: classifiers on descriptors that need no network. */
final class FloorMeasure {
    private static final Map<PictureDescriptor, Network> NAMES = Map.of(
            PictureDescriptor.COLOUR_HISTOGRAM, Network.HISTOGRAM,
            PictureDescriptor.GREY_PIXELS, Network.PIXELS,
            PictureDescriptor.HOG, Network.HOG);
    /** Work of the descriptors, in pictures. */
    static final int DESCRIPTORS = PictureDescriptor.values().length;

    private final MeasurementContext context;
    private final List<Picture> train;
    private final List<Picture> validation;

    FloorMeasure(MeasurementContext context, List<Picture> train, List<Picture> validation) {
        this.context = context;
        this.train = train;
        this.validation = validation;
    }

    /** kNN on every descriptor. */
    List<KnnScore> knn(int... neighbours) throws WorkbenchException {
        List<KnnScore> scores = new ArrayList<>();
        for (PictureDescriptor descriptor : PictureDescriptor.values()) {
            context.progress().describe("Floors: " + descriptor.words());
            PictureFeatures bank = context.features().of(descriptor, train);
            PictureFeatures queries = context.features().of(descriptor, validation);
            List<Classification> found = new KnnEvaluation(bank, context.classes()).classify(queries, neighbours);
            for (int i = 0; i < neighbours.length; i++) {
                scores.add(new KnnScore(
                        NAMES.get(descriptor),
                        neighbours[i],
                        found.get(i).top1(),
                        found.get(i).top5()));
            }
        }
        return scores;
    }

    /**
     * Logistic regression on HOG, with the pictures and the choice of C of the networks' features.
     *
     * @param several whether pictures show several categories, so that mAP is measured too
     */
    ProbeScore hogLogistic(long seed, boolean several) throws WorkbenchException, ComputationException {
        context.progress().describe("Floors: logistic regression on HOG");
        PictureFeatures bank = context.features().of(PictureDescriptor.HOG, train);
        PictureFeatures queries = context.features().of(PictureDescriptor.HOG, validation);
        LogisticRegression.Fit fit = LogisticRegression.fit(
                LabelledFeatures.ofOne(bank.features(), bank.labels(), context.classes()),
                seed,
                context.device(),
                context.progress()::throwIfCancelled);
        context.progress().completed(MeasurementProgress.FIT_COST * train.size());
        Classification found = Classification.of(fit.classifier().scores(queries.features()), queries.labels());
        double precision = several ? precision(bank, queries, seed) : Double.NaN;
        return new ProbeScore(Network.HOG, Method.LOGISTIC, found.top1(), found.top5(), precision, fit.strength());
    }

    /** Mean average precision over all objects' categories. */
    private double precision(PictureFeatures bank, PictureFeatures queries, long seed) throws ComputationException {
        LogisticRegression.Fit fit = LogisticRegression.fit(
                LabelledFeatures.ofSeveral(bank.features(), context.present(bank.pictures())),
                seed,
                context.device(),
                context.progress()::throwIfCancelled);
        context.progress().completed(MeasurementProgress.FIT_COST * train.size());
        return AveragePrecision.mean(AveragePrecision.perClass(
                fit.classifier().scores(queries.features()), context.present(queries.pictures())));
    }

    /** A sentence on whether a trained network's accuracy is above its best floor. */
    static String verdict(String what, double trained, Floor floor) {
        return String.format(
                Locale.ROOT,
                "%s: %s %.1f %%, highest floor %.1f %% (%s).",
                what,
                floor.isBeatenBy(trained) ? "trained" : About.NOT_ABOVE_FLOOR + ": trained",
                100 * trained,
                100 * floor.value(),
                floor.words());
    }
}
